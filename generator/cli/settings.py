"""Settings from `[tool.arazzo-codegen]` of pyproject.toml."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ..compilation import Layout
from ..diagnostics.model import Diagnostic, Severity, TextPlace
from ..diagnostics.rules import files as rules
from ..read.document import Position
from ..read.remote_access import is_url
from .codes import (
    CodeFault,
    check_ignored,
    check_selected,
    check_severity,
    split_codes,
)
from .options import Asynchronous

_TABLE: Final = "tool.arazzo-codegen"
SETTINGS: Final = {
    "out": "The output folder, as `--out`.",
    "tests": "The folder of tests, as `--tests`.",
    "layout": '`"flat"` or `"document"`, as `--layout`.',
    "async": '`"only"`, `"both"` or `"no"`, as `--async`.',
    "parallel": "`true` or `false`, as `--parallel`.",
    "allow-remote": "`true` or `false`, as `--allow-remote`. Hosts with private addresses "
    "are named on the command line alone, by `--allow-host`.",
    "strict": "`true` or `false`, as `--strict`.",
    "select": "A list of codes or of their beginnings, as `--select`.",
    "ignore": "A list of codes or of their beginnings, as `--ignore`.",
    "severity": 'A table: to each code `"error"`, `"warning"` or `"off"`.',
    "source": "A table: to the name of each source description the path or URL that is read "
    "in its place, as `--source`.",
}
"""What may stand in the table of pyproject.toml, and what each means, in Markdown."""

_LAYOUTS: Final[dict[str, Layout]] = {"flat": "flat", "document": "document"}
_FLAVOURS: Final[dict[str, Asynchronous]] = {
    "only": "only",
    "both": "both",
    "no": "no",
}
_FOLDERS: Final = {"out": "generated", "tests": "tests/workflows"}
_AT_LINE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True)
class Settings:
    """What pyproject.toml says; None where it says nothing.

    Attributes:
        out, tests: The output folder and that of tests, relative to the current folder.
        layout, parallel, strict, allow_remote: As the options of the same names.
        flavour: As the option --async.
        sources: Replacements of source descriptions: name, and path or URL.
        select, ignore: Codes, or beginnings of codes, as the options of these names.
        severities: The severities that single codes are given.
        off: Codes that are given the severity "off".
    """

    out: str | None = None
    layout: Layout | None = None
    flavour: Asynchronous | None = None
    parallel: bool | None = None
    strict: bool | None = None
    sources: tuple[tuple[str, str], ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()
    off: tuple[str, ...] = ()
    tests: str | None = None
    allow_remote: bool | None = None


def read_settings(folder: Path) -> tuple[Settings, list[Diagnostic]]:
    """The settings of the pyproject.toml in a folder or the nearest one above it.

    Returns:
        The settings, and what is wrong with them.
    """
    for place in (folder, *folder.parents):
        path = place / "pyproject.toml"
        if path.is_file():
            return _Reader(path, _relative(path, folder)).read(folder)
    return Settings(), []


def _relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


@dataclass
class _Reader:
    path: Path
    name: str
    text: str = ""
    faults: list[Diagnostic] = field(default_factory=list)

    def read(self, folder: Path) -> tuple[Settings, list[Diagnostic]]:
        table = self._table()
        for key in table:
            if key not in SETTINGS:
                near = difflib.get_close_matches(key, SETTINGS, n=1)
                hint = f"did you mean {near[0]!r}?" if near else _known_names()
                self._note(f"unknown setting {key!r}", key, hint)
        severities = self._severities(table.get("severity", {}))
        settings = Settings(
            out=self._path("out", table.get("out"), folder),
            layout=self._layout(table.get("layout")),
            flavour=self._flavour(table.get("async")),
            parallel=self._switch("parallel", table.get("parallel")),
            strict=self._switch("strict", table.get("strict")),
            sources=self._sources(table.get("source", {}), folder),
            select=self._codes("select", table.get("select", []), check_selected),
            ignore=self._codes("ignore", table.get("ignore", []), check_ignored),
            severities=tuple(
                (code, Severity(word)) for code, word in severities if word != "off"
            ),
            off=tuple(code for code, word in severities if word == "off"),
            tests=self._path("tests", table.get("tests"), folder),
            allow_remote=self._switch("allow-remote", table.get("allow-remote")),
        )
        return settings, self.faults

    def _table(self) -> dict[str, Any]:
        try:
            self.text = self.path.read_bytes().decode("utf-8")
            content = tomllib.loads(self.text.replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError as error:
            self._note_syntax(str(error))
            return {}
        except UnicodeDecodeError:
            self._note("the file is not UTF-8", None, "save it as UTF-8")
            return {}
        except (ValueError, RecursionError):
            # Numbers of more digits, and deeper lists, than Python reads.
            hint = "shorten its numbers, and flatten its lists and tables"
            self._note("the file cannot be read: it holds too much", None, hint)
            return {}
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            self._note(f"the file cannot be read: {reason}", None, None)
            return {}
        table = content.get("tool", {})
        table = table.get("arazzo-codegen", {}) if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            self._note(f"{_TABLE} has to be a table", None, f"write [{_TABLE}]")
            return {}
        return table

    def _path(self, key: str, value: object, folder: Path) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str) or not value:
            hint = f'for example {key} = "{_FOLDERS[key]}"'
            self._note(f"{key!r} has to be a path", key, hint)
            return None
        return _relative(self.path.parent / value, folder)

    def _layout(self, value: object) -> Layout | None:
        if value is None:
            return None
        if isinstance(value, str) and value in _LAYOUTS:
            return _LAYOUTS[value]
        hint = 'write layout = "flat" or layout = "document"'
        self._note('\'layout\' has to be "flat" or "document"', "layout", hint)
        return None

    def _flavour(self, value: object) -> Asynchronous | None:
        if value is None:
            return None
        if isinstance(value, str) and value in _FLAVOURS:
            return _FLAVOURS[value]
        hint = 'write async = "only", async = "both" or async = "no"'
        self._note('\'async\' has to be "only", "both" or "no"', "async", hint)
        return None

    def _switch(self, key: str, value: object) -> bool | None:
        if value is None or isinstance(value, bool):
            return value
        hint = f"write {key} = true or {key} = false"
        self._note(f"{key!r} has to be true or false", key, hint)
        return None

    def _sources(self, value: object, folder: Path) -> tuple[tuple[str, str], ...]:
        if not isinstance(value, dict):
            hint = f"write [{_TABLE}.source] with a line NAME = PATH_OR_URL a source"
            self._note("'source' has to be a table", "source", hint)
            return ()
        found: list[tuple[str, str]] = []
        for name, target in value.items():
            if not isinstance(target, str) or not target:
                hint = f'for example {name} = "vendor/{name}.yml"'
                self._note(f"the source {name!r} has to be a path or URL", name, hint)
            elif is_url(target):
                found.append((name, target))
            else:
                found.append((name, _relative(self.path.parent / target, folder)))
        return tuple(found)

    def _codes(
        self, key: str, value: object, check: Callable[[str], CodeFault | None]
    ) -> tuple[str, ...]:
        words = _strings(value)
        if words is None:
            hint = f'for example {key} = ["AZ511"]'
            self._note(f"{key!r} has to be a list of codes", key, hint)
            return ()
        codes = split_codes(words)
        faults = [fault for code in codes if (fault := check(code))]
        for fault in faults:
            self._note(f"{key}: {fault.message}", key, fault.hint)
        return () if faults else codes

    def _severities(self, value: object) -> list[tuple[str, str]]:
        if not isinstance(value, dict):
            hint = f'write [{_TABLE}.severity] with a line CODE = "error" a code'
            self._note("'severity' has to be a table", "severity", hint)
            return []
        found: list[tuple[str, str]] = []
        for code, word in value.items():
            fault = check_severity(code, word)
            if fault is None:
                found.append((code, word))
            else:
                self._note(fault.message, code, fault.hint)
        return found

    def _note_syntax(self, reason: str) -> None:
        place = _AT_LINE.search(reason)
        position = Position(int(place[1]), int(place[2])) if place else Position(1, 1)
        message = f"the file is no TOML: {_AT_LINE.sub('', reason).strip().lower()}"
        self._note_at(message, position, "correct the syntax")

    def _note(self, message: str, key: str | None, hint: str | None) -> None:
        self._note_at(message, self._find(key), hint)

    def _note_at(self, message: str, position: Position, hint: str | None) -> None:
        lines = self.text.splitlines()
        line = lines[position.line - 1] if position.line <= len(lines) else None
        place = TextPlace(self.name, position, line)
        self.faults.append(Diagnostic(rules.WRONG_SETTING, message, place, hint))

    def _find(self, key: str | None) -> Position:
        """Where a setting stands; the head of the table where it is written unusually.
        The TOML reader of the standard library does not say."""
        table, head = "", Position(1, 1)
        for number, line in enumerate(self.text.splitlines(), 1):
            header = re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line)
            if header:
                table = header[1].replace('"', "")
                if table == _TABLE:
                    head = Position(number, 1)
                if key is not None and table == f"{_TABLE}.{key}":
                    return Position(number, 1)
            elif key is not None and table.startswith(_TABLE):
                entry = re.match(rf"(\s*)[\"']?{re.escape(key)}[\"']?\s*[=.]", line)
                if entry:
                    return Position(number, len(entry[1]) + 1)
        return head


def _strings(value: object) -> list[str] | None:
    """The items of a list of strings, or None for anything else."""
    if not isinstance(value, list):
        return None
    found = [item for item in value if isinstance(item, str)]
    return found if len(found) == len(value) else None


def _known_names() -> str:
    return f"the settings are {', '.join(sorted(SETTINGS))}"
