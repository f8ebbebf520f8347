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
from ..support.compiled import BLOCKING, Kind
from . import harness


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder that the modules of the cases are imported from."""
    folder = tmp_path_factory.mktemp("packages")
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))


FLAVOURS = {
    "blocking": BLOCKING,
    "async": Kind("async"),
    "both, blocking": Kind("both"),
    "both, async": Kind("both"),
}


@pytest.fixture(params=FLAVOURS)
def workflow(request: pytest.FixtureRequest, packages: Path) -> ModuleType:
    """The module of the first workflow of the case's own document, in each flavour."""
    case = request.path.parent.name
    kind = FLAVOURS[request.param]
    name = f"case_{case}_{kind.flavour}"
    if not (packages / name).exists():
        harness.write_package(case, packages, kind)
        importlib.invalidate_caches()
    module = importlib.import_module(f"{name}.{harness.main_module(case)}")
    return Blocking(module) if "async" in request.param else module


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
