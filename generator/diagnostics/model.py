"""Diagnostics: errors and warnings as values, which the stages collect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from ..read.document import Place, Position
from .severity import EVERYTHING, Selection, Severity

__all__ = ["Diagnostic", "Diagnostics", "Rule", "Severity", "TextPlace"]


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
        pointer: The JSON pointer as RFC 6901 writes it, where it is known.
    """

    name: str
    position: Position | None = None
    line_text: str | None = None
    pointer: str | None = None


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
    related: tuple[tuple[Place | TextPlace, str], ...] = ()


_LONGEST_TEXT = 2_000
"""Characters of a message or hint: what it quotes of a document may be megabytes."""


def _in_short(text: str) -> str:
    """A text of which no more than the two ends are left where it is too long."""
    if len(text) <= _LONGEST_TEXT:
        return text
    gap = " … "
    kept = _LONGEST_TEXT - len(gap)
    return f"{text[: kept - kept // 2]}{gap}{text[len(text) - kept // 2 :]}"


@dataclass
class Diagnostics:
    """Collects what the stages find.

    Attributes:
        strict: The letter of the specification: findings of the dialect are errors.
        selection: Which findings are wanted, and how grave they are.
    """

    strict: bool = False
    selection: Selection = EVERYTHING
    _found: list[Diagnostic] = field(default_factory=list)

    def add(
        self,
        rule: Rule,
        message: str,
        place: Place | TextPlace | None,
        hint: str | None = None,
        related: tuple[tuple[Place, str], ...] = (),
    ) -> None:
        """Note a finding, in the severity that its rule has under these settings;
        nothing if they leave it out."""
        self._note(Diagnostic(rule, message, place, hint, rule.severity, related))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Note findings, each in the severity that its rule has under these settings;
        those that they leave out are not noted."""
        for diagnostic in diagnostics:
            self._note(diagnostic)

    def with_same_settings(self) -> Diagnostics:
        """A collection of its own, empty, that treats findings as this one does."""
        return Diagnostics(self.strict, self.selection)

    def _note(self, diagnostic: Diagnostic) -> None:
        severity = self._severity(diagnostic.rule)
        if severity is not None:
            message, hint = _in_short(diagnostic.message), diagnostic.hint
            hint = hint and _in_short(hint)
            self._found.append(
                replace(diagnostic, severity=severity, message=message, hint=hint)
            )

    def _severity(self, rule: Rule) -> Severity | None:
        """The severity of a rule under these settings; None where it is left out."""
        if rule.severity is Severity.ERROR:
            return Severity.ERROR
        if not self.selection.wants(rule.code):
            return None
        chosen = self.selection.severity(rule.code)
        if chosen is not None:
            return chosen
        is_raised = rule.dialect and self.strict
        return Severity.ERROR if is_raised else Severity.WARNING

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    @property
    def has_errors(self) -> bool:
        return any(found.severity is Severity.ERROR for found in self._found)
