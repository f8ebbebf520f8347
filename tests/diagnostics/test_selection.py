"""Which findings are kept, and how grave they are."""

from __future__ import annotations

import pytest

from arazzo_codegen.diagnostics.model import Diagnostics, Rule, Severity
from arazzo_codegen.diagnostics.severity import Selection

from .places import ERROR, WARNING, finding

DIALECT = Rule("AZ701", "odd form", Severity.WARNING, dialect=True)


def kept(selection: Selection, *, strict: bool = False) -> dict[str, str]:
    diagnostics = Diagnostics(strict, selection)
    for rule in (ERROR, WARNING, DIALECT):
        diagnostics.add(rule, "wrong", None)
    return {found.rule.code: str(found.severity) for found in diagnostics}


ALL = {"AZ303": "error", "AZ502": "warning", "AZ701": "warning"}


def test_everything_is_kept_unless_the_user_chooses() -> None:
    assert kept(Selection()) == ALL


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        (("AZ5",), (), True),
        (("AZ502", "AZ6"), (), True),
        (("AZ7",), (), False),
        ((), ("AZ502",), False),
        ((), ("AZ5",), False),
        ((), ("AZ",), False),
        ((), ("AZ7",), True),
        (("AZ502",), ("AZ5",), True),
        (("AZ5",), ("AZ502",), False),
        (("AZ5",), ("AZ5",), False),
    ],
)
def test_the_longest_word_decides(
    select: tuple[str, ...], ignore: tuple[str, ...], wanted: bool
) -> None:
    assert Selection(select, ignore).wants("AZ502") is wanted


def test_errors_are_kept_whatever_is_ignored() -> None:
    everything = Selection(ignore=("AZ",))
    lowered = Selection(severities=(("AZ303", Severity.WARNING),))

    assert kept(everything) == {"AZ303": "error"}
    assert kept(lowered)["AZ303"] == "error"


def test_a_warning_can_be_made_an_error() -> None:
    raised = Selection(severities=(("AZ502", Severity.ERROR),))

    assert kept(raised) == ALL | {"AZ502": "error"}


def test_strict_makes_errors_of_the_dialect_that_is_not_ignored() -> None:
    assert kept(Selection(), strict=True) == ALL | {"AZ701": "error"}
    assert "AZ701" not in kept(Selection(ignore=("AZ7",)), strict=True)


def test_a_severity_of_its_own_wins_over_strict() -> None:
    lowered = Selection(severities=(("AZ701", Severity.WARNING),))

    assert kept(lowered, strict=True)["AZ701"] == "warning"


def test_findings_of_others_are_treated_alike() -> None:
    diagnostics = Diagnostics(selection=Selection(ignore=("AZ502",)))
    diagnostics.extend([finding(), finding(rule=WARNING)])

    assert [found.rule for found in diagnostics] == [ERROR]


def test_a_collection_with_the_same_settings_is_empty() -> None:
    diagnostics = Diagnostics(True, Selection(ignore=("AZ5",)))
    diagnostics.add(ERROR, "wrong", None)

    other = diagnostics.with_same_settings()

    assert (len(other), other.strict) == (0, True)
    assert other.selection is diagnostics.selection
