"""No function or class of a document takes the name of something that is imported."""

from __future__ import annotations

import pytest

from arazzo_codegen.plan.helpers import HELPERS, OPEN_ASYNC, Helper
from arazzo_codegen.plan.names import RESERVED
from arazzo_codegen.plan.naming import CLASS_NAMES
from arazzo_codegen.plan.step_methods import SEND_OPTIONS, STEP_METHODS, StepMethod

PARTS: tuple[Helper | StepMethod, ...] = (
    *HELPERS,
    OPEN_ASYNC,
    *STEP_METHODS,
    *SEND_OPTIONS.values(),
)
IMPORTED = sorted(
    {name for one in PARTS for name in (*one.modules, *(name for _, name in one.names))}
)


@pytest.mark.parametrize("name", IMPORTED)
def test_the_name_is_kept(name: str) -> None:
    assert name in (CLASS_NAMES if name[0].isupper() else RESERVED)
