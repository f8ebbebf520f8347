"""Every rule finds what it is for, and nothing in what is right."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from arazzo_codegen.diagnostics.registry import all_rules

from .rule_cases import data, dialect, expressions, flow, names, reading, structure

TESTS = Path(__file__).parents[1]
FAMILIES = (reading, structure, names, expressions, data, flow, dialect)
CASES = {code: case for family in FAMILIES for code, case in family.CASES.items()}

TESTED = {
    "AZ001": "write/test_location.py::test_a_file_is_refused_and_stays",
    "AZ002": "write/test_location.py::test_a_symbolic_link_is_refused",
    "AZ003": "write/test_location.py::test_an_overlap_with_the_specifications_is_refused",
    "AZ004": "write/test_write_tree.py::test_refuses_to_overwrite_a_hand_written_file",
    "AZ005": "write/test_write_tree.py::test_refuses_paths_that_are_not_portable",
    "AZ006": "write/test_interruption.py::test_a_folder_without_permission_is_refused",
    "AZ007": "write/test_interruption.py"
    "::test_a_full_disk_leaves_the_old_generation_and_no_litter",
    "AZ008": "write/test_interruption.py"
    "::test_a_failure_leaves_the_old_generation_and_no_litter",
    "AZ009": "write/test_interruption.py"
    "::test_a_failure_leaves_the_old_generation_and_no_litter",
    "AZ010": "write/test_interruption.py::test_gives_up_when_another_run_does_not_end",
    "AZ011": "write/test_write_tree.py"
    "::test_keeps_a_stale_module_that_somebody_made_theirs",
    "AZ012": "write/test_write_tree.py"
    "::test_a_broken_list_is_written_anew_and_removes_nothing",
    "AZ013": "write/test_location.py::test_a_name_that_cannot_be_imported_is_a_warning",
    "AZ015": "cli/test_tests.py::test_a_package_that_cannot_be_imported_is_refused",
    "AZ014": "cli/test_tests.py::test_tests_in_the_output_are_refused",
    "AZ020": "cli/test_usage.py::test_a_missing_path_is_a_usage_error_with_a_hint",
    "AZ021": "cli/test_generate.py::test_nothing_to_compile_is_a_usage_error",
    "AZ022": "cli/test_usage.py::test_the_output_has_to_be_named",
    "AZ023": "cli/test_usage.py::test_a_wrong_setting_is_a_located_usage_error",
    "AZ024": "cli/test_usage.py::test_a_wrong_source_is_a_usage_error",
    "AZ025": "cli/test_selection.py::test_an_unknown_code_is_a_usage_error",
    "AZ030": "running/test_choice.py::test_a_workflow_that_is_not_clear_is_refused",
    "AZ031": "running/test_inputs.py::test_what_is_wrong_with_a_value_is_said",
    "AZ032": "running/test_choice.py::test_a_server_that_is_wrong_is_refused",
    "AZ033": "running/test_credentials.py::test_missing_credentials_are_a_finding",
    "AZ040": "running/test_run.py::test_no_connection_is_a_failure",
    "AZ041": "running/test_mock.py::test_a_loop_that_no_response_ends_is_a_finding",
    "AZ103": "read/test_library.py::test_a_file_that_may_not_be_opened",
    "AZ999": "cli/test_generate.py::test_an_unforeseen_failure_is_a_diagnostic",
}
"""Rules of what the machine and the command line do, and the tests of these."""


def test_no_family_has_a_case_of_another() -> None:
    counted = Counter(code for family in FAMILIES for code in family.CASES)

    assert [code for code, count in counted.items() if count > 1] == []
    assert set(CASES) & set(TESTED) == set()
    assert (set(CASES) | set(TESTED)) - set(all_rules()) == set()


@pytest.mark.parametrize("code", all_rules())
def test_the_rule_finds_what_it_is_for(code: str, tmp_path: Path) -> None:
    if code not in TESTED:
        broken, _ = CASES[code]

        assert code in broken(tmp_path)


@pytest.mark.parametrize("code", CASES)
def test_what_is_right_has_no_finding(code: str, tmp_path: Path) -> None:
    _, right = CASES[code]

    assert right(tmp_path) == []


@pytest.mark.parametrize("code", TESTED)
def test_the_test_of_the_rule_is_there(code: str) -> None:
    file, _, name = TESTED[code].partition("::")
    text = (TESTS / file).read_text(encoding="utf-8")

    assert re.search(rf"^def {name}\(", text, re.MULTILINE)
