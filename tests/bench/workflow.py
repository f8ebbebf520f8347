"""A generated module beside the same calls written by hand, on one loopback server.

Both run in this process with the same client; the server has a process of its own.
Their runs alternate, so that whatever else the machine does meets both.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from time import perf_counter

import httpx

from generated.provision_pipeline import ProvisionPipelineInputs, provision_pipeline
from tests.bench import handwritten

ROUNDS = 7
RUNS = 200
LIMIT = 1.10

INPUTS = ProvisionPipelineInputs(
    workspace_id="workspace",
    source_name="shop",
    source_configuration={"sourceType": "postgres", "host": "db", "port": 5432},
    destination_name="warehouse",
    destination_configuration={"destinationType": "bigquery", "dataset": "shop"},
    connection_name="shop to warehouse",
)


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server that plays the API, until the block ends.

    It stops when its standard input is closed, which leaving the block does.
    """
    command = [sys.executable, "-m", "tests.support.provisioning_apis"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()


def alternate(first: Callable[[], object], second: Callable[[], object]) -> list[float]:
    """The median seconds of one run of each."""
    seconds: list[list[float]] = [[], []]
    for _ in range(RUNS):
        for run, taken in zip((first, second), seconds, strict=True):
            start = perf_counter()
            run()
            taken.append(perf_counter() - start)
    return [median(taken) for taken in seconds]


def main() -> None:
    wanted = handwritten.Wanted(**INPUTS.model_dump())
    with server() as url, httpx.Client(base_url=f"{url}/airbyte/v1") as client:
        rounds = [
            alternate(
                lambda: provision_pipeline(INPUTS, client=client),
                lambda: handwritten.provision_pipeline(client, wanted),
            )
            for _ in range(ROUNDS + 1)
        ][1:]
    generated, by_hand = (median(column) for column in zip(*rounds, strict=True))
    ratio = median(one / other for one, other in rounds)
    print(f"provision_pipeline(), medians of {ROUNDS} rounds of {RUNS} runs")
    print(f"  generated     {generated * 1000:8.3f} ms")
    print(f"  hand-written  {by_hand * 1000:8.3f} ms")
    print(f"  ratio         {ratio:8.3f}     (limit {LIMIT:.2f})")


if __name__ == "__main__":
    main()
