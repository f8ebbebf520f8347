"""AZ8xx: the modules of one run."""

from __future__ import annotations

from ..model import Rule, Severity

SAME_MODULE = Rule(
    "AZ801",
    "two workflows lead to one module",
    Severity.ERROR,
    "Two documents of a run have a workflow of the same id, and both would be written "
    "to `OUT/<workflow>.py`.\n\n"
    "```yaml\nworkflows:\n- workflowId: log-in   # cats.arazzo.yaml and "
    "dogs.arazzo.yaml have it\n```\n\n"
    "Compile with `--layout document`, which makes a folder for each document, or "
    "rename one of the two.",
)
