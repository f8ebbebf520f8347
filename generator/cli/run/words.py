"""Inputs as the command line and files give them: `-i` and `--input-file`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ...diagnostics.model import Diagnostic
from ...diagnostics.printable import printable
from ...diagnostics.rules.running import WRONG_INPUT
from ...read.document import Document, JsonValue
from ...read.parsing import parse_document
from ...read.text_error import MAX_BYTES


@dataclass(frozen=True)
class Word:
    """A value of an input, as it was given.

    Attributes:
        form: `text`: to be read as the schema says; `json`: as JSON, whatever it says.
    """

    name: str
    text: str
    form: Literal["text", "json"]


def split_words(words: Iterable[str]) -> tuple[list[Word], list[Diagnostic]]:
    """The values of `-i name=value`, `name=@file` and `name:=json`, and what is wrong
    with them."""
    found: list[Word] = []
    faults: list[Diagnostic] = []
    for word in words:
        name, equals, text = word.partition("=")
        is_json = name.endswith(":")
        name = name.removesuffix(":") if is_json else name
        if not equals or not name:
            shown = printable(word.partition("=")[0])
            hint = (
                "write -i name=value, name=@file for the text of a file, or name:=json"
            )
            faults.append(fault(f"-i {shown!r} has no name or no value", hint))
        elif text.startswith("@") and not is_json:
            content = _content(name, text[1:])
            if isinstance(content, Diagnostic):
                faults.append(content)
            else:
                found.append(Word(name, content, "text"))
        else:
            found.append(Word(name, text, "json" if is_json else "text"))
    return found, faults


def _content(name: str, path: str) -> str | Diagnostic:
    """The text of a file, without the line end that editors add."""
    hint = f"for a text that begins with @, write -i '{name}:=\"@…\"'"
    data = _read(path)
    if isinstance(data, str):
        return fault(f"the input {name!r} cannot be read from {path!r}: {data}", hint)
    try:
        return data.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        return fault(f"the input {name!r} in {path!r} is not UTF-8", "save it as UTF-8")


def read_input_file(path: str) -> dict[str, JsonValue] | Diagnostic:
    """The inputs in a YAML or JSON file; `-` is standard input."""
    name = "standard input" if path == "-" else path
    data = _read(path)
    if isinstance(data, str):
        hint = "give a YAML or JSON file, or - for standard input"
        return fault(f"the inputs cannot be read from {name!r}: {data}", hint)
    parsed = parse_document(Path(path), name, data)
    if isinstance(parsed, Diagnostic):
        return parsed
    if not isinstance(parsed.value, dict):
        return _not_an_object(parsed)
    return parsed.value


def _not_an_object(document: Document) -> Diagnostic:
    message = "a file of inputs is an object: a member for each input"
    return Diagnostic(
        WRONG_INPUT, message, document.root.place, "write name: value on each line"
    )


def _read(path: str) -> bytes | str:
    """The bytes of a file, or why there are none."""
    try:
        if path == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        return (error.strerror or type(error).__name__).lower()
    except ValueError:
        return "it is no path"


def json_value(text: str) -> tuple[JsonValue, bool]:
    """A text read as JSON, and whether it is any; NaN and Infinity are none."""
    try:
        value: JsonValue = json.loads(text, parse_constant=_refuse)
        return value, True
    except (ValueError, RecursionError):
        return None, False


def _refuse(constant: str) -> JsonValue:
    raise ValueError(constant)


def fault(message: str, hint: str | None) -> Diagnostic:
    """What is wrong with an input, without a place."""
    return Diagnostic(WRONG_INPUT, message, None, hint)
