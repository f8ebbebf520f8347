"""Many workflows at once on one client."""

from __future__ import annotations

import asyncio
import gc
import importlib
import sys
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from arazzo_codegen.compilation import CompileRequest
from arazzo_codegen.pipeline import compile_specs

from ..support.compiled import Kind, module_of
from ..support.provisioning_apis import running_server
from .apis import ASYNC, BOTH, PARALLEL, Api

SPECS = Path(__file__).parents[2] / "specs" / "airbyte"


STEPS = """
steps:
- {stepId: a, operationId: a, outputs: {v: $response.body#/v}}
- {stepId: b, operationId: b, outputs: {v: $response.body#/v}}
outputs: {a: $steps.a.outputs.v, b: $steps.b.outputs.v}
"""


@pytest.fixture
def pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The Airbyte workflow, compiled for an event loop."""
    package = tmp_path / "many"
    package.mkdir()
    wanted = CompileRequest((SPECS,), flavour="async")
    for file in compile_specs(wanted).files:
        (package / file.path).write_text(file.text, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    importlib.invalidate_caches()
    return importlib.import_module(f"{package.name}.provision_pipeline")


def test_a_hundred_end_and_leave_nothing_open(pipeline: ModuleType) -> None:
    names = [f"source {number}" for number in range(100)]

    async def run(client: httpx.AsyncClient, name: str) -> tuple[str, str]:
        inputs = pipeline.ProvisionPipelineInputs(
            workspace_id="w",
            source_name=name,
            source_configuration={"sourceType": "postgres"},
            destination_name="warehouse",
            destination_configuration={"destinationType": "bigquery"},
        )
        outputs = await pipeline.provision_pipeline(inputs, client=client)
        return name, outputs.source_id

    async def main(url: str) -> list[tuple[str, str]]:
        async with httpx.AsyncClient(base_url=url, timeout=30) as client:
            found = await asyncio.gather(*(run(client, name) for name in names))
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return found

    with running_server() as server:
        ran = asyncio.run(main(server.airbyte_url))

    gc.collect()
    assert len({source_id for _, source_id in ran}) == len(names)
    for name, source_id in ran:
        assert server.airbyte.sources[source_id]["name"] == name
    assert len(server.airbyte.jobs) == len(names)


@pytest.mark.parametrize("kind", [ASYNC, BOTH, PARALLEL])
def test_a_hundred_in_memory_keep_apart(kind: Kind) -> None:
    module, api = module_of(STEPS, kind=kind), Api()
    function = getattr(module, "w_async", module.w)

    async def main() -> None:
        async with api.client() as client:
            found = await asyncio.gather(*(function(client=client) for _ in range(100)))
        assert [(one.a, one.b) for one in found] == [("a", "b")] * 100
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
    gc.collect()
    assert len(api.log) == 400
