"""Diagnostics as annotations of GitHub: workflow commands, one a line.

A command is `::error file=a.yml,line=1,col=2,title=AZ303::message`. The runner decodes
percent signs, line ends and, in properties, colons and commas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .file_names import name_below
from .order import LocatedDiagnostic, Location
from .printable import printable


def render_github(
    diagnostics: Iterable[LocatedDiagnostic], root: Path
) -> Iterator[str]:
    """The lines, without line ends.

    Args:
        diagnostics: In the order in which they are shown.
        root: The absolute path of the folder that files are named from: the one that
            holds the checkout.
    """
    for located in diagnostics:
        command = str(located.diagnostic.severity)
        properties = ",".join(
            f"{key}={_escape_property(value)}"
            for key, value in _properties(located, root)
        )
        yield f"::{command} {properties}::{_escape(_message(located, root))}"


def _properties(located: LocatedDiagnostic, root: Path) -> Iterator[tuple[str, str]]:
    location = located.location
    if location.name is not None:
        yield "file", printable(name_below(location.name, root))
        if location.position is not None:
            yield "line", str(location.position.line)
            yield "col", str(location.position.column)
    yield "title", located.diagnostic.rule.code


def _message(located: LocatedDiagnostic, root: Path) -> str:
    diagnostic = located.diagnostic
    lines = [diagnostic.message]
    lines += [f"{_shown(place, root)}: {word}" for place, word in located.related]
    if diagnostic.hint is not None:
        lines.append(f"hint: {diagnostic.hint}")
    return "\n".join(map(printable, lines))


def _shown(location: Location, root: Path) -> str:
    name = name_below(location.name or "", root)
    if location.position is None:
        return name
    return f"{name}:{location.position.line}:{location.position.column}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
