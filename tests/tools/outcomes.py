"""What became of a run of a workflow."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from arazzo_codegen.mock.mock_api import (
    MockError,
    TooManyRequestsError,
    UnexpectedRequestError,
)

_REASONS = (
    ("does not meet", "a success criterion was not met"),
    ("usable value", "a parameter had no value that can be sent"),
    ("was not given", "a parameter had no value that can be sent"),
    ("no response", "no response"),
    ("the body is not JSON", "the response's body is not JSON"),
    ("outputs:", "the outputs do not fit their types"),
    ("inputs:", "the inputs of another workflow do not fit their types"),
    ("Input should be", "the outputs do not fit their types"),
    ("Field required", "a required output is missing"),
    ("gave up", "a loop was not left"),
)


@dataclass(frozen=True)
class Outcome:
    """How a run ended.

    Attributes:
        stop: Why the workflow did not run to its end, in words that are the same for
            all of a kind; None where it did.
        detail: What the error says.
        trace: Of an exception that is not the workflow's error; else empty.
    """

    stop: str | None
    detail: str = ""
    trace: str = ""


def outcome_of(error: Exception | None) -> Outcome:
    """The outcome of a rehearsal that an error stopped, or that reached its end."""
    match error:
        case None:
            return Outcome(None)
        case UnexpectedRequestError():
            return Outcome("a request that no step sends", str(error))
        case TooManyRequestsError():
            return Outcome("a loop was not left", str(error))
        case MockError():
            return Outcome("a fault of the mock", str(error), _trace(error))
        case ValidationError():
            return Outcome("the inputs made are refused", _first_lines(error))
    reason = getattr(error, "reason", None)
    if isinstance(reason, str):
        return Outcome(_kind_of_reason(reason), str(error))
    kind = "another exception than the workflow's"
    return Outcome(kind, _first_lines(error), _trace(error))


def _kind_of_reason(reason: str) -> str:
    """What sort of reason a workflow's error has."""
    for part, kind in _REASONS:
        if part in reason:
            return kind
    return "another reason"


def _first_lines(error: BaseException) -> str:
    lines: Sequence[str] = str(error).splitlines() or [""]
    return f"{type(error).__name__}: {' | '.join(lines[:3])}"


def _trace(error: BaseException) -> str:
    while isinstance(error, MockError) and error.__cause__ is not None:
        error = error.__cause__
    return "".join(traceback.format_exception(error, limit=-3, chain=False))
