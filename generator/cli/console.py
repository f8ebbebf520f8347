"""Standard output and standard error."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

import click


def use_utf8() -> None:
    """Let both streams speak UTF-8, whatever the locale says; what that has no
    spelling for is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def write_out(text: str) -> None:
    """Write to standard output. When nobody reads it any more, write to nowhere.

    Raises:
        click.ClickException: It cannot be written, because the disk is full perhaps.
    """
    try:
        _write(sys.stdout, text)
    except OSError as error:
        _silence(sys.stdout)
        reason = (error.strerror or str(error)).lower()
        message = f"standard output cannot be written: {reason}"
        raise click.ClickException(message) from error


def write_error(text: str) -> None:
    """Write to standard error; to nowhere when that is not possible."""
    try:
        _write(sys.stderr, text)
    except OSError:
        _silence(sys.stderr)


def shows_colour(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal whose user did not refuse colours."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)


def is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _write(stream: TextIO | None, text: str) -> None:
    # None where the process was started with the stream closed.
    if stream is None or stream.closed:
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        _silence(stream)


def _silence(stream: TextIO) -> None:
    """Lead a stream nowhere, so that the interpreter can flush it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, stream.fileno())
    except OSError:
        return
    finally:
        os.close(nowhere)
