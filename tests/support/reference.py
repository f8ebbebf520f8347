"""Tables of expectations and published documents, in a folder of their own.

They are no part of this repository: what needs them is left out where they are not at
hand. ARAZZO_CODEGEN_REFERENCE names their folder.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).parents[3] / "shared"
REFERENCE = Path(os.environ.get("ARAZZO_CODEGEN_REFERENCE", _BESIDE)).resolve()

CONFORMANCE = REFERENCE / "conformance"
"""Expectations of expressions, conditions, documents and whole runs."""
CORPUS = REFERENCE / "corpus"
"""Published documents, a folder for each API."""
SEEDS = REFERENCE / "seeds"
"""The published documents that those in specs/ were made from."""

needs_conformance = pytest.mark.skipif(
    not CONFORMANCE.is_dir(), reason="the tables of expectations are not at hand"
)
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the published documents are not at hand"
)
needs_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the published documents are not at hand"
)
