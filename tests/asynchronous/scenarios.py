"""The shared scenarios on modules whose functions are for an event loop.

`python -m tests.asynchronous.scenarios` runs all of them in each flavour, and says how
many end as they should.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from ..support.asynchronous import Blocking
from ..support.scenarios import SCENARIOS, load_driver

FLAGS: Mapping[str, tuple[str, ...]] = {
    "async": ("--async",),
    "parallel": ("--async", "--parallel"),
    "both": ("--async=both",),
    "both, awaited": ("--async=both",),
}


def drive(path: Path, flavour: str, folder: Path) -> None:
    """Run a scenario; raises what its driver does where it does not end as it should."""
    adapt: Callable[[ModuleType], ModuleType] = Blocking
    driver = load_driver(*(() if flavour == "both" else (adapt,)))
    scenario: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    options = scenario.setdefault("options", {})
    options["flags"] = [*options.get("flags", ()), *FLAGS[flavour]]
    # Modules of several flavours are imported in one process.
    scenario["id"] += "_" + flavour.replace(", ", "_")
    report = driver.compile_scenario(scenario, folder / "case")
    assert driver.run(scenario, report) is None


def main() -> None:
    for flavour in FLAGS:
        failed: list[str] = []
        for path in SCENARIOS:
            before = list(sys.path)
            with TemporaryDirectory() as folder:
                try:
                    drive(path, flavour, Path(folder))
                except Exception as error:
                    failed.append(f"  {path.stem}: {type(error).__name__}: {error}")
            sys.path[:] = before
        print(f"{flavour}: {len(SCENARIOS) - len(failed)} of {len(SCENARIOS)}")
        print("".join(f"{line}\n" for line in failed), end="")


if __name__ == "__main__":
    main()
