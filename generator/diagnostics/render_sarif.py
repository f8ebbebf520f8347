"""Diagnostics as a log in SARIF 2.1.0, the exchange format of static analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from .file_names import name_below
from .model import Diagnostic, Rule, Severity
from .order import LocatedDiagnostic, Location
from .printable import printable

_JsonObject: TypeAlias = dict[str, Any]

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json"
)
_ROOT: Final = "%SRCROOT%"


def render_sarif(
    diagnostics: Sequence[LocatedDiagnostic], folder: Path, version: str
) -> _JsonObject:
    """The log: one run, with the rules that found something and their pages.

    What concerns no file is a notification, since a result has a place.

    Args:
        diagnostics: In the order in which they are shown.
        folder: The absolute path of the folder that files are named from.
        version: The compiler's.
    """
    rules = {
        located.diagnostic.rule.code: located.diagnostic.rule for located in diagnostics
    }
    indexes = {code: index for index, code in enumerate(sorted(rules))}
    placed = [located for located in diagnostics if located.location.name is not None]
    driver = {
        "name": "arazzo-codegen",
        "version": version,
        "rules": [_rule(rules[code]) for code in indexes],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(diagnostics, indexes)],
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "the folder that the command ran in"}}
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(located, indexes, folder) for located in placed],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> _JsonObject:
    explanation = rule.explanation.strip()
    first_paragraph = explanation.partition("\n\n")[0]
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": " ".join(first_paragraph.split())},
        "help": {"text": explanation, "markdown": explanation},
        "defaultConfiguration": {"level": str(rule.severity)},
    }


def _invocation(
    diagnostics: Sequence[LocatedDiagnostic], indexes: Mapping[str, int]
) -> _JsonObject:
    general = [one.diagnostic for one in diagnostics if one.location.name is None]
    return {
        "executionSuccessful": not any(
            diagnostic.severity is Severity.ERROR for diagnostic in general
        ),
        "toolExecutionNotifications": [
            {
                "associatedRule": _rule_reference(diagnostic, indexes),
                "level": str(diagnostic.severity),
                "message": _message(diagnostic),
            }
            for diagnostic in general
        ],
    }


def _result(
    located: LocatedDiagnostic, indexes: Mapping[str, int], folder: Path
) -> _JsonObject:
    diagnostic = located.diagnostic
    code = diagnostic.rule.code
    result: _JsonObject = {
        "ruleId": code,
        "ruleIndex": indexes[code],
        "level": str(diagnostic.severity),
        "message": _message(diagnostic),
        "locations": [_location(located.location, folder)],
    }
    if located.related:
        result["relatedLocations"] = [
            {"id": number, **_location(place, folder), "message": _text(word)}
            for number, (place, word) in enumerate(located.related, 1)
        ]
    return result


def _rule_reference(diagnostic: Diagnostic, indexes: Mapping[str, int]) -> _JsonObject:
    code = diagnostic.rule.code
    return {"id": code, "index": indexes[code]}


def _location(location: Location, folder: Path) -> _JsonObject:
    """A location whose region goes from the position to the end of the line."""
    place: _JsonObject = {"artifactLocation": _artifact(location.name or "", folder)}
    if location.position is not None:
        place["region"] = {
            "startLine": location.position.line,
            "startColumn": location.position.column,
        }
    found: _JsonObject = {"physicalLocation": place}
    if location.pointer:
        found["logicalLocations"] = [
            {"fullyQualifiedName": printable(location.pointer)}
        ]
    return found


def _artifact(name: str, folder: Path) -> _JsonObject:
    relative = name_below(name, folder)
    if "://" in relative:
        return {"uri": relative}
    # A colon would make a scheme of what stands before it.
    uri = quote(relative.encode("utf-8", "surrogateescape"), safe="/")
    return {"uri": uri, "uriBaseId": _ROOT}


def _message(diagnostic: Diagnostic) -> _JsonObject:
    if diagnostic.hint is None:
        return _text(diagnostic.message)
    return {
        "text": f"{printable(diagnostic.message)}\nhint: {printable(diagnostic.hint)}"
    }


def _text(text: str) -> _JsonObject:
    return {"text": printable(text)}
