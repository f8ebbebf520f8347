"""Compiles workflows with tests, runs the tests, and reports.

    python -m tests.tools.run_generated_tests FOLDER... [--examples N]

A FOLDER holds Arazzo and OpenAPI documents, or folders with `arazzo` or
`workflows.arazzo.*` in them, each of which is compiled on its own.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from arazzo_codegen.compilation import CompileRequest
from arazzo_codegen.pipeline import compile_specs
from arazzo_codegen.write.model import GeneratedFile

from .run_workflows import folders_of

_AT_ONCE = 40
"""Folders whose tests run in one process."""
_NOT_TESTED = re.compile(r"^# - (.*?): ((?:.|\n#   ?)*)", re.MULTILINE)


@dataclass
class Tested:
    """What became of the tests of one workflow.

    Attributes:
        passed: How many passed.
        failures: Of those that failed, the test and what was said.
        left_out: The scenarios without test, with the reason.
    """

    title: str
    passed: int = 0
    failures: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether it has tests, and all pass."""
        return self.passed > 0 and not self.failures


def run_folders(folders: Sequence[Path]) -> Iterator[Tested]:
    """Compile folders, and run the tests of all of their workflows."""
    for start in range(0, len(folders), _AT_ONCE):
        with tempfile.TemporaryDirectory(prefix="generated-tests-") as place:
            root = Path(place)
            tested: dict[str, Tested] = {}
            for number, folder in enumerate(folders[start : start + _AT_ONCE]):
                tested |= _write(folder, root, number)
            _run(root, tested)
        yield from tested.values()


def _write(specs: Path, root: Path, number: int) -> dict[str, Tested]:
    """Compile one folder; what is tested, by the name of the file of tests."""
    package = f"generated_{number}"
    request = CompileRequest(
        (specs,), "document", keep_going=True, tested_package=package
    )
    compilation = compile_specs(request)
    _write_files(root / package, compilation.files)
    _write_files(root / f"tests_{number}", compilation.tests)
    found: dict[str, Tested] = {}
    for module in compilation.modules:
        folder, _, name = module.path.rpartition("/")
        key = f"tests_{number}.{folder}.test_{name.removesuffix('.py')}"
        title = f"{specs.name}/{module.document.rpartition('/')[2]} {module.workflow}"
        found[key] = Tested(title)
    for file in compilation.tests:
        key = f"tests_{number}.{file.path.removesuffix('.py').replace('/', '.')}"
        if key in found:
            found[key].left_out += _NOT_TESTED.findall(file.text)
    return found


def _write_files(folder: Path, files: Sequence[GeneratedFile]) -> None:
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8")


def _run(root: Path, tested: dict[str, Tested]) -> None:
    report = root / "report.xml"
    options = (
        "-q",
        "--continue-on-collection-errors",
        "-W",
        "error",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
    )
    command = [sys.executable, "-m", "pytest", *options, "--import-mode=importlib"]
    folders = sorted(str(path.name) for path in root.glob("tests_*"))
    subprocess.run(
        [*command, f"--junitxml={report}", *folders],
        cwd=root,
        capture_output=True,
        check=False,
    )
    for case in ElementTree.parse(report).iter("testcase"):
        name = case.get("classname") or case.get("name") or ""
        one = tested.get(name)
        fault = case.find("failure")
        fault = case.find("error") if fault is None else fault
        if one is None:
            one = tested.setdefault(name, Tested(name))
        if fault is None:
            one.passed += 1
        else:
            message = (fault.get("message") or "").splitlines()
            one.failures.append((case.get("name") or "", " ".join(message[:2])))


def render(tested: Sequence[Tested], examples: int) -> Iterator[str]:
    """The lines of the report.

    Args:
        examples: How many of each kind to show.
    """
    good = sum(one.is_good for one in tested)
    share = 100 * good / len(tested) if tested else 100.0
    passed = sum(one.passed for one in tested)
    failed = sum(len(one.failures) for one in tested)
    yield f"{good} of {len(tested)} workflows have tests that pass ({share:.1f} %)"
    yield f"{passed} tests passed, {failed} failed"
    kinds: dict[str, list[str]] = defaultdict(list)
    for one in tested:
        for test, message in one.failures:
            kind = re.sub(r"['\"].*", "", message)[:60]
            kinds[f"failed: {kind}"].append(f"{one.title}: {test}: {message[:200]}")
        for scenario, reason in one.left_out:
            kind = re.sub(r"\b(of|output|of \S+|header) \S+", r"\1", reason)
            title = "success path" if scenario.startswith("all steps") else "scenario"
            kind = " ".join(kind.replace("#", " ").split())[:70]
            kinds[f"{title} left out: {kind}"].append(f"{one.title}: {scenario}")
    for kind, found in sorted(kinds.items(), key=lambda one: (-len(one[1]), one[0])):
        yield f"  {len(found):5d} {kind}"
        for line in found[:examples]:
            yield f"        {line}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 if the tests of 95 % of the workflows pass."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--examples", type=int, default=3, help="how many of each kind")
    options = parser.parse_args(arguments)
    tested = list(run_folders(folders_of(options.folders)))
    print("\n".join(render(tested, options.examples)))
    good = sum(one.is_good for one in tested)
    return int(good < 0.95 * len(tested))


if __name__ == "__main__":
    sys.exit(main())
