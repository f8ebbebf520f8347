"""The limits of a fuzzing process are those of one document."""

from __future__ import annotations

import sys

import pytest

from . import limits

_MEBIBYTE = 2**20


@pytest.fixture(autouse=True)
def _little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a document have 40 MiB of its own."""
    own = limits._OWN_MEGABYTES
    monkeypatch.setattr(limits, "MOST_MEGABYTES", own + 40)


def test_what_was_held_before_does_not_count() -> None:
    held = bytearray(60 * _MEBIBYTE)

    with limits.limited() as taken:
        del held

    assert taken.megabytes < 5


@pytest.mark.skipif(sys.platform != "linux", reason="no other forgets a peak")
def test_what_a_document_takes_counts_though_it_is_given_back() -> None:
    with pytest.raises(limits.LimitError, match="MiB"), limits.limited() as taken:
        bytearray(60 * _MEBIBYTE)

    assert taken.megabytes > 55
