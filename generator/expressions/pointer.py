"""JSON pointers (RFC 6901) as text and as tokens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Tokens

_POINTER = re.compile(r"(?:/(?:[^/~]|~[01])*)*")


def split_pointer(text: str) -> Tokens | None:
    """The tokens of a JSON pointer such as `/a~1b/0`; None if the text is none."""
    if _POINTER.fullmatch(text) is None:
        return None
    return tuple(
        token.replace("~1", "/").replace("~0", "~") for token in text.split("/")[1:]
    )


def format_pointer(tokens: Tokens) -> str:
    """The text of a JSON pointer: `/a~1b/0`; empty for no tokens."""
    return "".join(
        "/" + token.replace("~", "~0").replace("/", "~1") for token in tokens
    )
