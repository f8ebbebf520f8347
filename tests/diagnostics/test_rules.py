"""Every rule is explained and reported."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import arazzo_codegen
from arazzo_codegen.diagnostics import rules
from arazzo_codegen.diagnostics.model import Rule, Severity
from arazzo_codegen.diagnostics.page import FAMILIES, render_page
from arazzo_codegen.diagnostics.registry import all_rules

GENERATOR = Path(arazzo_codegen.__path__[0])
CODES = {
    "files": "AZ0",
    "running": "AZ0",
    "reading": "AZ1",
    "remote": "AZ1",
    "sources": "AZ1",
    "structure": "AZ2",
    "names": "AZ3",
    "expressions": "AZ4",
    "data": "AZ5",
    "requests": "AZ5",
    "flow": "AZ6",
    "dialect": "AZ7",
    "layout": "AZ8",
    "limits": "AZ9",
    "internal": "AZ9",
}
# What the machine or the output folder does, of which a document shows nothing.
WITHOUT_EXAMPLE = {f"AZ0{number:02}" for number in range(4, 13)} | {"AZ999"}
CODE_BLOCK = re.compile(r"^```(?s:.*?)^```$|(?:^    .+\n)+", re.MULTILINE)


def rules_of(family: str) -> dict[str, Rule]:
    """The rules of a family by the names of their constants."""
    module = importlib.import_module(f"{rules.__name__}.{family}")
    return {
        name: value for name, value in vars(module).items() if isinstance(value, Rule)
    }


FAMILY_NAMES = [module.name for module in pkgutil.iter_modules(rules.__path__)]
RULES = [
    pytest.param(name, rule, id=rule.code)
    for family in FAMILY_NAMES
    for name, rule in rules_of(family).items()
]


def test_codes_are_unique() -> None:
    codes = [str(param.id) for param in RULES]

    assert sorted(set(codes)) == sorted(codes)
    assert set(codes) == set(all_rules())


@pytest.mark.parametrize("family", FAMILY_NAMES)
def test_codes_are_in_the_range_of_their_family(family: str) -> None:
    for rule in rules_of(family).values():
        assert re.fullmatch(rf"{CODES[family]}\d\d", rule.code)


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_the_explanation_has_a_wrong_example_and_the_mend(
    name: str, rule: Rule
) -> None:
    first, *rest = rule.explanation.strip().split("\n\n")
    example = CODE_BLOCK.search(rule.explanation)

    assert first.endswith((".", ":")), name
    assert rest, "what is to be done?"
    if rule.code not in WITHOUT_EXAMPLE:
        assert example is not None
        assert rule.explanation[example.end() :].strip(), "the mend follows the example"


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_the_title_is_a_few_words_without_a_full_stop(name: str, rule: Rule) -> None:
    assert 0 < len(rule.title) <= 70, name
    assert not rule.title.endswith(".")
    assert "\n" not in rule.title


@pytest.fixture(scope="module")
def words() -> frozenset[str]:
    """The words of the compiler's source, without the rules themselves."""
    sources = (
        path.read_text(encoding="utf-8")
        for path in GENERATOR.rglob("*.py")
        if path.parent.name != "rules"
    )
    return frozenset(word for text in sources for word in re.findall(r"\w+", text))


@pytest.mark.parametrize(("name", "rule"), RULES)
def test_the_rule_is_reported_somewhere(
    name: str, rule: Rule, words: frozenset[str]
) -> None:
    assert name in words


def test_rules_of_the_dialect_are_warnings() -> None:
    for rule in all_rules().values():
        assert not rule.dialect or rule.severity is Severity.WARNING


def test_every_family_has_a_section_on_the_page() -> None:
    page = render_page(all_rules().values())

    assert {code[:3] for code in all_rules()} == set(FAMILIES)
    assert re.findall(r"^## (AZ\d)xx: ", page, re.MULTILINE) == sorted(FAMILIES)
    assert re.findall(r"^### (AZ\d{3}): ", page, re.MULTILINE) == list(all_rules())
