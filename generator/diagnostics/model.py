"""Diagnostics: errors and warnings as values, which the stages collect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from ..read.document import Place, Position


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Rule:
    """A kind of finding.

    Attributes:
        code: Its stable code, `AZ` and three digits.
        title: What it finds, in a few words.
        severity: How grave it is unless the user says otherwise.
        explanation: What it means, why it matters and how to mend it; CommonMark.
        dialect: Whether it is a form of published documents that is read although
            the specification does not allow it; an error with --strict.
    """

    code: str
    title: str
    severity: Severity
    explanation: str = ""
    dialect: bool = False


@dataclass(frozen=True)
class TextPlace:
    """A place in a text that could not be parsed, where no pointer can lead.

    Attributes:
        name: What users call the file.
        position: Where in it, or None for the file as a whole.
        line_text: The source line, where there is one.
    """

    name: str
    position: Position | None = None
    line_text: str | None = None


@dataclass(frozen=True)
class Diagnostic:
    """One finding, at one place.

    Attributes:
        rule: What kind of finding.
        message: What is wrong here, one line, no full stop.
        place: Where; None only where no file is concerned.
        hint: How to mend it, one line.
        severity: The rule's, unless settings changed it.
        related: A second place that explains the finding, with a word on it.
    """

    rule: Rule
    message: str
    place: Place | TextPlace | None
    hint: str | None = None
    severity: Severity = Severity.ERROR
    related: tuple[tuple[Place, str], ...] = ()


@dataclass
class Diagnostics:
    """Collects what the stages find.

    Attributes:
        strict: The letter of the specification: findings of the dialect are errors.
    """

    strict: bool = False
    _found: list[Diagnostic] = field(default_factory=list)

    def add(
        self,
        rule: Rule,
        message: str,
        place: Place | TextPlace | None,
        hint: str | None = None,
        related: tuple[tuple[Place, str], ...] = (),
    ) -> None:
        """Note a finding, in the severity that its rule has under these settings."""
        severity = rule.severity
        if rule.dialect and self.strict:
            severity = Severity.ERROR
        self._found.append(Diagnostic(rule, message, place, hint, severity, related))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        self._found.extend(diagnostics)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @property
    def has_errors(self) -> bool:
        return any(found.severity is Severity.ERROR for found in self._found)
