"""All rules of the check stage, applied to one workflow."""

from __future__ import annotations

from .bodies import check_bodies
from .credentials import check_urls
from .files import check_files
from .inputs import check_inputs
from .inspection import Inspection
from .parameters import check_parameters
from .pointers import check_pointers
from .queries import has_queries
from .reachability import check_reachability
from .requests import check_requests
from .retries import check_retries
from .security import check_security
from .servers import check_servers
from .status_criteria import check_status_criteria
from .value_rules import ValueRules
from .workflow_calls import check_workflow_calls


def apply_rules(inspection: Inspection) -> None:
    """Report all that the rules find in a workflow whose names are resolved."""
    if has_queries(inspection.workflow):
        # Importing the libraries for queries takes longer than most checks.
        from .criteria import check_criteria  # noqa: PLC0415

        check_criteria(inspection)
    check_inputs(inspection)
    check_files(inspection)
    check_pointers(inspection)
    check_status_criteria(inspection)
    check_reachability(inspection)
    check_retries(inspection)
    rules = ValueRules.of(inspection)
    check_parameters(inspection, rules)
    check_bodies(inspection, rules)
    check_requests(inspection)
    check_servers(inspection)
    check_security(inspection)
    check_workflow_calls(inspection, rules)
    check_urls(inspection)
