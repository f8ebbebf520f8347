"""Statements are laid out as black does it, though few of them are given to it.

`pytest tests/emit --update-golden` writes what is stored for that anew.
"""

from __future__ import annotations

import json
from pathlib import Path

import black
import pytest
from black.mode import Mode, TargetVersion
from hypothesis import example, given, settings
from hypothesis import strategies as st

from arazzo_codegen.emit import layout
from arazzo_codegen.emit.layout import formatted
from arazzo_codegen.emit.text import WIDTH, docstring, field_docstring
from arazzo_codegen.plan.code import Code, fstring, literal, pattern

MODE = Mode(target_versions={TargetVersion.PY311})
ROOT = Path(__file__).parents[2]
STORED = ROOT / "generator/emit" / layout.SETTLED
MODULES = [
    *sorted(ROOT.glob("generated/*.py")),
    *sorted(ROOT.glob("tests/cases/*/expected/*.py")),
]

names = st.sampled_from(
    ("a", "xx", "body", "type", "match", "inputs", "step_", "done.get_cluster.status")
) | st.from_regex(r"\Ax[a-z_]{0,40}\Z")
texts = st.text(max_size=50)
literals = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
).map(literal)
quotes = st.text("\"{}'", max_size=5)
calls = st.just(Code("f(x, 'a')"))
leaves = (
    names
    | literals
    | texts.map(pattern)
    | st.lists(texts | names.map(Code), max_size=3).map(fstring)
)


def _operations(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(inner, max_size=4)
    keywords = st.lists(
        st.tuples(st.from_regex(r"\Ak[a-z_]{0,20}\Z"), inner), max_size=4
    )
    return st.one_of(
        st.tuples(names, some, keywords).map(
            lambda c: f"{c[0]}({', '.join([*c[1], *(f'{k}={v}' for k, v in c[2])])})"
        ),
        st.tuples(inner, inner).map(lambda c: f"({c[0]} == {c[1]})"),
        st.tuples(inner, inner).map(lambda c: f"(({c[0]} or not {c[1]}) and {c[0]})"),
        st.tuples(inner, inner).map(lambda c: f"({c[0]} if {c[1]} else None)"),
        st.tuples(names, inner).map(lambda c: f"{c[0]}[{c[1]}]"),
        st.tuples(names, inner).map(lambda c: f"(lambda {c[0][0]}: {c[1]})"),
        st.tuples(inner, names).map(lambda c: f"[{c[0]} for a in {c[1]} if {c[0]}]"),
        some.map(lambda items: f"[{', '.join(items)}]"),
        some.map(lambda items: "{" + ", ".join(f"'k': {one}" for one in items) + "}"),
    )


expressions = st.recursive(leaves, _operations, max_leaves=12)
FRAMES = (
    "a({0})",
    "a = {0}",
    "_.b, c = {0}",
    "a: dict[str, Any] | None = {0}",
    "return {0}",
    "raise Error({0}) from error",
    "if {0}:\n    pass\nelif {0}:\n    pass\nelse:\n    pass",
    "with a({0}):\n    return b",
    "for a in ({0}):\n    continue",
    "while not ({0}):\n    break",
    "try:\n    {0}\nexcept Error:\n    pass\nfinally:\n    pass",
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FRAMES), expressions, st.integers(0, 12))
def test_any_statement_is_as_black_has_it(frame: str, code: str, depth: int) -> None:
    lines = [f"{'    ' * level}if a:" for level in range(depth)]
    lines += ["    " * depth + line for line in frame.format(code).split("\n")]
    source = "\n".join(lines) + "\n"

    assert formatted(source) == black.format_str(source, mode=MODE)


@settings(max_examples=50, deadline=None)
@given(st.lists(names.filter(str.isidentifier), max_size=5), expressions, names)
def test_any_signature_is_as_black_has_it(
    arguments: list[str], default: str, returns: str
) -> None:
    listed = ", ".join([*(f"{one}: {one}" for one in arguments), f"x={default}"])
    method = f"    def f(self, {listed}) -> {returns}:\n        pass\n"
    source = f"class A:\n{method}\n{method}"

    assert formatted(source) == black.format_str(source, mode=MODE)


