"""A generated module beside the same calls written by hand, on one loopback server.

Both run in this process with the same client; the server has a process of its own.
Their runs alternate, so that whatever else the machine does meets both.
"""

from __future__ import annotations

import httpx

from generated.provision_pipeline import ProvisionPipelineInputs, provision_pipeline
from tests.bench import handwritten
from tests.bench.measure import compare, server

INPUTS = ProvisionPipelineInputs(
    workspace_id="workspace",
    source_name="shop",
    source_configuration={"sourceType": "postgres", "host": "db", "port": 5432},
    destination_name="warehouse",
    destination_configuration={"destinationType": "bigquery", "dataset": "shop"},
    connection_name="shop to warehouse",
)


def main() -> None:
    wanted = handwritten.Wanted(**INPUTS.model_dump())
    with (
        server("tests.support.provisioning_apis") as url,
        httpx.Client(base_url=f"{url}/airbyte/v1") as client,
    ):
        compare(
            "provision_pipeline()",
            lambda: provision_pipeline(INPUTS, client=client),
            lambda: handwritten.provision_pipeline(client, wanted),
            limit=1.10,
        )


if __name__ == "__main__":
    main()
