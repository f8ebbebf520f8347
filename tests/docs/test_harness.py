"""What runs the pages finds what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from .in_process import InProcess
from .pages import contains, matches, parse_page
from .running import WrongPageError, environment, run_page


def run(page: str, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    run_page(page, folder, environment(tmp_path / "home"), InProcess.command)


GOOD = {
    "a command": "```console\n$ echo a\na\n$ cd ..\n```\n",
    "a command in two lines": "```console\n$ echo a \\\n    b\na b\n```\n",
    "a command that fails": "<!-- exit: 3 -->\n```console\n$ (exit 3)\n```\n",
    "the compiler": "```console\n$ arazzo-codegen --version\narazzo-codegen, ...\n```\n",
    "a file and a script": (
        '```python title="a.py"\nprint(1)\n```\n```console\n$ python a.py\n1\n```\n'
    ),
    "an excerpt": (
        "```console\n$ printf 'a\\n  b\\n  c\\n' > f.txt\n```\n"
        '```text title="f.txt"\nb\nc\n```\n'
    ),
    "an edit": (
        '```text title="a.txt"\na\nb\n```\n```diff title="a.txt"\n a\n-b\n+c\n```\n'
        "```console\n$ cat a.txt\na\nc\n```\n"
    ),
    "code and its output": (
        '```python\nx = 1\n```\n```python\nprint(x)\n```\n```text title="Output"\n1\n```\n'
    ),
    "a setup": "<!-- setup\nx = 1\n-->\n```python\nassert x == 1\n```\n",
    "what was printed": "```console\n$ echo abc\n```\n```text\nabc\n```\n",
    "a variable": (
        "```console\n$ export A=b\n```\n"
        '```python title="a.py"\nimport os\nprint(os.environ["A"])\n```\n'
        "```console\n$ python a.py\nb\n```\n"
    ),
    "a server": (
        '```python title="s.py"\nimport time\nprint("on 127.0.0.1:8000", flush=True)\n'
        "time.sleep(60)\n```\n```console\n$ python s.py &\non 127.0.0.1:8000\n"
        "$ kill %1\n```\n"
    ),
    "an API": (
        "<!-- setup\nimport respx\n"
        'router = cleanup.enter_context(respx.mock(base_url="https://a.example"))\n'
        'router.get("/x").respond(204)\n-->\n```python\nimport httpx\n'
        'assert httpx.get("https://a.example/x").status_code == 204\n```\n'
    ),
}

BAD = {
    "another output": "```console\n$ echo a\nb\n```\n",
    "a command that fails": "```console\n$ false\n$ true\n```\n",
    "a command that does not fail": "<!-- exit: 1 -->\n```console\n$ true\n```\n",
    "the compiler": "```console\n$ arazzo-codegen lint no/\n```\n",
    "code": "```python\nassert False\n```\n",
    "a setup": "<!-- setup\nassert False\n-->\n",
    "an output of code": '```python\nprint(1)\n```\n```text title="Output"\n2\n```\n',
    "an excerpt": (
        '```console\n$ echo a > f.txt\n```\n```text title="f.txt"\nb\n```\n'
    ),
    "an edit": '```text title="a.txt"\na\n```\n```diff title="a.txt"\n-b\n+c\n```\n',
    "yaml from nowhere": "```yaml\na: 1\n```\n",
    "text from nowhere": "```text\nabc\n```\n",
    "a file outside": '```text title="../../a.txt"\na\n```\n',
    "a setting": (
        '```toml title="pyproject.toml"\n[tool.arazzo-codegen]\nselct = ["AZ5"]\n```\n'
    ),
    "a workflow of GitHub": (
        '```yaml title=".github/workflows/a.yml"\n'
        "jobs: {a: {steps: [{run: arazzo-codegen lint no/}]}}\n```\n"
    ),
    "a hook": (
        '```yaml title=".pre-commit-config.yaml"\n'
        "repos: [{hooks: [{id: arazzo-codegen-lint, args: [no/]}]}]\n```\n"
    ),
    "the network": '```python\nimport httpx\nhttpx.get("https://192.0.2.1/")\n```\n',
    "the network in a process": (
        "```console\n$ python -c 'import httpx; httpx.get(\"https://192.0.2.1/\")'\n```\n"
    ),
}


@pytest.mark.parametrize("page", GOOD.values(), ids=GOOD)
def test_a_page_that_is_right_passes(page: str, tmp_path: Path) -> None:
    run(page, tmp_path)


@pytest.mark.parametrize("page", BAD.values(), ids=BAD)
def test_a_page_that_is_wrong_fails(page: str, tmp_path: Path) -> None:
    with pytest.raises(WrongPageError, match=r"^line \d+: "):
        run(page, tmp_path)


def test_a_block_has_a_language() -> None:
    with pytest.raises(ValueError, match=r"^line 2: write ```language"):
        parse_page("\n```\na\n```\n")


def test_dots_stand_for_anything() -> None:
    assert matches("a ... d\n...\ne\n", "a b c d\nx\ny\ne\n")
    assert not matches("a ... d\n", "a b c\n")
    assert contains("x\n    a\n    b\n    c\n", "a\n...\nc\n")
    assert not contains("x\n    a\n    b\n", "a\n...\nc\n")
