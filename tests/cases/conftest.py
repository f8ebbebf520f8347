"""What the tests of the cases run with: the module, and an API that answers."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import respx

from ..support.asynchronous import Blocking
from . import harness


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder that the modules of the cases are imported from."""
    folder = tmp_path_factory.mktemp("packages")
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))


@pytest.fixture(params=["sync", "async", "both", "both, awaited"])
def workflow(request: pytest.FixtureRequest, packages: Path) -> ModuleType:
    """The module of the first workflow of the case's own document, in each flavour."""
    case = request.path.parent.name
    flavour, _, awaited = str(request.param).partition(", ")
    package = packages / f"case_{case}_{flavour}"
    if not package.exists():
        harness.write_package(case, packages, harness.FLAVOURS[flavour])
        importlib.invalidate_caches()
    module = importlib.import_module(f"{package.name}.{harness.main_module(case)}")
    return Blocking(module) if awaited or flavour == "async" else module


@pytest.fixture
def api() -> Iterator[respx.MockRouter]:
    """Answers what it is told to answer, and refuses every other request."""
    with respx.mock(
        base_url="https://api.example.com", assert_all_called=False
    ) as router:
        yield router


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the workflow waited, each time; it does not really wait."""
    found: list[float] = []
    monkeypatch.setattr(time, "sleep", found.append)
    return found
