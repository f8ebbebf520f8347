"""Text of documents in docstrings and comments."""

from __future__ import annotations

import ast
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arazzo_codegen.emit.text import WIDTH, comment, docstring, summary

HOSTILE = [
    '"""; import os',
    "ends with a backslash \\",
    'ends with a quote "',
    'ends with both \\"',
    "\r\nimport os\r",
    "line\u2028separator \u202eoverride",
    "{{ config }} {% raw %}",
    "\\N{DASH} \\x00 \x00",
    "\ud800",
    '""""""""',
]


def body_of(source: str) -> list[ast.stmt]:
    return ast.parse(f"def function():\n    {source}\n    return 1\n").body


@pytest.mark.parametrize("text", HOSTILE)
def test_a_docstring_is_one_string(text: str) -> None:
    (function,) = body_of(docstring(text, 4))
    assert isinstance(function, ast.FunctionDef)
    assert len(function.body) == 2
    assert isinstance(function.body[0], ast.Expr)
    assert isinstance(function.body[0].value, ast.Constant)


@given(st.text())
def test_a_docstring_of_any_text_says_its_words(text: str) -> None:
    (function,) = body_of(docstring(text, 4))
    assert isinstance(function, ast.FunctionDef)
    said = ast.get_docstring(function)
    assert said is not None
    if text.isascii() and text.isprintable():
        assert said.split() == text.split()


@given(st.text())
def test_a_comment_of_any_text_is_only_comment(text: str) -> None:
    assert ast.parse(comment(text)).body == []


def test_long_text_is_wrapped() -> None:
    source = docstring("word " * 60, 4)
    assert all(len(line) <= WIDTH for line in ("    " + source).split("\n"))
    assert source.endswith('\n    """')


def test_paragraphs_are_kept_apart() -> None:
    assert docstring("one\n\n \ntwo", 0) == '"""one\n\ntwo\n"""'


def test_a_summary_is_the_first_paragraph() -> None:
    assert summary("  one\n two\n\nthree") == "one two"


def test_a_long_summary_ends_with_a_sentence() -> None:
    assert summary("First words. " + "more " * 100) == "First words."


def test_a_long_sentence_is_cut() -> None:
    assert summary("more " * 100).endswith("more ...")


def test_a_summary_of_megabytes_takes_no_time() -> None:
    started = time.process_time()

    assert summary("word " * 500_000).endswith("word ...")
    assert summary("x" * 2_500_000)
    assert time.process_time() - started < 1
