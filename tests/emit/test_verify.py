"""A module that holds more than its plan names is not written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from arazzo_codegen.emit.verify import Allowed, UnplannedCodeError, verify

ALLOWED = Allowed(
    imports=frozenset(
        ("json", "os", "pydantic.BaseModel", "typing.Any", "typing.Literal")
    ),
    definitions=frozenset(("URL", "run", "_helper", "Model")),
    shared=frozenset(("_helper",)),
    siblings=frozenset(("other_workflow",)),
)


def test_a_planned_module_is_fine() -> None:
    verify(
        '"""Doc."""\nimport json\nfrom typing import Any\nURL = "x"\n'
        "from . import other as other_workflow\n"
        "class Model(BaseModel):\n    x: Literal['run()', -1] | None = None\n"
        "    y: list[other_workflow.Model] = []\n"
        "def run(x: Any) -> str:\n    return json.dumps(_helper(x))\n"
        "def _helper(x):\n    encode = str\n    return encode(x)\n",
        ALLOWED,
    )


@pytest.mark.parametrize(
    "source",
    [
        "import sys",
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
        # Names that lead out of the language's harmless part.
        "def run():\n    return map(eval, ['1'])",
        "def run():\n    call = __import__\n    return call('os')",
        "def run(x):\n    return getattr(x, '__class__')",
        "def run():\n    return __builtins__",
        "def run(x):\n    return type(x)",
        "def run():\n    return open('x', 'w')",
        "import os\ndef run():\n    return os.system('true')",
        "import os\ndef run():\n    return os.path.join",
        "import json\ndef run():\n    return json._default_decoder",
        "def run(x):\n    return '{0.__class__}'.format(x)",
        "from . import run as other_workflow\n"
        "def run():\n    return other_workflow.__builtins__",
        # Calls of what has no name.
        "def run(x):\n    return x('true')",
        "def run(x):\n    return x[0]('true')",
        "def run(x):\n    return (lambda: 1)()",
        "def run(x):\n    return run(x)(1)",
        # Places that are evaluated without a call of the function.
        "def run(x=eval('1')): ...",
        "URL = eval('1')",
        "URL: eval('1') = 1",
        "URL.x: int = eval('1')",
        "class Model(BaseModel):\n    eval('1')",
        "class Model(BaseModel):\n    x: int = eval('1')",
        "class Model(BaseModel):\n    for x in (1,): ...",
        "class Model(BaseModel, metaclass=run): ...",
        "class Model(run(BaseModel)): ...",
        # Texts that pydantic and typing evaluate.
        "class Model(BaseModel):\n    x: 'run()'",
        "class Model(BaseModel):\n    x: list['run()']",
        "class Model(BaseModel):\n    x: int | 'run()'",
        "class Model(BaseModel):\n    x: (lambda: 1)",
        "class Model(BaseModel):\n    x: run()",
        "class Model(BaseModel):\n    x: Literal[run()]",
        "def run(x: 'run()'): ...",
        "def run() -> 'run()': ...",
        # What takes the place of something else.
        "def run(): ...\ndef run(): ...",
        "def _helper(): ...\n_helper = 1",
        "import json\ndef run(): ...\njson = run",
        "from typing import Any\nclass Any: ...",
        "from pydantic import BaseModel\nfrom typing import Any as BaseModel",
        "def run():\n    global URL\n    URL = 1",
        "def run(x):\n    del x",
        "def run(x):\n    return (x := 1)",
        "import json as os",
        "from typing import Any as Literal",
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


@pytest.mark.parametrize("name", ["format", "format_map", "system", "eval", "import_"])
def test_names_of_documents_are_no_more_than_names(name: str) -> None:
    verify(
        "from . import other as other_workflow\n"
        f"class Model(BaseModel):\n    {name}: str\n"
        f"def run(inputs: Model):\n    other_workflow.{name}(inputs.{name})\n",
        ALLOWED,
    )
