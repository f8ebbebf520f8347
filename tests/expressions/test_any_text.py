"""The parsers take any text, and write what they have read."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arazzo_codegen.expressions.conditions import ParsedCondition, parse_condition
from arazzo_codegen.expressions.dialect import parse_dialect
from arazzo_codegen.expressions.format import format_expression, format_template
from arazzo_codegen.expressions.grammar import is_valid
from arazzo_codegen.expressions.misspelling import find_misspelling
from arazzo_codegen.expressions.model import (
    ArazzoVersion,
    ComponentReference,
    Expression,
    Input,
    MessagePart,
    Output,
    SourceReference,
    StatusCode,
    StepOutput,
    SyntaxFault,
    WorkflowField,
)
from arazzo_codegen.expressions.names import KnownNames
from arazzo_codegen.expressions.parse import parse_expression
from arazzo_codegen.expressions.template import parse_template
from arazzo_codegen.expressions.unbraced import find_unbraced

NAMES = KnownNames(inputs=("a", "a.b"), step_outputs={"s": ("x",)})
WORDS = (
    "$inputs.", "$outputs.", "$steps.s.outputs.", "$workflows.w.", "inputs.", "outputs.",
    "$response.", "$request.", "$message.", "header.", "headers.", "query.", "body",
    "payload", "$url", "$statusCode", "$self", "$components.parameters.",
    "$sourceDescriptions.", "#", "/", "~", "~1", ".", "[", "]", "[0]", "{", "}", "$", "(",
    ")", "!", "==", "=", "<", "&&", "||", "'", '"', "\\", " ", "\n", "a", "b", "x", "1",
    "1e3", "null", "é", "\x00", "\ud800",
)  # fmt: skip

texts = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(WORDS), max_size=12).map("".join),
)
pointers = st.lists(
    st.text(st.characters(exclude_characters="{}"), max_size=5), max_size=3
).map(tuple)
identifiers = st.from_regex(r"[A-Za-z0-9.\-_]{1,8}", fullmatch=True)
ids = st.from_regex(r"[A-Za-z0-9\-_]{1,8}", fullmatch=True)
expressions: st.SearchStrategy[Expression] = st.one_of(
    st.just(StatusCode()),
    st.builds(
        MessagePart,
        st.sampled_from(["request", "response", "message"]),
        st.sampled_from(["body", "payload"]),
        st.just(""),
        pointers,
    ),
    st.builds(
        MessagePart,
        st.sampled_from(["request", "response", "message"]),
        st.sampled_from(["header", "query", "path"]),
        identifiers,
    ),
    st.builds(Input, identifiers, pointers),
    st.builds(Output, identifiers, pointers),
    st.builds(StepOutput, ids, identifiers, pointers),
    st.builds(
        WorkflowField,
        ids,
        st.sampled_from(["inputs", "outputs"]),
        identifiers,
        pointers,
    ),
    st.builds(SourceReference, ids, identifiers),
    st.builds(
        ComponentReference,
        st.sampled_from(["parameters", "successActions", "failureActions"]),
        identifiers,
    ),
)


@settings(max_examples=100, deadline=None)
@given(expressions)
def test_an_expression_is_read_as_it_was_written(expression: Expression) -> None:
    text = format_expression(expression)
    assert parse_expression(text, ArazzoVersion.V1_1) == expression
    assert parse_template("{" + text + "}").template.parts == (expression,)


@settings(max_examples=150, deadline=None)
@given(texts, st.sampled_from(ArazzoVersion))
def test_parsing_never_raises_and_agrees_with_the_verdict(
    text: str, version: ArazzoVersion
) -> None:
    parsed = parse_expression(text, version)
    if isinstance(parsed, SyntaxFault):
        assert 0 <= parsed.offset <= len(text)
        assert "\n" not in parsed.message
    else:
        assert is_valid(text, version)
        assert format_expression(parsed) in (text, text.removesuffix("#"))


@settings(max_examples=150, deadline=None)
@given(texts)
def test_what_the_dialect_corrects_is_valid_and_means_the_same(text: str) -> None:
    parsed = parse_dialect(text)
    if parsed is not None:
        assert not is_valid(text, ArazzoVersion.V1_1)
    find_misspelling(text, NAMES)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_templates_keep_every_character(text: str) -> None:
    template = parse_template(text)
    if not template.dialects:
        assert format_template(template.template).replace("#}", "}") == text.replace(
            "#}", "}"
        )
    assert len(template.offsets) == len(template.template.parts)
    find_unbraced(text, NAMES)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_conditions_give_a_tree_or_a_fault(text: str) -> None:
    for names in (None, NAMES):
        result = parse_condition(text, names)
        assert isinstance(result, ParsedCondition | SyntaxFault)


@pytest.mark.parametrize(
    "piece",
    [
        "$inputs.",
        "{$inputs.a",
        "{$",
        "$steps.s.outputs.x",
        "#/",
        "~0",
        ".a",
        "[0]",
        "\\",
    ],
)
def test_time_is_linear_in_the_length(piece: str) -> None:
    started = time.process_time()
    for beginning in ("", "$inputs.a", "$response.body", "$response.body#"):
        text = beginning + piece * (200_000 // len(piece))
        parse_expression(text, ArazzoVersion.V1_1)
        parse_dialect(text)
        find_misspelling(text, NAMES)
        parse_template(text)
        find_unbraced(text, NAMES)
        parse_condition(text[:50_000], NAMES)
    assert time.process_time() - started < 5
