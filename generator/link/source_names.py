"""Which source description a name means that may be written in another case."""

from __future__ import annotations

from collections.abc import Iterable

from ..diagnostics.model import Diagnostics
from ..diagnostics.rules import dialect
from ..read.document import Node


def declared_source(written: str, declared: Iterable[str]) -> str | None:
    """The declared name: the one that is written, else the only one that differs in
    upper and lower case alone."""
    names = list(declared)
    if written in names:
        return written
    similar = [name for name in names if name.casefold() == written.casefold()]
    return similar[0] if len(similar) == 1 else None


def report_other_case(
    written: str, name: str, node: Node, diagnostics: Diagnostics
) -> None:
    """Warn of a name that is not written as it is declared; nothing where it is."""
    if written != name:
        diagnostics.add(
            dialect.SOURCE_NAME_CASE,
            f"the source description {written!r} is called {name!r} where it is "
            "declared",
            node.place,
            f"write {name!r}",
        )
