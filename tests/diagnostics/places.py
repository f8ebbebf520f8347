"""Findings at places in small texts, for tests of what shows them."""

from __future__ import annotations

from pathlib import Path

from arazzo_codegen.diagnostics.model import Diagnostic, Rule, Severity, TextPlace
from arazzo_codegen.read.document import Document, JsonValue, Place, Position

ERROR = Rule("AZ303", "unknown operation", Severity.ERROR, "What it means.\n\nMend it.")
WARNING = Rule(
    "AZ502", "type", Severity.WARNING, "What it\nmeans.\n\n```yaml\nx: 1\n```"
)


def document(text: str, value: JsonValue, name: str = "specs/a.yml") -> Document:
    return Document(Path("/a.yml"), name, text, value, "yaml")


def finding(
    name: str = "specs/a.yml",
    at: tuple[int, int] = (3, 5),
    message: str = "wrong",
    rule: Rule = ERROR,
    hint: str | None = None,
) -> Diagnostic:
    place = TextPlace(name, Position(*at))
    return Diagnostic(rule, message, place, hint, rule.severity)


def with_second_place(rule: Rule = WARNING) -> Diagnostic:
    text = "arazzo: 1.0.1\ninfo: {🎉: 1, title: b}\n"
    value: JsonValue = {"arazzo": "1.0.1", "info": {"🎉": 1, "title": "b"}}
    first = Place(document(text, value), ("info", "title"))
    second = Place(document(text, value, "openapi.yml"), ("info",), "key")
    related = ((second, "the schema"),)
    return Diagnostic(rule, "wrong", first, "mend", rule.severity, related)
