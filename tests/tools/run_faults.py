"""Runs compiled workflows with optional inputs left out and with bad responses.

    python -m tests.tools.run_faults FOLDER...

Whatever a step gets, the workflow has to end or to raise its own error: what it does
else is reported.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx

from arazzo_codegen.link.model import WorkflowKey
from arazzo_codegen.mock.scenes import scenes_of
from arazzo_codegen.mock.shapes import shape_of
from arazzo_codegen.read.document import JsonValue

from .compiling import Compiled, compiled
from .run_workflows import folders_of
from .running import Run, Runner

FAULTS: dict[str, httpx.Response | Exception] = {
    "500": httpx.Response(500, json={"error": {"code": "internal"}}),
    "404, HTML": httpx.Response(404, html="<p>Not found</p>"),
    "429 with Retry-After": httpx.Response(429, headers={"Retry-After": "1"}),
    "no connection": httpx.ConnectError("no connection"),
    "timeout": httpx.ReadTimeout("timeout"),
    "200, {}": httpx.Response(200, json={}),
    "200, []": httpx.Response(200, json=[]),
    "200, null": httpx.Response(200, content="null"),
    "200, empty": httpx.Response(200),
    "200, text": httpx.Response(200, text="this is no JSON"),
    "201, other types": httpx.Response(201, json={"id": {}, "data": 7, "items": "x"}),
}
BROKEN = (
    "another exception than the workflow's",
    "a request that no step sends",
    "a fault of the mock",
)
"""How no run may stop."""


_WRONG = (
    "a Python object was sent",
    "another value than the workflow names",
    "another output than the workflow names",
)


def broken_runs(folder: Path) -> Iterator[tuple[str, Run]]:
    """The runs that stop as none may, each with the step and what it got."""
    with compiled(folder) as found:
        runner = Runner(found)
        workflows = found.planned.workflows
        for key in found.planned.plans:
            scenes = scenes_of(workflows[key], workflows)
            run = runner.run(key, inputs=_required_inputs(found, key))
            if run.stop in BROKEN or _is_wrong(run):
                yield "only what is required is given", run
            for step in dict.fromkeys(one.step for one in scenes):
                for name, fault in FAULTS.items():
                    run = runner.run(key, {step: fault})
                    if run.stop in BROKEN:
                        yield f"{step.id} gets {name}", run


def _required_inputs(found: Compiled, key: WorkflowKey) -> dict[str, JsonValue]:
    """Those of the inputs that must be given."""
    made = found.stage.inputs(key)
    schema = found.planned.workflows[key].inputs
    if schema is None:
        return made
    shape = shape_of((schema,), found.planned.references, "object")
    return {name: made[name] for name in shape.required() if name in made}


def _is_wrong(run: Run) -> bool:
    """Whether something was sent or returned that the documents do not say."""
    return any(found.departure.kind in _WRONG for found in run.findings)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 if no run stopped as none may."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    count = 0
    for folder in folders_of(options.folders):
        for title, run in broken_runs(folder):
            count += 1
            print(
                f"{run.document} {run.workflow_id}: {title}: {run.stop}: {run.detail}"
            )
            print(run.trace, flush=True)
    print(f"{count} runs stopped as none may")
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main())
