"""What became of a call of a workflow's function."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from unittest import mock

from pydantic import ValidationError

from arazzo_codegen.mock.calls import Call
from arazzo_codegen.mock.mock_api import (
    MockError,
    TooManyRequestsError,
    UnexpectedRequestError,
)
from arazzo_codegen.pipeline import CompiledModule

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
    """How a call ended.

    Attributes:
        stop: Why the workflow did not run to its end, in words that are the same for
            all of a kind; None where it did.
        detail: What the error says.
        trace: Of an exception that is not the workflow's error; else empty.
        result: What the function returned.
    """

    stop: str | None
    detail: str = ""
    trace: str = ""
    result: Any = None

    @classmethod
    def of_refusal(cls, error: Exception) -> Outcome:
        """The outcome where there was no call: no module, or no inputs."""
        if isinstance(error, ValidationError):
            return cls("the inputs made are refused", _first_lines(error))
        return cls("the module cannot be imported", _first_lines(error), _trace(error))


def outcome_of(call: Call, loaded: ModuleType, module: CompiledModule) -> Outcome:
    """Make the call, without waiting between attempts."""
    own_error = getattr(loaded, module.error)
    try:
        with mock.patch("time.sleep"):
            return Outcome(None, result=call.run())
    except UnexpectedRequestError as error:
        return Outcome("a request that no step sends", str(error))
    except TooManyRequestsError as error:
        return Outcome("a loop was not left", str(error))
    except MockError as error:
        return Outcome("a fault of the tool", str(error), _trace(error))
    except own_error as error:
        return Outcome(_kind_of_reason(error.reason), str(error))
    except Exception as error:
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
