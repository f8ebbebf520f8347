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

from arazzo_codegen.pipeline import CompileRequest, Flavour, compile_specs

from ..support.provisioning_apis import running_server

SPECS = Path(__file__).parents[2] / "specs" / "airbyte"


@pytest.fixture(params=["async", "both", "parallel"])
def pipeline(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> ModuleType:
    """The Airbyte workflow in each flavour."""
    flavour: Flavour = "both" if request.param == "both" else "async"
    parallel = request.param == "parallel"
    package = tmp_path / f"many_{request.param}"
    package.mkdir()
    wanted = CompileRequest((SPECS,), flavour=flavour, parallel=parallel)
    for file in compile_specs(wanted).files:
        (package / file.path).write_text(file.text, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    importlib.invalidate_caches()
    return importlib.import_module(f"{package.name}.provision_pipeline")


def test_a_hundred_end_and_leave_nothing_open(pipeline: ModuleType) -> None:
    function = getattr(
        pipeline, "provision_pipeline_async", pipeline.provision_pipeline
    )
    names = [f"source {number}" for number in range(100)]

    async def run(client: httpx.AsyncClient, name: str) -> tuple[str, str]:
        inputs = pipeline.ProvisionPipelineInputs(
            workspace_id="w",
            source_name=name,
            source_configuration={"sourceType": "postgres"},
            destination_name="warehouse",
            destination_configuration={"destinationType": "bigquery"},
        )
        outputs = await function(inputs, client=client)
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
