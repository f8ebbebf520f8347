"""The helpers and methods that modules hold declare what they use, and no more."""

from __future__ import annotations

import io
import re
import tokenize
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

import arazzo_codegen_templates
from arazzo_codegen.compilation import Flavour as FlavourName
from arazzo_codegen.emit.fragments import (
    helper_source,
    helper_template,
    method_source,
    shared_names,
)
from arazzo_codegen.plan.code import Code, Uses
from arazzo_codegen.plan.flavours import FLAVOURS
from arazzo_codegen.plan.helpers import BY_NAME, HELPERS, Helper, with_required
from arazzo_codegen.plan.step_methods import STEP_METHODS, StepMethod

TEMPLATES = Path(arazzo_codegen_templates.__path__[0])
IN_BOTH = frozenset(
    (
        "_open_async",
        "_certified_async",
        "_Client",
        "_Result",
        "_finish",
        "_exchange",
        "_sleep",
        "_Together",
        "_together",
        "_AsyncDeadline",
        "_deadline",
    )
)
"""What only modules with functions of both kinds hold."""

OF_SCHEMES = ("_Credentials", "_Sent")
"""What these need depends on the security schemes of the module."""

ALL: list[Helper | StepMethod] = [*HELPERS, *STEP_METHODS]
NAMES = {name for one in ALL for _, name in one.names}


@dataclass(frozen=True)
class Fragment:
    """A helper or a method as modules of a flavour hold it."""

    one: Helper | StepMethod
    flavour: FlavourName

    @property
    def code(self) -> str:
        flavour = FLAVOURS[self.flavour]
        names = shared_names(flavour, Uses(), Code("_"), Code("_"))
        if isinstance(self.one, StepMethod):
            return dedent(method_source(self.one.name, names))
        return helper_source(self.one.name, flavour, names)

    @property
    def names(self) -> set[str]:
        """The names in its code that are no attributes."""
        tokens = tokenize.generate_tokens(io.StringIO(self.code).readline)
        found: set[str] = set()
        before = ""
        for token in tokens:
            if token.type == tokenize.NAME and before != ".":
                found.add(token.string)
            elif token.type == tokenize.STRING and token.string.startswith("f"):
                found |= set(re.findall(r"[{ (](\w+)", token.string))
            before = token.string
        return found - {"_"}


METHODS = [
    Fragment(method, name)
    for name in FLAVOURS
    for method in STEP_METHODS
    # What `send` needs depends on what the steps of the module send.
    if method.name != "send"
]
FRAGMENTS = METHODS + [
    Fragment(flavour.variants.get(helper.name, helper), name)
    for name, flavour in FLAVOURS.items()
    for helper in HELPERS
    if name == "both" or helper.name not in IN_BOTH
    if helper.name not in OF_SCHEMES
]


def shown(fragment: Fragment) -> str:
    return f"{fragment.one.name}-{fragment.flavour}"


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=shown)
def test_imports_the_names_that_it_uses(fragment: Fragment) -> None:
    declared = {name for _, name in fragment.one.names}

    assert fragment.names & NAMES == declared


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=shown)
def test_imports_no_module_that_it_does_not_use(fragment: Fragment) -> None:
    first = {module.partition(".")[0] for module in fragment.one.modules}

    assert first <= fragment.names


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=shown)
def test_brings_the_helpers_that_it_uses(fragment: Fragment) -> None:
    one, variants = fragment.one, FLAVOURS[fragment.flavour].variants
    used = fragment.names & BY_NAME.keys() - {one.name}

    assert set(one.helpers) <= used
    assert used <= {helper.name for helper in with_required(one.helpers, variants)}


@pytest.mark.parametrize("fragment", METHODS, ids=shown)
def test_brings_the_methods_that_it_calls(fragment: Fragment) -> None:
    assert isinstance(fragment.one, StepMethod)

    called = set(re.findall(r"\bself\.(\w+)\(", fragment.code))

    assert called - {fragment.one.name} == set(fragment.one.methods)


def test_every_template_belongs_to_a_helper_or_a_method() -> None:
    found = set(TEMPLATES.glob("*/*.jinja")) - set(TEMPLATES.glob("tests/*.jinja"))
    whole = {TEMPLATES / helper_template(one.name) for one in HELPERS}
    whole |= {TEMPLATES / f"step/{one.name}.jinja" for one in STEP_METHODS}
    parts = {
        TEMPLATES / name
        for path in found
        for name in re.findall(r'{% include "(.+?)" %}', path.read_text("utf-8"))
    }

    assert found == whole | parts


def test_a_helper_stands_behind_nothing_that_it_needs_when_it_is_defined() -> None:
    order = [helper.name for helper in HELPERS]

    for constant in ("_ABSENT", "_Outputs", "_Inputs", "_Result"):
        users = [helper.name for helper in HELPERS if constant in helper.helpers]
        assert all(order.index(constant) < order.index(user) for user in users)
