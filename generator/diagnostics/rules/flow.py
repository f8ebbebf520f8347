"""AZ6xx: steps, actions and the order in which they run."""

from __future__ import annotations

from ..model import Rule, Severity


def _warning(code: str, title: str, explanation: str) -> Rule:
    return Rule(code, title, Severity.WARNING, explanation)


def _error(code: str, title: str, explanation: str) -> Rule:
    return Rule(code, title, Severity.ERROR, explanation)


WORKFLOW_CYCLE = _error(
    "AZ601",
    "workflows run each other in a circle",
    """\
A workflow leads to itself again, by a step, `dependsOn` or an action. It would never
end.

```yaml
workflows:
- workflowId: order
  dependsOn: [login]
- workflowId: login
  dependsOn: [order]
```

Break the circle. A loop is a `goto` to a step of the same workflow.
""",
)

STEP_CYCLE = _error(
    "AZ602",
    "steps wait for each other",
    """\
Steps depend on each other in a circle, by `dependsOn` or by reading each other's
outputs, so that none of them can be first.

```yaml
- stepId: first
  operationId: listPets
  dependsOn: [second]
- stepId: second
  operationId: listOwners
  dependsOn: [first]
```

Remove one of the dependencies.
""",
)

FORWARD_REFERENCE = _error(
    "AZ603",
    "a step reads outputs of a step that runs later",
    """\
Steps run in the order of the list, and a step reads an output that is not there yet.

```yaml
- stepId: read
  operationId: getPet
  parameters:
  - name: petId
    in: path
    value: $steps.create.outputs.petId
- stepId: create
  operationId: createPet
```

Move the step, or order the steps with `dependsOn` (Arazzo 1.1):

```yaml
- stepId: read
  dependsOn: [create]
```
""",
)

UNREACHABLE_STEP = _warning(
    "AZ604",
    "a step that can never run",
    """\
Every way through the workflow goes past the step: an action before it always ends the
workflow or jumps elsewhere, and nothing leads to it.

```yaml
- stepId: first
  operationId: listPets
  onSuccess:
  - name: done
    type: end
- stepId: second        # never runs
  operationId: createPet
```

Give the action criteria, lead a jump to the step, or remove it.
""",
)

UNREACHABLE_ACTION = _warning(
    "AZ605",
    "an action that is never taken",
    """\
The first action whose criteria hold is taken. One without criteria always holds, so that
those after it in the list have no effect.

```yaml
onSuccess:
- name: done
  type: end
- name: again           # never taken
  type: goto
  stepId: first
```

Put the action without criteria last.
""",
)

LOOP_WITHOUT_EXIT = _warning(
    "AZ606",
    "a loop without an exit",
    """\
Steps lead to each other in a circle, and no success leads out of it. The workflow runs
until a step fails or `max_steps` is reached.

```yaml
- stepId: poll
  operationId: getJob
  onSuccess:
  - name: again
    type: goto
    stepId: poll
```

Give the jump back criteria:

```yaml
  - name: again
    type: goto
    stepId: poll
    criteria:
    - condition: $response.body#/state == 'running'
```
""",
)

NEVER_HOLDS = _warning(
    "AZ607",
    "criteria that can never hold",
    """\
The criteria admit none of the status codes that the operation documents, contradict each
other, or expect a status with which the action is not tried. If the OpenAPI document is
right, the step always fails, or the action is never taken.

```yaml
- stepId: create
  operationId: createPet      # documents 201
  successCriteria:
  - condition: $statusCode == 200
```

Expect a status that is documented, or document the status. All criteria of a list must
hold; alternatives stand in one condition, with `||`.
""",
)

ALWAYS_HOLDS = _warning(
    "AZ608",
    "a criterion that always holds",
    """\
The condition holds for every response, so that it checks nothing.

```yaml
successCriteria:
- condition: $statusCode == 200 || $statusCode != 200
```

Write what is meant, or remove the criterion.
""",
)
