"""The command as a process: imports, streams, locale."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"black", "datamodel_code_generator", "jinja2", "rich", "yaml"}
SHOW_IMPORTS = """
import json, sys
from arazzo_codegen.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit as ended:
    assert not ended.code, ended.code
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "arazzo_codegen", *words],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_imports_nothing_heavy(word: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOW_IMPORTS, word], capture_output=True, check=True
    )

    assert done.stdout
    assert HEAVY.isdisjoint(json.loads(done.stderr))


def test_a_run_with_nothing_to_do_imports_no_stage(project: Path) -> None:
    specs = str(Path(__file__).parents[2] / "specs" / "airbyte")
    words = ["generate", specs, "-o", "generated"]
    assert run(*words).returncode == 0
    done = subprocess.run(
        [sys.executable, "-c", SHOW_IMPORTS, *words], capture_output=True, check=True
    )

    told, imported = done.stderr.decode().splitlines()
    assert told == "1 module unchanged"
    stages = {f"arazzo_codegen.{name}" for name in ("link", "check", "plan", "emit")}
    assert (HEAVY | stages).isdisjoint(json.loads(imported))


def test_a_closed_pipe_gives_no_traceback() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "arazzo_codegen", "explain", "AZ004"],
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writer)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_standard_output_is_an_error() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "arazzo_codegen", "explain", "AZ004"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr == (
        b"Error: standard output cannot be written: no space left on device\n"
    )


def test_speaks_utf_8_in_every_locale(project: Path) -> None:
    name = "spécs-名前"
    expected = f"{name}:1:1: error[AZ020]".encode()
    for locale in ("C", "C.UTF-8"):
        done = run(
            *(name, "-o", "x"), LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
        )
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr
        if locale == "C.UTF-8":
            assert done.stderr.startswith(expected)


def test_no_colour_in_a_pipe() -> None:
    assert b"\x1b" not in run("missing", "-o", "x").stderr


def test_runs_as_a_module() -> None:
    assert run("--version").stdout.startswith(b"arazzo-codegen")
