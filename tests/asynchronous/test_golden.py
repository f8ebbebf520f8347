"""Modules of a few cases, without their helpers, are those in expected/: how each
flavour reads.

`pytest tests/asynchronous --update-golden` writes them anew: review what changed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ..cases.harness import above_the_shared, compiled, difference
from ..cases.test_golden import kept, write_golden
from ..support.compiled import Kind

FOLDER = Path(__file__).parent / "expected"
SHOWN = {
    "awaited": ("polling_loop", Kind("async")),
    "both": ("sub_workflow", Kind("both")),
    "together": ("workflow_level", Kind("async", parallel=True)),
    "both_together": ("workflow_level", Kind("both", parallel=True)),
}


@pytest.mark.parametrize(("case", "kind"), SHOWN.values(), ids=SHOWN.keys())
def test_the_modules_are_as_expected(
    case: str, kind: Kind, update_golden: bool, request: pytest.FixtureRequest
) -> None:
    folder = FOLDER / request.node.callspec.id
    compilation = compiled(case, kind)
    files = {file.path: file.text for file in compilation.files}
    texts = {one.path: above_the_shared(files[one.path]) for one in compilation.modules}
    if update_golden:
        folder.mkdir(parents=True, exist_ok=True)
        write_golden(folder, texts)

    differences = difference(kept(folder), texts)

    if differences:
        pytest.fail(f"not as expected:\n{differences}", pytrace=False)