@example(['"""{', Code("f(x, 'a')")])
@given(
    st.lists(st.text("\"{}'", max_size=5) | st.just(Code("f(x, 'a')")), max_size=5),
)
def test_black_takes_any_text_with_expressions(parts: list[str | Code]) -> None:
    source = f"a = {fstring(parts)}\n"

    assert formatted(source) == black.format_str(source, mode=MODE)


_docstrings = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(("word", '"', "\\", " ", "\n\n", "'")), max_size=60).map(
        "".join
    ),
)


@example('ends with "', 4)
@example("long word " * 12 + '"', 4)
@example("first\n\n" + "long word " * 12 + '"', 0)
@given(_docstrings, st.sampled_from((0, 4)))
def test_black_leaves_any_docstring_as_it_is(text: str, indent: int) -> None:
    margin = " " * indent
    headers = {0: "", 4: "class A:\n"}
    source = f"{headers[indent]}{margin}{docstring(text, indent)}\n\n{margin}a = 1\n"
    source += f"{margin}{field_docstring(text, indent)}\n"

    assert black.format_str(source, mode=MODE) == source


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.parent.parent.name)
def test_whole_modules_are_as_black_has_them(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert black.format_str(source, mode=MODE) == source
    assert formatted(source) == source


def test_black_is_given_a_form_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given_: list[str] = []

    def format_str(source: str, *, mode: Mode) -> str:
        given_.append(source)
        return black.format_str(source, mode=mode)

    monkeypatch.setattr(layout, "format_str", format_str)
    layout._statement.cache_clear()
    layout._by_black.cache_clear()
    formatted("a = f('one')(1, 2)\nother = function('another text')(250, 3)\n")

    assert given_ == ['x = x("")(1, 1)\n']


def test_the_stored_forms_are_those_that_black_leaves_as_they_are() -> None:
    stored = json.loads(STORED.read_text("utf-8"))

    assert layout.settled_forms(stored) == stored


def test_most_statements_of_modules_have_a_stored_form(update_golden: bool) -> None:
    modules = (path.read_text(encoding="utf-8") for path in MODULES)
    found = [one for one in layout.settled_forms(modules) if len(one) <= WIDTH]
    if update_golden:
        STORED.write_text(json.dumps(found, indent=0) + "\n", "utf-8")

    stored = json.loads(STORED.read_text("utf-8"))

    assert len(set(found) - set(stored)) <= len(found) / 4


@pytest.mark.parametrize("text", ["'\":#", "'''\"\":  # x", 'é":', "':"])
def test_a_colon_at_the_end_of_a_text_opens_no_block(text: str) -> None:
    source = f"x = {literal(text)}\n"

    assert formatted(source) == black.format_str(source, mode=MODE)


LONG_LIST_ELEMENTS = (
    "'text'",
    "'é'",
    "1",
    "name",
    "'\"\\n'",
    "'x' * 2",
    "'a\\nb'",
    "'a\\\\b\"c'",
)


@pytest.mark.parametrize("element", LONG_LIST_ELEMENTS)
@pytest.mark.parametrize("frame", ["a = [{0}]", "a: L[{0}] = B", "    f({0}, k=[{0}])"])
def test_a_long_list_is_as_black_has_it(element: str, frame: str) -> None:
    listed = ", ".join(["'first element'", *[element] * 200, "b + c", *[element] * 40])
    source = "if a:\n" * frame.startswith(" ") + frame.format(listed) + "\n"

    assert formatted(source) == black.format_str(source, mode=MODE)


def test_black_is_given_no_more_of_a_long_list_than_its_lines_need(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    longest = 0

    def format_str(source: str, *, mode: Mode) -> str:
        nonlocal longest
        longest = max(longest, len(source))
        return black.format_str(source, mode=mode)

    monkeypatch.setattr(layout, "format_str", format_str)
    made = formatted(f"a = [{', '.join(f'{number:05}x' for number in range(5000))}]\n")

    assert made.count("\n") == 5002
    assert longest < 1000
