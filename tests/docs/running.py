"""Runs a page: its commands, its code, its files, in a folder of its own."""

from __future__ import annotations

import re
import shlex
import shutil
import socket
import sys
import tomllib
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from arazzo_codegen.cli.settings import read_settings

from .in_process import InProcess, no_network, undisturbed
from .pages import (
    OUTPUT,
    ROOT,
    Block,
    Command,
    Mark,
    commands_of,
    contains,
    matches,
    parse_page,
)
from .terminal import Finished, Terminal

Shortcut: TypeAlias = Callable[
    [InProcess, str, Path, Mapping[str, str]], Finished | None
]
"""What runs a command, in a folder and with variables, in place of the terminal; None
for one that the terminal is to run."""


class WrongPageError(AssertionError):
    """The page does not say what happens."""


def run_page(
    text: str, folder: Path, environment: Mapping[str, str], shortcut: Shortcut
) -> None:
    """Run a page in an empty folder.

    Args:
        text: The page.
        folder: Where its commands start.
        environment: The variables of its terminal.
        shortcut: What runs a command in place of the terminal.

    Raises:
        WrongPageError: Something of it does not happen as shown; with the line.
    """
    parts = parse_page(_with_free_port(text))
    with ExitStack() as stack:
        stack.enter_context(undisturbed())
        stack.enter_context(no_network())
        terminal = Terminal(folder, environment)
        stack.callback(terminal.close)
        page = _Page(folder, terminal, shortcut, stack)
        for part in parts:
            try:
                page.take(part)
            except WrongPageError as error:
                raise WrongPageError(f"line {part.line}: {error}") from None


def _with_free_port(text: str) -> str:
    """A page whose server listens where nothing else does: each port that it names on
    loopback is replaced by a free one."""
    for port in sorted(set(re.findall(r"(?:127\.0\.0\.1|localhost):(\d+)", text))):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            text = re.sub(rf"\b{port}\b", str(free.getsockname()[1]), text)
    return text


