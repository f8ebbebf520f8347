"""Documents made in memory, for tests of single stages."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from arazzo_codegen.diagnostics.model import Diagnostic
from arazzo_codegen.diagnostics.rules import sources as rules
from arazzo_codegen.link.references import References
from arazzo_codegen.read.document import Document, JsonValue
from arazzo_codegen.read.library import Library

FOLDER = Path("/specs")


def document(value: JsonValue, name: str = "api.yml") -> Document:
    """A document of that value, in the folder that `Shelf` reads."""
    return Document(FOLDER / name, name, "", value, "yaml")


@dataclass
class Shelf:
    """Gives documents by their path and counts how often; others do not exist."""

    documents: tuple[Document, ...] = ()
    loaded: list[str] = field(default_factory=list)

    def load(self, path: Path, name: str) -> Document | Diagnostic:
        self.loaded.append(name)
        for one in self.documents:
            if one.name == name and one.path.name == path.name:
                return one
        return Diagnostic(rules.DANGLING_REFERENCE, f"there is no {name}", None)

    def fetch(self, url: str) -> Document | Diagnostic:
        return Library(()).fetch(url)

    may_fetch = False

    def has_file(self, path: Path) -> bool:
        return path.is_file()


def references(*documents: Document) -> References:
    """References that find these documents."""
    return References(Shelf(documents))
