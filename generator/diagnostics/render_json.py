"""Diagnostics as values for a JSON report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from .order import LocatedDiagnostic


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
    }
