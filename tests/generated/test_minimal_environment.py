"""The modules need the standard library, httpx and pydantic, and nothing else."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import venv
from collections.abc import Iterator
from importlib.metadata import distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import generated

PACKAGE = Path(generated.__path__[0])
MODULES = ("provision_pipeline", "provision_postgres_project")

RUN = """
import json

import httpx

from generated.provision_pipeline import ProvisionPipelineInputs, provision_pipeline
from generated.provision_postgres_project import provision_postgres_project

ANSWERS = {
    "/sources": {"sourceId": "s", "sourceType": "postgres"},
    "/destinations": {"destinationId": "d", "destinationType": "bigquery"},
    "/streams": [],
    "/connections": {"connectionId": "c", "status": "active"},
    "/jobs": {"jobId": 1, "status": "running"},
}
transport = httpx.MockTransport(
    lambda request: httpx.Response(200, json=ANSWERS[request.url.path])
)
with httpx.Client(base_url="https://example.test", transport=transport) as client:
    outputs = provision_pipeline(
        ProvisionPipelineInputs(
            workspace_id="w",
            source_name="s",
            source_configuration={},
            destination_name="d",
            destination_configuration={},
        ),
        client=client,
    )
print(json.dumps(outputs.model_dump(by_alias=True)))
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with httpx, pydantic and what they require.

    They are linked from the environment of the tests: nothing is downloaded.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True, with_pip=False)
    (site_packages,) = folder.glob("lib/python*/site-packages")
    for name in required("httpx", "pydantic"):
        for path in top_level(name):
            (site_packages / path.name).symlink_to(path)
    (site_packages / PACKAGE.name).symlink_to(PACKAGE)
    return folder / "bin" / "python"


def required(*names: str) -> set[str]:
    """These distributions and those they require, without extras."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = normalized(waiting.pop())
        if name in found:
            continue
        found.add(name)
        for text in distribution(name).requires or []:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return found


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def top_level(name: str) -> Iterator[Path]:
    """The folders and files that a distribution puts into site-packages."""
    installed = distribution(name)
    assert installed.files is not None
    parts = {file.parts[0] for file in installed.files}
    for part in sorted(parts - {"..", "__pycache__"}):
        yield Path(str(installed.locate_file(part)))


def run(python: Path, program: str) -> subprocess.CompletedProcess[str]:
    command = [str(python), "-I", "-W", "error", "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", MODULES)
def test_imports_only_the_standard_library_httpx_and_pydantic(name: str) -> None:
    tree = ast.parse((PACKAGE / f"{name}.py").read_text(encoding="utf-8"))

    imported: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add(str(node.module).partition(".")[0])

    assert imported - sys.stdlib_module_names == {"httpx", "pydantic"}


def test_the_environment_has_nothing_else(python: Path) -> None:
    others = {normalized(found.name) for found in distributions()}
    listing = (
        "import importlib.metadata as m; print(*(d.name for d in m.distributions()))"
    )

    names = {normalized(name) for name in run(python, listing).stdout.split()}

    assert names == required("httpx", "pydantic")
    assert {"jinja2", "arazzo-codegen", "respx"} <= others - names
    assert "ModuleNotFoundError" in run(python, "import arazzo_codegen").stderr
    assert "ModuleNotFoundError" in run(python, "import jinja2").stderr


def test_runs_where_only_httpx_and_pydantic_are_installed(python: Path) -> None:
    finished = run(python, RUN)

    assert finished.returncode == 0, finished.stderr
    assert json.loads(finished.stdout) == {
        "sourceId": "s",
        "destinationId": "d",
        "connectionId": "c",
        "jobId": 1,
    }
