"""A module that holds more than its plan names is not written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from arazzo_codegen.emit.verify import Allowed, UnplannedCodeError, verify

ALLOWED = Allowed(
    imports=frozenset(("json", "typing.Any")),
    definitions=frozenset(("URL", "run", "_helper")),
    shared=frozenset(("_helper",)),
)


def test_a_planned_module_is_fine() -> None:
    verify(
        '"""Doc."""\nimport json\nfrom typing import Any\nURL = "x"\n'
        "def run(x: Any) -> str:\n    return json.dumps(_helper(x))\n"
        "def _helper(x):\n    encode = str\n    return encode(x)\n",
        ALLOWED,
    )


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "from os import system",
        "def other(): ...",
        "OTHER = 1",
        "run()",
        "if True:\n    pass",
        "def run():\n    import os",
        "def run():\n    return eval('1')",
        "def run():\n    return __import__('os')",
        "def run(x):\n    return x.__class__",
        "@run\ndef run(): ...",
        "def run(",
        "def run():\n    return '\x00'",
        "async def run(): ...",
        "async def _helper(x): ...",
        "def run():\n    async def inside(): ...",
    ],
)
def test_anything_else_is_refused(source: str) -> None:
    with pytest.raises(UnplannedCodeError):
        verify(source, ALLOWED)


AWAITED = replace(ALLOWED, coroutines=frozenset(("run",)))


def test_a_function_that_is_to_be_awaited_is_fine_where_it_is_planned() -> None:
    verify(
        "async def run(x: Any) -> str:\n    async with x as y:\n"
        "        return await _helper(y)\n"
        "async def _helper(x):\n    return await x.send()\n",
        AWAITED,
    )


def test_a_function_that_blocks_in_its_place_is_refused() -> None:
    with pytest.raises(UnplannedCodeError):
        verify("def run(x): ...", AWAITED)
