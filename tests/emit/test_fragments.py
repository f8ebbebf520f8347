"""The helpers and methods that modules hold declare what they use, and no more."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

import pytest

import arazzo_codegen_templates
from arazzo_codegen.plan.helpers import BY_NAME, HELPERS, Helper, with_required
from arazzo_codegen.plan.step_methods import STEP_METHODS, StepMethod

TEMPLATES = Path(arazzo_codegen_templates.__path__[0])
FILES = {
    "_ABSENT": "absent",
    "_Outputs": "outputs_type",
    "_Inputs": "inputs_type",
}
ALL: list[Helper | StepMethod] = [*HELPERS, *STEP_METHODS]
NAMES = {name for one in ALL for _, name in one.names}
PLAIN_METHODS = [method for method in STEP_METHODS if method.name != "send"]
"""What `send` needs depends on what the steps of the module send."""
FRAGMENTS = [*HELPERS, *PLAIN_METHODS]


def template_of(one: Helper | StepMethod) -> Path:
    if isinstance(one, StepMethod):
        return TEMPLATES / f"step/{one.name}.jinja"
    name = FILES.get(one.name, one.name.lstrip("_").lower())
    return TEMPLATES / f"helpers/{name}.jinja"


def names_in(one: Helper | StepMethod) -> set[str]:
    """The names in the code of a template; what Jinja puts in does not count."""
    text = template_of(one).read_text(encoding="utf-8")
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "_", text)
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    found: set[str] = set()
    before = ""
    for token in tokens:
        if token.type == tokenize.NAME and before != ".":
            found.add(token.string)
        elif token.type == tokenize.STRING and token.string.startswith("f"):
            found |= set(re.findall(r"[{ (](\w+)", token.string))
        before = token.string
    return found


@pytest.mark.parametrize("one", FRAGMENTS, ids=lambda one: one.name)
def test_imports_the_names_that_it_uses(one: Helper | StepMethod) -> None:
    declared = {name for _, name in one.names}

    assert names_in(one) & NAMES == declared


@pytest.mark.parametrize("one", FRAGMENTS, ids=lambda one: one.name)
def test_imports_no_module_that_it_does_not_use(one: Helper | StepMethod) -> None:
    first = {module.partition(".")[0] for module in one.modules}

    assert first <= names_in(one)


@pytest.mark.parametrize("one", FRAGMENTS, ids=lambda one: one.name)
def test_brings_the_helpers_that_it_uses(one: Helper | StepMethod) -> None:
    used = names_in(one) & BY_NAME.keys() - {one.name}

    assert set(one.helpers) <= used
    assert used <= {helper.name for helper in with_required(one.helpers)}


@pytest.mark.parametrize("method", PLAIN_METHODS, ids=lambda one: one.name)
def test_brings_the_methods_that_it_calls(method: StepMethod) -> None:
    text = template_of(method).read_text(encoding="utf-8")

    called = set(re.findall(r"\bself\.(\w+)\(", text))

    assert called - {method.name} == set(method.methods)


def test_every_template_belongs_to_a_helper_or_a_method() -> None:
    found = set(TEMPLATES.glob("*/*.jinja"))
    whole = {template_of(one) for one in ALL}
    parts = {
        TEMPLATES / name
        for path in whole
        for name in re.findall(r'{% include "(.+?)" %}', path.read_text("utf-8"))
    }

    assert found == whole | parts


def test_a_helper_stands_behind_nothing_that_it_needs_when_it_is_defined() -> None:
    order = [helper.name for helper in HELPERS]

    for constant in ("_ABSENT", "_Outputs", "_Inputs"):
        users = [helper.name for helper in HELPERS if constant in helper.helpers]
        assert all(order.index(constant) < order.index(user) for user in users)
