"""Retries that run other steps first."""

from __future__ import annotations

from ..support.workflows import check_steps


def test_steps_that_run_each_other_before_a_retry_are_one_error_at_the_last() -> None:
    report = check_steps("""
        - stepId: a
          operationId: listPets
          onFailure: [{name: again, type: retry, stepId: b}]
        - stepId: b
          operationId: listPets
          onFailure: [{name: again, type: retry, stepId: c}]
        - stepId: c
          operationId: listPets
          onFailure: [{name: again, type: retry, stepId: b}]
        """)

    assert "b -> c -> b" in report.only("AZ902").message
    assert report.places("AZ902") == ["/workflows/0/steps/2/onFailure/0/stepId"]
    assert report.checked == ()


def test_step_that_two_retries_run_is_no_finding() -> None:
    report = check_steps("""
        - stepId: a
          operationId: listPets
          onFailure: [{name: again, type: retry, stepId: c}]
        - stepId: b
          operationId: listPets
          onFailure:
          - {name: again, type: retry, stepId: c}
          - {name: first, type: retry, stepId: a}
        - {stepId: c, operationId: listPets}
        """)

    assert report.codes == []


def test_retry_that_names_its_own_step_runs_nothing_first() -> None:
    report = check_steps("""
        - stepId: a
          operationId: listPets
          onFailure: [{name: again, type: retry, stepId: a}]
        """)

    assert report.codes == []
