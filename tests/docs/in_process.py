"""Python code and the compiler, run in the process of the test as if in one of its own."""

from __future__ import annotations

import io
import logging
import runpy
import shlex
import socket
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, Final

import pytest

from arazzo_codegen.cli.main import main

from .terminal import Finished

_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


class Output(io.StringIO):
    """A stream that is read bit by bit. A logging handler that holds it goes on."""

    def take(self) -> str:
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text


class InProcess:
    """Runs code of a page.

    Attributes:
        names: The names that the page's Python blocks share.
    """

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self._output = Output()

    def run(self, code: str, place: str, folder: Path) -> Finished:
        """Run a block of Python."""
        compiled = compile(code, place, "exec")
        return self._call(lambda: exec(compiled, self.names), folder, {})

    def command(
        self, command: str, folder: Path, variables: Mapping[str, str]
    ) -> Finished | None:
        """Run `arazzo-codegen ...` or `python FILE ...`; None for any other command."""
        words = shlex.split(command) if not set(command) & set("|&;<>$*`") else [""]
        match words:
            case ["arazzo-codegen", *rest]:
                return self._call(lambda: main(rest), folder, variables)
            case ["python", script, *rest] if script.endswith(".py"):
                return self._call(lambda: _script(script, rest), folder, variables)
        return None

    def _call(
        self, call: Callable[[], object], folder: Path, variables: Mapping[str, str]
    ) -> Finished:
        status = 0
        with (
            pytest.MonkeyPatch.context() as patch,
            redirect_stdout(self._output),
            redirect_stderr(self._output),
        ):
            patch.chdir(folder)
            patch.syspath_prepend(folder)
            patch.setattr(sys, "dont_write_bytecode", True)
            for name, value in variables.items():
                patch.setenv(name, value)
            try:
                call()
            except SystemExit as error:
                status = error.code if isinstance(error.code, int) else 1
            except Exception:
                status = 1
                self._output.write(traceback.format_exc())
        return Finished(self._output.take(), status)


def _script(script: str, arguments: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", [script, *arguments])
        runpy.run_path(script, run_name="__main__")


@contextmanager
def undisturbed() -> Iterator[None]:
    """Modules and logging are afterwards as they were; until then, no module of this
    repository's `generated` is in the way of the page's own."""
    before = dict(sys.modules)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    for name in [name for name in sys.modules if name.split(".")[0] == "generated"]:
        del sys.modules[name]
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        for name in [name for name in sys.modules if name not in before]:
            if not _is_installed(sys.modules[name]):
                del sys.modules[name]
        sys.modules.update(before)


def _is_installed(module: object) -> bool:
    file = getattr(module, "__file__", None)
    return file is None or "site-packages" in file or file.startswith(sys.base_prefix)


@contextmanager
def no_network() -> Iterator[None]:
    """Every connection that would leave the machine fails."""
    connect = socket.socket.connect

    def checked(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in _LOOPBACK:
            raise OSError(f"the documentation connects to {address[0]}")
        connect(self, address)

    def no_lookup(host: Any, *rest: Any, **more: Any) -> Any:
        if host not in _LOOPBACK:
            raise OSError(f"the documentation looks up {host}")
        return lookup(host, *rest, **more)

    lookup = socket.getaddrinfo
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", checked)
        patch.setattr(socket, "getaddrinfo", no_lookup)
        yield
