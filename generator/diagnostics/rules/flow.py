"""AZ6xx: steps, actions and the order in which they run."""

from __future__ import annotations

from ..model import Rule, Severity

WORKFLOW_CYCLE = Rule(
    "AZ601",
    "workflows run each other in a circle",
    Severity.ERROR,
    "A workflow leads to itself again, by a step, `dependsOn` or an action. It would "
    "never end.\n\nBreak the circle; a loop is a `goto` to a step.",
)
STEP_CYCLE = Rule(
    "AZ602",
    "steps wait for each other",
    Severity.ERROR,
    "Steps depend on each other in a circle, by `dependsOn` or by reading each "
    "other's outputs, so that none of them can be first.\n\nBreak the circle.",
)
FORWARD_REFERENCE = Rule(
    "AZ603",
    "a step reads outputs of a step that runs later",
    Severity.ERROR,
    "Steps run in the order of the list, and a step reads an output that is not there "
    "yet.\n\nMove the step, or order the steps with `dependsOn` (Arazzo 1.1).",
)
