"""A run signs in with what the environment holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from .conftest import Api, Command, Reply

Specs = Callable[..., Path]
LIST = "- {workflowId: list, steps: [{stepId: list, operationId: listJobs}]}"
TOKEN = "tok-en-from-outside"


@pytest.fixture
def secured(specs: Specs) -> Callable[[str], None]:
    """Writes a workflow of an API that asks for credentials."""

    def write(security: str) -> None:
        folder = specs(LIST)
        path = folder / "jobs.openapi.yaml"
        path.write_text(f"{path.read_text()}security: {security}\n")

    return write


def test_missing_credentials_are_a_finding(
    secured: Callable[[str], None], run: Command, api: Api
) -> None:
    secured("[{bearer: []}]")

    result = run("--server", f"jobs={api.url}")

    assert (result.status, result.out, api.received) == (2, "", [])
    assert result.error == (
        "error[AZ033]: the credentials of the source 'jobs' are missing\n"
        "  hint: set JOBS_API_TOKEN\n"
    )


def test_each_way_to_sign_in_is_named(
    secured: Callable[[str], None], run: Command, api: Api
) -> None:
    secured("[{basic: []}, {key: []}]")

    error = run("--server", f"jobs={api.url}").error

    assert "hint: set JOBS_USERNAME and JOBS_PASSWORD, or JOBS_API_KEY\n" in error


@pytest.mark.parametrize("scheme", ["bearer", "key"])
def test_credentials_of_the_environment_are_sent_and_not_shown(
    secured: Callable[[str], None],
    run: Command,
    api: Api,
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
) -> None:
    secured(f"[{{{scheme}: []}}]")
    monkeypatch.setenv("JOBS_API_TOKEN", TOKEN)
    monkeypatch.setenv("JOBS_API_KEY", TOKEN)
    api.on("GET /jobs", Reply(403, {"you sent": TOKEN}))

    result = run("--server", f"jobs={api.url}")

    ((headers, _),) = api.sent
    sent = headers.get("Authorization", "") + api.received[0]
    assert TOKEN in sent
    assert result.status == 1
    assert TOKEN not in result.out + result.error
    assert '"you sent": "***"' in result.error
    variable = "JOBS_API_TOKEN" if scheme == "bearer" else "JOBS_API_KEY"
    told = f"credentials for {api.url}: {variable}\n"
    assert result.error.startswith(told)
    assert told in run("--server", f"jobs={api.url}", "--dry-run").error
    assert told not in run("--server", f"jobs={api.url}", "-q").error
    assert "JOBS" not in run("--mock").error


def test_the_client_secret_is_told_to_go_to_the_token_url(
    specs: Specs, run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = specs(LIST) / "jobs.openapi.yaml"
    document = yaml.safe_load(path.read_text())
    flow = {"tokenUrl": "https://ada:pw@id.example.com:8443/token", "scopes": {}}
    scheme = {"type": "oauth2", "flows": {"clientCredentials": flow}}
    document["components"]["securitySchemes"]["oauth"] = scheme
    document["security"] = [{"oauth": []}]
    path.write_text(yaml.safe_dump(document))
    monkeypatch.setenv("JOBS_CLIENT_ID", "me")
    monkeypatch.setenv("JOBS_CLIENT_SECRET", TOKEN)

    assert run("--dry-run").error == (
        "credentials for https://id.example.com:8443: JOBS_CLIENT_ID, "
        "JOBS_CLIENT_SECRET\n"
    )


@pytest.mark.parametrize("servers", [[], [{"url": "/v1"}], [{"url": "https://[::"}]])
def test_the_source_is_told_where_no_document_says_the_origin(
    servers: list[dict[str, str]],
    secured: Callable[[str], None],
    specs: Specs,
    run: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    secured("[{bearer: []}]")
    path = Path("specs/jobs.openapi.yaml")
    document = yaml.safe_load(path.read_text()) | {"servers": servers}
    path.write_text(yaml.safe_dump(document))
    monkeypatch.setenv("JOBS_API_TOKEN", TOKEN)

    assert "credentials for 'jobs': JOBS_API_TOKEN\n" in run("--dry-run").error


def test_a_credential_that_cannot_be_sent_is_a_finding(
    secured: Callable[[str], None],
    run: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    secured("[{bearer: []}]")
    monkeypatch.setenv("JOBS_API_TOKEN", "two\nlines")

    result = run("--server", "jobs=http://127.0.0.1:1")

    assert result.status == 2
    assert "error[AZ033]: the credentials of the source 'jobs' cannot be used" in (
        result.error
    )
    assert "lines" not in result.error


def test_a_mock_asks_for_no_credentials(
    secured: Callable[[str], None], run: Command
) -> None:
    secured("[{bearer: []}]")

    assert run("--mock", "-q").status == 0
    assert run("--dry-run", "-q").status == 0