class _Page:
    def __init__(
        self, folder: Path, terminal: Terminal, shortcut: Shortcut, cleanup: ExitStack
    ) -> None:
        self._start = folder
        self._terminal = terminal
        self._shortcut = shortcut
        self._python = InProcess()
        self._python.names["cleanup"] = cleanup
        self._written: set[Path] = set()
        self._printed = [""]

    @property
    def _folder(self) -> Path:
        return self._terminal.folder()

    def take(self, part: Block | Mark) -> None:
        if isinstance(part, Mark):
            self._prepare(part)
        elif part.not_run is not None:
            return
        elif part.language == "console":
            for command in commands_of(part):
                last = command == commands_of(part)[-1]
                self._command(command, part.status if last else 0)
        elif part.language == "diff":
            self._edit(part)
        elif part.title == OUTPUT:
            _compare(part.text, self._printed[-1])
        elif part.title is not None:
            self._file(part)
        elif part.language == "python":
            self._code(part.text, f"line {part.line}")
        elif part.language == "text":
            if not contains("".join(self._printed), part.text):
                raise WrongPageError(f"nothing printed this:\n{part.text}")
        else:
            self._excerpt(part)

    def _prepare(self, mark: Mark) -> None:
        if mark.name == "setup":
            self._code(mark.text, f"setup in line {mark.line}")
            return
        name, _, other = mark.text.partition(" as ")
        source, target = ROOT / name, self._start / (other or name)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(
                source, target, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copyfile(source, target)

    def _command(self, command: Command, status: int) -> None:
        finished = self._shortcut(
            self._python,
            command.words,
            self._folder,
            self._terminal.variables(),
        ) or self._terminal.run(command.words)
        if command.output is not None and command.words.rstrip().endswith("&"):
            self._terminal.wait_for(command.output)
            finished = Finished(self._terminal.take(), finished.status)
        self._printed.append(finished.output)
        if finished.status != status:
            ended = f"`{command.words}` exits with {finished.status}, not {status}"
            raise WrongPageError(f"{ended}:\n{finished.output}")
        if command.output is not None:
            _compare(command.output, finished.output)

    def _code(self, code: str, place: str) -> None:
        finished = self._python.run(code, place, self._folder)
        self._printed.append(finished.output)
        if finished.status != 0:
            raise WrongPageError(f"the code fails:\n{finished.output}")

    def _file(self, block: Block) -> None:
        path = self._path(block)
        if path.exists() and path not in self._written:
            if not contains(path.read_text(encoding="utf-8"), block.text):
                raise WrongPageError(f"this is not in {block.title}:\n{block.text}")
            return
        if path.exists() and contains(path.read_text(encoding="utf-8"), block.text):
            return
        self._write(path, block.text)
        self._use(path, block.status)

    def _edit(self, block: Block) -> None:
        path = self._path(block)
        text = path.read_text(encoding="utf-8")
        lines = block.text.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if line[0] != "+")
        after = "".join(line[1:] for line in lines if line[0] != "-")
        if text.count(before) != 1:
            raise WrongPageError(f"{block.title} does not hold this once:\n{before}")
        self._write(path, text.replace(before, after))

    def _path(self, block: Block) -> Path:
        assert block.title is not None
        path = self._folder / block.title
        if not path.resolve().is_relative_to(self._start.parent.resolve()):
            raise WrongPageError(f"{block.title} is not in the folder of the page")
        return path

    def _write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self._written.add(path)

    def _use(self, path: Path, status: int) -> None:
        """Use a file as what its name says that it is; settings that are shown as wrong
        have to be wrong."""
        text = path.read_text(encoding="utf-8")
        if path.name == "pyproject.toml":
            tomllib.loads(text)
            faults = read_settings(path.parent)[1]
            if bool(faults) != bool(status):
                raise WrongPageError("; ".join(fault.message for fault in faults))
        elif ".github/workflows" in path.as_posix():
            for command in commands_of_workflow(text):
                self._command(Command(command, None, 0), 0)
        elif path.name == ".pre-commit-config.yaml":
            for command in commands_of_hooks(text):
                self._command(Command(command, None, 0), 0)
        elif path.suffix in (".yml", ".yaml", ".json"):
            yaml.safe_load(text)

    def _excerpt(self, block: Block) -> None:
        for path in sorted(self._start.rglob("*")):
            if path.suffix in (".yml", ".yaml", ".json", ".toml") and path.is_file():
                if contains(path.read_text(encoding="utf-8"), block.text):
                    return
        raise WrongPageError(f"no file of the page holds this:\n{block.text}")


def _compare(shown: str, printed: str) -> None:
    if not matches(shown, printed):
        raise WrongPageError(
            f"the page shows:\n{shown}\nbut this is printed:\n{printed}"
        )


def commands_of_workflow(text: str) -> list[str]:
    jobs: dict[str, Any] = yaml.safe_load(text)["jobs"]
    steps = [step for job in jobs.values() for step in job["steps"]]
    return [line for step in steps for line in step.get("run", "").splitlines()]


def commands_of_hooks(text: str) -> list[str]:
    """The commands that pre-commit makes of a configuration and this repository's hooks."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    known = {hook["id"]: hook for hook in hooks}
    named = [
        hook
        for repository in yaml.safe_load(text)["repos"]
        for hook in repository["hooks"]
        if hook["id"].startswith("arazzo-codegen")
    ]
    return [command_of_hook(known[hook["id"]] | hook) for hook in named]


def command_of_hook(hook: Mapping[str, Any]) -> str:
    return f"{hook['entry']} {shlex.join(hook['args'])}"


def environment(home: Path, python: Path = Path(sys.executable)) -> dict[str, str]:
    """The variables of a new terminal of a user, with an interpreter's commands on the
    path, and without the network for the interpreter."""
    guard = home / "guard"
    guard.mkdir(parents=True)
    code = (Path(__file__).parent / "guard.py").read_text(encoding="utf-8")
    (guard / "sitecustomize.py").write_text(code, encoding="utf-8")
    return {
        "HOME": str(home),
        "PATH": f"{python.parent}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(guard),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "COLUMNS": "88",
        "XDG_CACHE_HOME": str(home / "cache"),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        **{f"GIT_{who}_NAME": "A reader" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "reader@example.com" for who in ("AUTHOR", "COMMITTER")},
    }
