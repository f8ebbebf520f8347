"""Asynchronous modules of the Airbyte workflow: beside the same calls written by hand,
and with --parallel beside one step after the other on a server that takes its time.

All of a comparison run in this process on one event loop, with one client; the server
has a process of its own.
"""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from types import ModuleType
from typing import Any

import httpx

from arazzo_codegen.compilation import CompileRequest, Flavour
from arazzo_codegen.pipeline import compile_specs
from tests.bench import handwritten_async
from tests.bench.handwritten import Wanted
from tests.bench.measure import compare, server

SPECS = Path(__file__).parents[2] / "specs" / "airbyte"
DELAY = 0.1
ROUNDS = 7
INPUTS: dict[str, Any] = {
    "workspace_id": "workspace",
    "source_name": "shop",
    "source_configuration": {"sourceType": "postgres", "host": "db", "port": 5432},
    "destination_name": "warehouse",
    "destination_configuration": {"destinationType": "bigquery", "dataset": "shop"},
    "connection_name": "shop to warehouse",
}


def pipeline(folder: Path, flavour: Flavour, parallel: bool = False) -> ModuleType:
    """The Airbyte workflow, compiled into a folder that modules are imported from."""
    name = f"pipeline_{flavour}{'_parallel' if parallel else ''}"
    if (folder / name).exists():
        return importlib.import_module(f"{name}.provision_pipeline")
    wanted = CompileRequest((SPECS,), flavour=flavour, parallel=parallel)
    (folder / name).mkdir()
    for file in compile_specs(wanted).files:
        (folder / name / file.path).write_text(file.text, encoding="utf-8")
    importlib.invalidate_caches()
    return importlib.import_module(f"{name}.provision_pipeline")


def compare_with_code_by_hand(folder: Path, loop: asyncio.AbstractEventLoop) -> None:
    """The async module, and the async function of both, beside hand-written code."""
    wanted = Wanted(**INPUTS)
    functions: dict[str, tuple[Flavour, str]] = {
        "provision_pipeline() of --async": ("async", "provision_pipeline"),
        "provision_pipeline_async() of --async both": (
            "both",
            "provision_pipeline_async",
        ),
    }
    with server("tests.support.provisioning_apis") as url:
        client = httpx.AsyncClient(base_url=f"{url}/airbyte/v1")

        def finish(work: Callable[[], Awaitable[object]]) -> object:
            return loop.run_until_complete(work())

        def by_hand() -> object:
            return finish(lambda: handwritten_async.provision_pipeline(client, wanted))

        for title, (flavour, function) in functions.items():
            generated = run_of(pipeline(folder, flavour), function, client)
            compare(title, partial(finish, generated), by_hand, limit=1.10)
        loop.run_until_complete(client.aclose())


def run_of(
    module: ModuleType, function: str, client: httpx.AsyncClient
) -> Callable[[], Awaitable[object]]:
    """A run of a module's function, to be awaited."""
    inputs = module.ProvisionPipelineInputs(**INPUTS)
    return partial(getattr(module, function), inputs, client=client)


def compare_with_one_by_one(folder: Path, loop: asyncio.AbstractEventLoop) -> None:
    """Steps at the same time, beside one after the other."""
    modules = (pipeline(folder, "async", parallel=True), pipeline(folder, "async"))
    with server("tests.support.provisioning_apis", str(DELAY)) as url:
        client = httpx.AsyncClient(base_url=f"{url}/airbyte/v1")
        rounds = [
            [seconds(loop, module, client) for module in modules]
            for _ in range(ROUNDS + 1)
        ][1:]
        loop.run_until_complete(client.aclose())
    together, in_turn = (median(column) for column in zip(*rounds, strict=True))
    ratio = median(one / other for one, other in rounds)
    print(f"--parallel, {DELAY * 1000:.0f} ms a call, medians of {ROUNDS} rounds")
    print(f"  at the same time {together * 1000:8.3f} ms")
    print(f"  one by one       {in_turn * 1000:8.3f} ms")
    print(f"  ratio            {ratio:8.3f}     (limit 0.85)")


def seconds(
    loop: asyncio.AbstractEventLoop, module: ModuleType, client: httpx.AsyncClient
) -> float:
    """How long a run takes."""
    run = run_of(module, "provision_pipeline", client)
    start = perf_counter()
    loop.run_until_complete(run())
    return perf_counter() - start


def main() -> None:
    loop = asyncio.new_event_loop()
    with TemporaryDirectory() as folder:
        sys.path.insert(0, folder)
        compare_with_code_by_hand(Path(folder), loop)
        compare_with_one_by_one(Path(folder), loop)
    loop.close()


if __name__ == "__main__":
    main()
