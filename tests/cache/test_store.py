"""The files that hold the results of earlier runs."""

from __future__ import annotations

import hashlib
import json
import os
import random
import zlib
from pathlib import Path

import pytest

from arazzo_codegen.cache import store
from arazzo_codegen.cache.store import Store


def test_gives_what_was_written(tmp_path: Path) -> None:
    Store(tmp_path / "new").write({"a": {"x": [1, None, "é\udc80"]}})

    assert Store(tmp_path / "new").read("a") == {"x": [1, None, "é\udc80"]}
    assert Store(tmp_path / "new").read("b") is None


def test_leaves_no_temporary_files(tmp_path: Path) -> None:
    for content in range(3):
        Store(tmp_path).write({"a": content})

    assert [path.name for path in tmp_path.iterdir()] == ["a.entry"]


def test_what_is_no_json_is_not_there(tmp_path: Path) -> None:
    for text in (b"{", b"[" * 100_000):
        packed = zlib.compress(text)
        digest = hashlib.sha256(packed).hexdigest().encode()
        (tmp_path / "a.entry").write_bytes(digest + b"\n" + packed)

        assert Store(tmp_path).read("a") is None


def test_the_entries_unused_for_longest_make_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LIMIT", 2500)
    kept = Store(tmp_path)
    content = random.Random(1).randbytes(400).hex()
    for age, key in ((3, "a"), (2, "b"), (1, "c")):
        kept.write({key: content})
        os.utime(tmp_path / f"{key}.entry", (age * -1000 + 10**9,) * 2)
    kept.read("a")
    for key in "de":
        kept.write({key: content})

    assert kept.read("a") == content
    assert kept.read("b") is None
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 2500


def test_an_entry_beyond_the_limit_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LIMIT", 10)
    Store(tmp_path).write({"a": json.dumps(list(range(100)))})

    assert list(tmp_path.iterdir()) == []
