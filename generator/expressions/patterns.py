"""Patterns of schemas, on names and texts that stand in documents as well."""

from __future__ import annotations

import re
import warnings

from .backtracking import find_catastrophe
from .positions import NotJudgedError


def is_found(pattern: str, text: str) -> bool:
    """Whether a pattern is found in a text; never one that `safe_pattern` refuses."""
    compiled = safe_pattern(pattern)
    return compiled is not None and compiled.search(text) is not None


def safe_pattern(pattern: str) -> re.Pattern[str] | None:
    """A pattern, compiled; None for one that is none for Python's `re`, or that could
    take for ever."""
    try:
        with warnings.catch_warnings():
            # A warning says that a later Python may read the pattern differently.
            warnings.simplefilter("ignore")
            compiled = re.compile(pattern)
            return None if find_catastrophe(pattern) else compiled
    except (re.error, OverflowError, RecursionError, NotJudgedError):
        return None
