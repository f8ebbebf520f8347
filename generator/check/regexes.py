"""Regular expressions of criteria: whether Python's `re` takes them, and safely."""

from __future__ import annotations

import re
import warnings
from typing import Final

from ..expressions.backtracking import find_catastrophe
from ..expressions.model import SyntaxFault, Template
from ..expressions.positions import NotJudgedError

MAX_LENGTH = 2_000
"""Characters of a pattern; longer ones are refused."""

_OWN_CLASS: Final = re.compile(r"\\[pP]\{[^}]*\}|\\[iIcC]")
"""Classes of characters that Python's `re` does not know."""

# What an embedded expression may turn out to be, to tell whether any could be valid.
_TRIALS = ("a", "1", "")


def check_regex(pattern: Template) -> SyntaxFault | None:
    """Say what is wrong with the pattern of a regex criterion, if anything is.

    An expression in it may be part of a pattern: only what stands around it is judged.
    """
    fixed = [part if isinstance(part, str) else None for part in pattern.parts]
    if sum(len(part or "") for part in fixed) > MAX_LENGTH:
        return SyntaxFault(
            f"the pattern is longer than {MAX_LENGTH} characters",
            hint="split it into several criteria",
        )
    fault = None
    for trial in _TRIALS:
        text = "".join(trial if part is None else part for part in fixed)
        fault = _check_text(text)
        if fault is None or None not in fixed:
            break
    return fault


def check_foreign_regex(pattern: str) -> SyntaxFault | None:
    """Say whether a pattern of XPath or JSONPath can take forever; whether it is valid
    is not judged."""
    fault = check_regex(Template((_OWN_CLASS.sub(r"\\w", pattern),)))
    return fault if fault is not None and "forever" in fault.message else None


def _check_text(text: str) -> SyntaxFault | None:
    try:
        with warnings.catch_warnings():
            # A warning says that a later Python may read the pattern differently.
            warnings.simplefilter("ignore")
            re.compile(text)
            catastrophe = find_catastrophe(text)
    except re.error as error:
        return SyntaxFault(
            f"Python's re does not take this pattern: {error.msg}",
            error.pos or 0,
            _hint(text),
        )
    except (OverflowError, RecursionError):
        return SyntaxFault("Python's re does not take this pattern: it is too large")
    except NotJudgedError:
        return SyntaxFault(
            "whether this pattern can take forever cannot be told with this Python",
            0,
            "compile with another version of Python",
        )
    if catastrophe is None:
        return None
    return SyntaxFault(
        f"this pattern can take forever: {catastrophe}",
        0,
        "make each character match in one way only, such as ^a+$ for ^(a+)+$",
    )


def _hint(text: str) -> str | None:
    if re.search(r"(?<!^)\(\?[aiLmsux]+\)", text):
        return "put flags such as (?i) first"
    if re.search(r"\\[pP]\{", text):
        return r"re knows no \p{…}; write a class such as [^\W\d_] for letters"
    return None
