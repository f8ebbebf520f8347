"""Diagnostics as values for a JSON report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from .order import LocatedDiagnostic, Location


class RelatedReport(TypedDict):
    """A second place that explains a diagnostic, with a word on it."""

    message: str
    file: str | None
    line: int | None
    column: int | None
    pointer: str | None


class DiagnosticReport(TypedDict):
    """A diagnostic in the JSON report; null where it has no such thing."""

    code: str
    severity: str
    message: str
    hint: str | None
    file: str | None
    line: int | None
    column: int | None
    pointer: str | None
    related: list[RelatedReport]


def render_json(diagnostics: Iterable[LocatedDiagnostic]) -> list[DiagnosticReport]:
    """The diagnostics as objects, in the same order."""
    return [_report(located) for located in diagnostics]


def _report(located: LocatedDiagnostic) -> DiagnosticReport:
    diagnostic, location = located.diagnostic, located.location
    position = location.position
    return {
        "code": diagnostic.rule.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "file": location.name,
        "line": None if position is None else position.line,
        "column": None if position is None else position.column,
        "pointer": location.pointer,
        "related": [_related(place, word) for place, word in located.related],
    }


def _related(location: Location, word: str) -> RelatedReport:
    position = location.position
    return {
        "message": word,
        "file": location.name,
        "line": None if position is None else position.line,
        "column": None if position is None else position.column,
        "pointer": location.pointer,
    }
