"""Patterns of schemas, on names that stand in documents as well."""

from __future__ import annotations

import re
import warnings

from .backtracking import find_catastrophe


def is_found(pattern: str, text: str) -> bool:
    """Whether a pattern is found in a text; never one that is none for Python's `re`,
    or that could take for ever."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compiled = re.compile(pattern)
            if find_catastrophe(pattern) is not None:
                return False
        return compiled.search(text) is not None
    except (re.error, RecursionError, OverflowError):
        return False
