"""The command `explain`."""

from __future__ import annotations

import click

from ..diagnostics.page import render_rule
from ..diagnostics.registry import all_rules
from .codes import nearest_code
from .console import write_out


def run_explain(code: str) -> int:
    """Print the page of a rule.

    Raises:
        click.UsageError: There is no such code.
    """
    rule = all_rules().get(code.upper())
    if rule is None:
        near = nearest_code(code)
        hint = f", did you mean {near}?" if near else ""
        raise click.UsageError(f"there is no diagnostic {code!r}{hint}")
    write_out(render_rule(rule))
    return 0
