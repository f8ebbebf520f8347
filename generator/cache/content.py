"""The result of a run as JSON, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ..compilation import Compilation, CompiledModule, CompileRequest
from ..diagnostics.model import Diagnostic, Diagnostics, Severity, TextPlace
from ..diagnostics.order import Location, in_source_order
from ..diagnostics.registry import all_rules
from ..read.positions import Position
from ..write.model import GeneratedFile


def to_json(compilation: Compilation) -> dict[str, Any]:
    """A compilation as JSON can hold it, with the places of its findings found."""
    lines: dict[str, int] = {}
    return {
        "modules": [asdict(module) for module in compilation.modules],
        "files": [[file.path, file.text] for file in compilation.files],
        "tests": [[file.path, file.text, True] for file in compilation.tests],
        "diagnostics": list(_findings(compilation.diagnostics, lines)),
        "lines": list(lines),
        "unreadable": compilation.unreadable,
        "has_documents": compilation.has_documents,
    }


def _findings(
    diagnostics: Diagnostics, lines: dict[str, int]
) -> Iterator[dict[str, Any]]:
    for located in in_source_order(diagnostics):
        found = located.diagnostic
        yield {
            "code": found.rule.code,
            "message": found.message,
            "hint": found.hint,
            "severity": found.severity.value,
            "place": _place(located.location, lines),
            "related": [[_place(at, lines), word] for at, word in located.related],
        }


def _place(location: Location, lines: dict[str, int]) -> list[Any] | None:
    """Source lines are told by number: a document may be a single one."""
    if location.name is None:
        return None
    at = location.position
    text = location.line_text
    line = None if text is None else lines.setdefault(text, len(lines))
    position = None if at is None else [at.line, at.column]
    return [location.name, position, line, location.pointer]


def from_json(content: dict[str, Any], request: CompileRequest) -> Compilation:
    """The reverse of `to_json`.

    Raises:
        KeyError, TypeError, ValueError, IndexError: It does not come from there.
    """
    diagnostics = Diagnostics(request.strict, request.selection)
    lines: list[str] = content["lines"]
    diagnostics.extend(_diagnostic(one, lines) for one in content["diagnostics"])
    return Compilation(
        tuple(CompiledModule(**module) for module in content["modules"]),
        tuple(GeneratedFile(path, text) for path, text in content["files"]),
        diagnostics,
        content["unreadable"],
        content["has_documents"],
        tuple(GeneratedFile(*file) for file in content["tests"]),
    )


def _diagnostic(content: dict[str, Any], lines: list[str]) -> Diagnostic:
    place = content["place"]
    return Diagnostic(
        all_rules()[content["code"]],
        content["message"],
        None if place is None else _text_place(place, lines),
        content["hint"],
        Severity(content["severity"]),
        tuple((_text_place(at, lines), word) for at, word in content["related"]),
    )


def _text_place(place: list[Any], lines: list[str]) -> TextPlace:
    name, position, line, pointer = place
    at = None if position is None else Position(*position)
    return TextPlace(name, at, None if line is None else lines[line], pointer)
