"""The pages of docs/ and README.md, as the blocks that a test runs.

How a page is written, so that everything on it is run:

- A `console` block is a terminal: lines behind `$ ` are commands, the lines below one are
  what it prints. Without such lines the output is not compared. Every command has to exit
  with 0, but the last one of a block behind `<!-- exit: 1 -->`.
- A block with `title="path"` is that file, and is written to it. Where the file is there
  and the page did not write it, the block has to be an excerpt of it.
- A `diff` block with a title is an edit of that file.
- A `python` block without a title is run. Blocks of a page share their names.
- A `text` block with `title="Output"` is what the block before it prints. Without a title,
  it has to be in what the page has printed so far.
- A `yaml`, `toml` or `json` block without a title has to be an excerpt of a file that the
  page has.
- `...` stands for any text, in outputs and in excerpts. Seconds at the end of a line,
  which say how long something took, are not compared.

Marks that the reader does not see, each for the next block or from there on:

- `<!-- folder: specs/prisma -->` gives the page a folder or file of the repository;
  `<!-- folder: docs/examples/jobs as specs -->` under another name.
- `<!-- setup` and Python code on the lines below, up to `-->`, is run in the test alone,
  with the names of the page and `cleanup`, a contextlib.ExitStack closed at its end.
- `<!-- exit: 1 -->` says how the next console block ends, and of settings that they are
  wrong.
- `<!-- not run: why -->` leaves the next block out, `<!-- the rest is not run: why -->`
  all that follow; test_pages.py lists all of them.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
OUTPUT: Final = "Output"

_PART: Final = re.compile(
    r"^(?P<indent> *)(?P<fence>```+)(?P<head>[^\n`]*)\n(?P<code>.*?)^ *(?P=fence) *$"
    r"|^ *<!-- (?P<mark>[a-z ]+?)(?:: (?P<value>[^\n]*?) -->|\n(?P<hidden>.*?)-->)",
    re.DOTALL | re.MULTILINE,
)
_HEAD: Final = re.compile(r'(?P<language>\w*)(?: title="(?P<title>[^"]+)")?')
_MARKS: Final = ("folder", "setup", "exit", "not run")
_SECONDS: Final = re.compile(r"(?:,|  | in)\s*(?:\d+\.\d+|\.\.\.) ?s$")
_REST: Final = "the rest is not run"


@dataclass(frozen=True)
class Block:
    """A fenced block.

    Attributes:
        language: The word behind the fence.
        title: The file that the block is, OUTPUT, or None.
        text: What is in it.
        line: The line of its fence, from 1.
        status: What its last command exits with.
        not_run: Why it is not run, or None.
    """

    language: str
    title: str | None
    text: str
    line: int
    status: int = 0
    not_run: str | None = None


@dataclass(frozen=True)
class Mark:
    """A comment that prepares the page: its name, and what is behind it."""

    name: str
    text: str
    line: int


@dataclass(frozen=True)
class Command:
    """A command of a console block, and what it prints; None where that is not shown."""

    words: str
    output: str | None
    line: int


def parse_page(text: str) -> list[Block | Mark]:
    """The blocks and marks of a page, in order.

    Raises:
        ValueError: A block has no language, or a mark is unknown.
    """
    parts: list[Block | Mark] = []
    status, not_run = 0, None
    for found in _PART.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        name = found["mark"]
        if name == _REST:
            parts.append(Block("", None, "", line, 0, found["value"]))
            return parts
        if name is None:
            parts.append(_block(found, line, status, not_run))
            status, not_run = 0, None
        elif name not in _MARKS:
            continue
        elif name == "exit":
            status = int(found["value"])
        elif name == "not run":
            not_run = found["value"]
        else:
            parts.append(Mark(name, found["value"] or found["hidden"], line))
    return parts


def _block(found: re.Match[str], line: int, status: int, not_run: str | None) -> Block:
    head = _HEAD.fullmatch(found["head"].strip())
    if head is None or not head["language"]:
        raise ValueError(f'line {line}: write ```language or ```language title="..."')
    code = textwrap.dedent(found["code"]) if found["indent"] else found["code"]
    return Block(head["language"], head["title"], code, line, status, not_run)


def commands_of(block: Block) -> list[Command]:
    """The commands of a console block.

    Raises:
        ValueError: It does not begin with a command.
    """
    commands: list[Command] = []
    for number, line in enumerate(block.text.splitlines(), block.line + 1):
        if line.startswith("$ "):
            commands.append(Command(line[2:], None, number))
        elif not commands:
            raise ValueError(f"line {number}: a console block begins with `$ `")
        elif commands[-1].words.endswith("\\") and commands[-1].output is None:
            last = commands.pop()
            commands.append(Command(f"{last.words}\n{line}", None, last.line))
        else:
            last = commands.pop()
            shown = f"{last.output or ''}{line}\n"
            commands.append(Command(last.words, shown, last.line))
    return commands


def matches(shown: str, text: str) -> bool:
    """Whether a text is what is shown, where `...` stands for anything."""
    return re.fullmatch(_pattern(_plain(shown)), _plain(text), re.DOTALL) is not None


def contains(text: str, excerpt: str) -> bool:
    """Whether an excerpt is in a text, at any indentation."""
    lines = textwrap.dedent(excerpt).strip("\n")
    for width in range(0, 25):
        pattern = rf"^{_pattern(textwrap.indent(lines, ' ' * width))}$"
        if re.search(pattern, text, re.DOTALL | re.MULTILINE):
            return True
    return False


def _pattern(shown: str) -> str:
    return ".*?".join(re.escape(part) for part in re.split(r" *\.\.\.", shown))


def _plain(text: str) -> str:
    lines = (_SECONDS.sub("", line.rstrip()) for line in text.strip("\n").splitlines())
    return "\n".join(lines)
