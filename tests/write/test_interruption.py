"""The output is one complete generation, whatever happens to a run."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from arazzo_codegen.write import lock, swap, tree, write_tree

from .interrupted_run import contents, generation

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="needs signals and folder locks"
)

HERE = Path(__file__)
PROGRAM = "tests.write.interrupted_run"


def command(way: str, out: Path, label: str) -> list[str]:
    return [sys.executable, "-m", PROGRAM, way, str(out), label]


def start(way: str, out: Path, label: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command(way, out, label), stdout=subprocess.PIPE, cwd=HERE.parents[2]
    )


def finish(runs: list[subprocess.Popen[bytes]]) -> list[int]:
    for run in runs:
        run.communicate()
    return [run.returncode for run in runs]


def complete(folder: Path, label: str) -> dict[str, bytes]:
    """What the folder holds when one generation has been written whole."""
    write_tree(folder / label, generation(label))
    (folder / label / "mine.py").write_text("MINE = 1\n")
    return contents(folder / label)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    out = tmp_path / "project" / "generated"
    write_tree(out, generation("a"))
    (out / "mine.py").write_text("MINE = 1\n")
    return out


@pytest.mark.parametrize("way", ["swap", "in-place"])
def test_killed_before_any_call_it_is_whole_or_recovers(out: Path, way: str) -> None:
    done = subprocess.run(
        command(f"sweep-{way}", out, "ab"),
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE.parents[2],
    )

    assert done.stderr == ""
    states = done.stdout.splitlines()
    assert len(states) > 20
    assert states[0] == "a"
    assert states[-1] == "b"
    allowed = {"a", "b"} if way == "swap" else {"a", "b", "mixed, recovered"}
    assert set(states) <= allowed
    assert [path.name for path in out.parent.iterdir()] == ["generated"]


def test_killed_at_random_instants_it_is_the_old_or_the_new(
    out: Path, tmp_path: Path
) -> None:
    whole = [complete(tmp_path, label) for label in "ab"]
    chance = random.Random(0)
    for _ in range(15):
        process = start("forever", out, "ba")
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.02))
        process.send_signal(signal.SIGKILL)
        finish([process])
        assert contents(out) in whole


def test_two_runs_at_once_leave_one_generation(out: Path, tmp_path: Path) -> None:
    whole = [complete(tmp_path, label) for label in "bc"]
    for _ in range(3):
        assert finish([start("once", out, label) for label in "bc"]) == [0, 0]
        assert contents(out) in whole
    assert [path.name for path in out.parent.iterdir()] == ["generated"]


def test_two_first_runs_at_once_leave_one_generation(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "below" / "generated"
    assert finish([start("once", out, label) for label in "bc"]) == [0, 0]
    (out / "mine.py").write_text("MINE = 1\n")
    assert contents(out) in [complete(tmp_path, label) for label in "bc"]


def test_gives_up_when_another_run_does_not_end(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    before = contents(out)
    with lock.lock(out.parent):
        result = write_tree(out, generation("b"))

    assert [found.rule.code for found in result.diagnostics] == ["AZ010"]
    assert contents(out) == before


def fail_after(
    monkeypatch: pytest.MonkeyPatch, name: str, calls: int, kind: int
) -> None:
    """Let a function of os fail from one call on."""
    original, count = getattr(os, name), [0]

    def failing(*arguments: Any, **options: Any) -> Any:
        count[0] += 1
        if count[0] > calls:
            raise OSError(kind, os.strerror(kind))
        return original(*arguments, **options)

    monkeypatch.setattr(os, name, failing)


@pytest.mark.parametrize("calls", range(4))
def test_a_full_disk_leaves_the_old_generation_and_no_litter(
    out: Path, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    before, count = contents(out), [0]
    original = open

    def failing(path: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        file = original(path, mode, *arguments, **options)
        if "x" in mode:
            count[0] += 1
            if count[0] > calls:
                file.close()
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return file

    with monkeypatch.context() as patch:
        patch.setattr("builtins.open", failing)
        result = write_tree(out, generation("b"))

    assert [found.rule.code for found in result.diagnostics] == ["AZ007"]
    assert contents(out) == before
    assert [path.name for path in out.parent.iterdir()] == ["generated"]


@pytest.mark.parametrize(
    ("function", "kind", "code"),
    [
        (("mkdir", 0), errno.EACCES, "AZ006"),
        (("mkdir", 0), errno.EROFS, "AZ006"),
        (("mkdir", 1), errno.ENOSPC, "AZ007"),
        (("open", 0), errno.EMFILE, "AZ008"),
        (("scandir", 0), errno.EMFILE, "AZ008"),
        (("link", 0), errno.EIO, "AZ009"),
        (("utime", 0), errno.EIO, "AZ009"),
    ],
)
def test_a_failure_leaves_the_old_generation_and_no_litter(
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    function: tuple[str, int],
    kind: int,
    code: str,
) -> None:
    before = contents(out)
    with monkeypatch.context() as patch:
        fail_after(patch, *function, kind)
        result = write_tree(out, generation("b"))

    assert [found.rule.code for found in result.diagnostics] == [code]
    assert contents(out) == before
    assert [path.name for path in out.parent.iterdir()] == ["generated"]


@pytest.mark.parametrize("calls", range(8))
def test_a_failure_in_the_middle_of_changing_in_place_is_undone(
    out: Path, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    before, count = contents(out), [0]
    monkeypatch.setattr(swap, "exchange", lambda *_: False)
    original = os.replace

    def failing(source: Any, target: Any) -> None:
        count[0] += 1
        if count[0] == calls + 1:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        original(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing)
        result = write_tree(out, generation("b"))

    failed = count[0] > calls
    assert result.is_refused == failed
    assert (contents(out) == before) == failed
    assert [path.name for path in out.parent.iterdir()] == ["generated"]


def test_a_failing_first_run_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_after(monkeypatch, "rename", 0, errno.ENOSPC)

    write_tree(tmp_path / "deep" / "below" / "generated", generation("a"))

    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_leaves_the_old_generation_and_no_litter(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(out)

    def interrupt(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(swap, "exchange", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_tree(out, generation("b"))

    assert contents(out) == before
    assert [path.name for path in out.parent.iterdir()] == ["generated"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write")
def test_a_folder_without_permission_is_refused(out: Path) -> None:
    before = contents(out)
    out.chmod(0o555)
    try:
        result = write_tree(out, generation("b"))
    finally:
        out.chmod(0o755)

    assert [found.rule.code for found in result.diagnostics] == ["AZ006"]
    assert contents(out) == before


def test_a_protected_folder_is_refused(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(out)
    protected = out.resolve()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != protected)

    result = write_tree(out, generation("b"))

    assert [found.rule.code for found in result.diagnostics] == ["AZ006"]
    assert contents(out) == before


def test_stages_inside_when_the_folder_above_is_protected(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = complete(tmp_path, "b")
    above = out.parent.resolve()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != above)

    result = write_tree(out, generation("b"))

    assert not result.is_refused
    assert contents(out) == new


@pytest.mark.parametrize("kind", [errno.EPERM, errno.EXDEV, errno.EMLINK])
def test_changes_in_place_where_files_cannot_be_linked(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: int
) -> None:
    new = complete(tmp_path, "b")
    before = out.stat().st_ino
    fail_after(monkeypatch, "link", 0, kind)

    result = write_tree(out, generation("b"))

    assert not result.is_refused
    assert contents(out) == new
    assert out.stat().st_ino == before


def test_changes_in_place_when_a_project_lives_in_the_folder(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swap, "MOST_KEPT_FILES", 0)
    before = out.stat().st_ino

    assert not write_tree(out, generation("b")).is_refused
    assert out.stat().st_ino == before


def test_what_was_saved_while_folders_change_places_is_kept(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange: Callable[[Path, Path], bool] = swap.exchange  # type: ignore[attr-defined]

    def save_first(first: Path, second: Path) -> bool:
        (second / "new.py").write_text("NEW = 1\n")
        (second / "draft").write_text("MINE = 2\n")
        (second / "draft").replace(second / "mine.py")
        return exchange(first, second)

    monkeypatch.setattr(swap, "exchange", save_first)
    write_tree(out, generation("b"))

    assert (out / "new.py").read_text() == "NEW = 1\n"
    assert (out / "mine.py").read_text() == "MINE = 2\n"


def test_a_journal_that_leads_elsewhere_changes_nothing(out: Path) -> None:
    victim = out.parent / "victim.py"
    victim.write_text("MINE = 1\n")
    left = out.parent / ".generated.arazzo-codegen"
    left.mkdir()
    (left / "journal.json").write_text(json.dumps([[], ["../victim.py"], []]))

    write_tree(out, generation("b"))

    assert victim.exists()
    assert not left.exists()


def test_what_stands_in_the_place_of_the_work_folder_is_named(out: Path) -> None:
    before = contents(out)
    in_the_way = out.parent / ".generated.arazzo-codegen"
    in_the_way.write_text("mine\n")

    (found,) = write_tree(out, generation("b")).diagnostics

    assert found.rule.code == "AZ009"
    assert ".generated.arazzo-codegen" in (found.hint or "")
    assert contents(out) == before
    assert in_the_way.read_text() == "mine\n"


def test_the_whole_tree_is_exchanged_in_one_step(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unexpected(*_: object) -> None:
        pytest.fail("files were changed one by one")

    if sys.platform not in ("linux", "darwin"):
        pytest.skip("folders cannot change places here")
    monkeypatch.setattr(tree, "change_files", unexpected)

    assert not write_tree(out, generation("b")).is_refused
