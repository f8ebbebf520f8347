"""The command `explain`."""

from __future__ import annotations

import click

from ..diagnostics.model import Rule
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


def render_rule(rule: Rule) -> str:
    """The page of a rule in CommonMark: code and title, severity, explanation."""
    severity = str(rule.severity)
    if rule.dialect:
        severity += ", an error with --strict"
    heading = f"# {rule.code}: {rule.title}"
    return f"{heading}\n\nSeverity: {severity}\n\n{rule.explanation.strip()}\n"
