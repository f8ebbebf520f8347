"""A terminal in which the commands of a page are run, one after the other."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SECONDS: Final = 120.0
_END: Final = "~~end of the command~~"


@dataclass(frozen=True)
class Finished:
    """What a command printed, on both streams, and how it ended."""

    output: str
    status: int


class Terminal:
    """A bash that lives as long as the page: folder, variables and jobs stay."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._unread = ""

    def run(self, command: str) -> Finished:
        """Run a command to its end; one that ends with `&` is left running."""
        self._write(f"{command}\nprintf '\\n{_END} %d\\n' $?\n")
        self.wait_for(f"\n{_END} ")
        output, _, rest = self._unread.partition(f"\n{_END} ")
        while "\n" not in rest:
            rest += self._read(time.monotonic() + _SECONDS)
        status, _, self._unread = rest.partition("\n")
        return Finished(output, int(status))

    def folder(self) -> Path:
        return Path(self.run("pwd").output.strip())

    def variables(self) -> dict[str, str]:
        pairs = self.run("env --null | tr '\\0' '\\001'").output.split("\x01")
        return dict(pair.split("=", 1) for pair in pairs if "=" in pair)

    def wait_for(self, text: str) -> str:
        """What has been printed, as soon as a text is in it.

        Raises:
            TimeoutError: It did not come.
        """
        end = time.monotonic() + _SECONDS
        while text not in self._unread:
            self._unread += self._read(end)
        return self._unread

    def take(self) -> str:
        """What has been printed and not been read yet."""
        text, self._unread = self._unread, ""
        return text

    def close(self) -> None:
        """End the terminal and what it left running."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()

    def _write(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text.encode())
        self._process.stdin.flush()

    def _read(self, end: float) -> str:
        assert self._process.stdout is not None
        descriptor = self._process.stdout.fileno()
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, selectors.EVENT_READ)
            if not selector.select(end - time.monotonic()):
                raise TimeoutError(f"no more came than: {self._unread!r}")
        read = os.read(descriptor, 65536)
        if not read:
            raise EOFError(f"the terminal has ended; it printed: {self._unread!r}")
        return read.decode(errors="replace")
