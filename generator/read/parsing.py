"""Bytes to documents: the encoding, the notation, and faults as diagnostics."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Literal

from ..diagnostics.model import Diagnostic, TextPlace
from ..diagnostics.rules import reading as rules
from .document import Document
from .json_reader import read_json
from .positions import Position
from .text_error import MAX_BYTES, TextError
from .yaml_reader import read_yaml

_OTHER_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_WITHOUT_MARK = re.compile(rb"(?:[^\0]\0){2}|(?:\0[^\0]){2}")
"""The first characters of a text in UTF-16 that does not say so."""


def parse_document(
    path: Path, name: str, data: bytes, *, url: str = "", media_type: str = ""
) -> Document | Diagnostic:
    """Read a YAML or JSON document; JSON if its path ends in `.json` or its media type
    says so, else YAML.

    Args:
        path: Where the bytes come from, absolute and resolved.
        name: What users call the file.
        data: All of its bytes.
        url, media_type: Of a document that was fetched.

    Returns:
        The document with any value that JSON can hold, not only an object; or what
        stopped it from being read, at its line and column.
    """
    if len(data) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES // 1024 // 1024} MiB"
        hint = "split it, or take out what no workflow uses"
        return Diagnostic(rules.TOO_LARGE, message, TextPlace(name), hint)
    text = _decode(name, data)
    if isinstance(text, Diagnostic):
        return text
    is_json = path.suffix.lower() == ".json" or media_type.endswith(("/json", "+json"))
    syntax: Literal["yaml", "json"] = "json" if is_json else "yaml"
    try:
        value = read_json(text) if syntax == "json" else read_yaml(text)
    except TextError as fault:
        return fault.diagnostic(name, text)
    return Document(path, name, text, value, syntax, url)


def _decode(name: str, data: bytes) -> str | Diagnostic:
    encodings = (e for mark, e in _OTHER_ENCODINGS if data.startswith(mark))
    encoding = next(encodings, "UTF-16" if _WITHOUT_MARK.match(data) else None)
    if encoding is not None:
        return Diagnostic(
            rules.NOT_UTF8,
            f"the text is {encoding}, not UTF-8",
            TextPlace(name, Position(1, 1)),
            "save it as UTF-8",
        )
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        fault = TextError(
            rules.NOT_UTF8,
            f"the byte 0x{data[error.start]:02x} at this place is not UTF-8",
            len(data[: error.start].decode("utf-8")),
            "save the file as UTF-8",
        )
        return fault.diagnostic(name, data.decode("utf-8", errors="replace"))
