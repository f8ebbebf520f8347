"""The tables of options and settings: `python -m arazzo_codegen.cli.reference PAGE...`.

A page is written by hand but for its tables, each between two lines:

    <!-- table: generate -->
    <!-- end of the table -->

The name is that of a command, whose options it lists, or `settings`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import click

from .main import commands
from .settings import SETTINGS

_TABLE: Final = re.compile(
    r"(?P<start><!-- table: (?P<name>[a-z]+) -->\n).*?(?P<end><!-- end of the table -->)",
    re.DOTALL,
)
_HELP: Final = ("`-h`, `--help`", "Show this message and exit.")


def with_tables(page: str) -> str:
    """A page whose tables say what the options and the settings are.

    Raises:
        KeyError: It names a command that does not exist.
    """
    return _TABLE.sub(
        lambda found: f"{found['start']}\n{_table(found['name'])}\n{found['end']}", page
    )


def _table(name: str) -> str:
    if name == "settings":
        rows = ((f"`{key}`", text) for key, text in SETTINGS.items())
        return _rows("setting", rows)
    command = commands.commands[name]
    context = click.Context(command, info_name=name)
    options = [one for one in command.params if isinstance(one, click.Option)]
    return _rows("option", [*(_record(one, context) for one in options), _HELP])


def _rows(head: str, rows: Iterable[tuple[str, str]]) -> str:
    lines = [f"| {words} | {_cell(text)} |" for words, text in rows]
    return "\n".join([f"| {head} | |", "| --- | --- |", *lines, ""])


def _record(option: click.Option, context: click.Context) -> tuple[str, str]:
    """How an option is spelt, such as `-o`, `--out OUT`, and what it is for."""
    words, text = option.get_help_record(context) or ("", "")
    if not isinstance(option.type, click.Choice):
        return ", ".join(f"`{word}`" for word in words.split(", ")), text
    choices = [f"`{choice}`" for choice in option.type.choices]
    spelt = ", ".join(f"`{one}`" for one in option.opts)
    return f"{spelt} {', '.join(choices[:-1])} or {choices[-1]}", text


def _cell(text: str) -> str:
    return re.sub(r" {2,}", " ", text.replace("|", "\\|").replace("<", "&lt;"))


def main(arguments: list[str]) -> str | None:
    """Write the tables of the pages named; gives what is wrong with the arguments."""
    if not arguments:
        return "usage: python -m arazzo_codegen.cli.reference PAGE..."
    for name in arguments:
        path = Path(name)
        page = with_tables(path.read_text(encoding="utf-8"))
        path.write_text(page, encoding="utf-8", newline="\n")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
