"""What readers and parsers have to keep to, whatever bytes they are given."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from arazzo_codegen.diagnostics.model import Diagnostic, TextPlace
from arazzo_codegen.diagnostics.rules.reading import TOO_LARGE
from arazzo_codegen.expressions.conditions import ParsedCondition, parse_condition
from arazzo_codegen.expressions.dialect import parse_dialect
from arazzo_codegen.expressions.format import format_expression, format_template
from arazzo_codegen.expressions.grammar import is_valid
from arazzo_codegen.expressions.misspelling import find_misspelling
from arazzo_codegen.expressions.model import ArazzoVersion, SyntaxFault
from arazzo_codegen.expressions.names import KnownNames
from arazzo_codegen.expressions.operand import parse_operand
from arazzo_codegen.expressions.parse import parse_expression
from arazzo_codegen.expressions.template import parse_template
from arazzo_codegen.expressions.unbraced import find_unbraced
from arazzo_codegen.read.document import Document, JsonValue, Pointer
from arazzo_codegen.read.parsing import parse_document

from .documents import SEEDS, seed
from .positions import positions

NAMES = KnownNames(inputs=("a", "a.b", "$x"), step_outputs={"s": ("x", "y.z")})
_MOST_POINTERS = 300


def read_yaml(data: bytes) -> None:
    """A text in YAML gives a document, or a finding with its place."""
    _read(data, "yaml")


def read_json(data: bytes) -> None:
    """A text in JSON gives the value that the standard library gives, or a finding."""
    document = _read(data, "json")
    if document is not None:
        assert document.value == json.loads(document.text)


def _read(data: bytes, suffix: Literal["yaml", "json"]) -> Document | None:
    found = parse_document(Path(f"/x.{suffix}"), f"x.{suffix}", data)
    if isinstance(found, Diagnostic):
        assert isinstance(found.place, TextPlace)
        if found.rule is not TOO_LARGE:
            assert found.place.position is not None, found.message
            assert found.place.position.line >= 1
            assert found.place.position.column >= 1
        assert "\n" not in found.message
        return None
    lines = found.text.count("\n") + found.text.count("\r") + 1
    for number, pointer in enumerate(_pointers(found.value, ())):
        if number > _MOST_POINTERS:
            break
        for position in (found.position(pointer), found.position(pointer, "key")):
            assert 1 <= position.line <= lines
            assert position.column >= 1
            found.line(position.line)
    json.dumps(found.value, allow_nan=False).encode("ascii")
    return found


def _pointers(value: JsonValue, pointer: Pointer) -> Iterator[Pointer]:
    """Pointers to all values, and that all names are texts."""
    yield pointer
    if isinstance(value, dict):
        for name, member in value.items():
            assert type(name) is str
            yield from _pointers(member, (*pointer, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _pointers(item, (*pointer, index))
    else:
        assert value is None or type(value) in (bool, int, float, str)


def parse_expressions(data: bytes) -> None:
    """A text gives an expression that is written as it was read, or a fault in it."""
    text = _text(data)
    for version in ArazzoVersion:
        parsed = parse_expression(text, version)
        if isinstance(parsed, SyntaxFault):
            _check_fault(parsed, text)
        else:
            assert is_valid(text, version)
            assert format_expression(parsed) in (text, text.removesuffix("#"))
    if parse_dialect(text) is not None:
        assert not is_valid(text, ArazzoVersion.V1_1)
    misspelling = find_misspelling(text, NAMES)
    if misspelling is not None:
        _check_fault(misspelling, text)
    template = parse_template(text)
    if not template.dialects:
        again = format_template(template.template)
        assert again.replace("#}", "}") == text.replace("#}", "}")
    for fault in template.faults:
        _check_fault(fault, text)
    find_unbraced(text, NAMES)


def parse_conditions(data: bytes) -> None:
    """A text gives a condition, or a fault in it."""
    text = _text(data)
    for names in (None, NAMES):
        parsed = parse_condition(text, names)
        if isinstance(parsed, SyntaxFault):
            _check_fault(parsed, text)
        else:
            assert isinstance(parsed, ParsedCondition)
        for version in ArazzoVersion:
            operand = parse_operand(text, version, names)
            if isinstance(operand, SyntaxFault):
                _check_fault(operand, text)


def _text(data: bytes) -> str:
    """Any bytes as text; what is no UTF-8 becomes halves of surrogate pairs."""
    return data.decode("utf-8", "surrogateescape")


def _check_fault(fault: SyntaxFault, text: str) -> None:
    assert 0 <= fault.offset <= len(text), fault
    assert "\n" not in fault.message


@dataclass(frozen=True)
class Target:
    """What coverage-guided fuzzing works on.

    Attributes:
        check: Raises where its input is not treated as it should be.
        packages: The packages whose branches guide it.
        seeds: Inputs to begin with.
        words: What inputs are put together from.
    """

    check: Callable[[bytes], None]
    packages: tuple[str, ...]
    seeds: Callable[[], list[bytes]]
    words: tuple[str, ...]


_READ = ("arazzo_codegen.read",)
_EXPRESSIONS = ("arazzo_codegen.expressions",)
_YAML_WORDS = (
    "---", "...", "- ", ": ", "? ", "&a ", "*a", "<<", "!!binary ", "!!python/object:x ",
    "!t ", "|", ">", "|2-", "\\x00", "%YAML 1.2", "%TAG ! !", "'", '"', "[", "]", "{", "}",
    "#", ".nan", ".inf", "0o17", "0x1F", "1e400", "12:30:45", "2024-01-01", "~", "null",
    "true", "\t", "\r\n", "\ufeff", "\x85", "\u2028", "\x00", "NaN", "Infinity", "-0",
    "\\ud800", "\\u0000", "\\N", "arazzo",
)  # fmt: skip
_EXPRESSION_WORDS = (
    "$inputs.", "$outputs.", "$steps.", ".outputs.", ".inputs.", "$workflows.",
    "$response.", "$request.", "$message.", "header.", "headers.", "query.", "path.",
    "body", "payload", "$url", "$method", "$statusCode", "$self", "$components.",
    "parameters.", "$sourceDescriptions.", "#/", "~0", "~1", "%2F", "[0]", "{$", "}", "'",
    '"', "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "null", "true", "1e3",
    "-1", "&", "|", " and ", " or ", "not ", "===", "a.b", "s", "x",
)  # fmt: skip


def _texts_of_documents() -> list[bytes]:
    found = [
        json.dumps(value, indent=1) for name in SEEDS for value in seed(name).values()
    ]
    return [text.encode("ascii") for text in found]


def _expressions() -> list[bytes]:
    """The texts of documents that look like expressions or conditions."""
    found = {
        position.text
        for name in SEEDS
        for position in positions(seed(name))
        if "$" in position.text or "==" in position.text
    }
    return [text.encode("utf-8") for text in sorted(found)]


TARGETS: Mapping[str, Target] = {
    "yaml": Target(read_yaml, _READ, _texts_of_documents, _YAML_WORDS),
    "json": Target(read_json, _READ, _texts_of_documents, _YAML_WORDS),
    "expressions": Target(
        parse_expressions, _EXPRESSIONS, _expressions, _EXPRESSION_WORDS
    ),
    "conditions": Target(
        parse_conditions, _EXPRESSIONS, _expressions, _EXPRESSION_WORDS
    ),
}
