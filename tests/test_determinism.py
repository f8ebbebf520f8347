"""The same documents give the same bytes, wherever and however the compiler runs.

That every run of the tests has another hash seed makes the golden cases tell it, too.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def compile_specs_folder(
    out: Path, *, specs: str = "specs", cwd: Path = ROOT, **environment: str
) -> dict[str, bytes]:
    """What the command writes to a new folder, by the names of the files."""
    done = subprocess.run(
        [sys.executable, "-m", "arazzo_codegen", specs, "-o", str(out)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    files = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    out = tmp_path_factory.mktemp("first") / "out"
    return compile_specs_folder(out, PYTHONHASHSEED="0", LC_ALL="C.UTF-8")


def test_the_hash_seed_does_not_matter(
    expected: Mapping[str, bytes], tmp_path: Path
) -> None:
    for seed in ("1", "2"):
        found = compile_specs_folder(tmp_path / seed, PYTHONHASHSEED=seed)

        assert found == expected


def test_the_working_folder_does_not_matter(
    expected: Mapping[str, bytes], tmp_path: Path
) -> None:
    specs = str(ROOT / "specs")

    found = compile_specs_folder(tmp_path / "out", specs=specs, cwd=tmp_path)

    assert found == expected


def test_the_locale_does_not_matter(
    expected: Mapping[str, bytes], tmp_path: Path
) -> None:
    found = compile_specs_folder(
        tmp_path / "out", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )

    assert found == expected


def test_no_path_of_this_machine_is_in_the_output(
    expected: Mapping[str, bytes],
) -> None:
    for text in expected.values():
        assert str(ROOT).encode() not in text
        assert b"specs/" not in text
