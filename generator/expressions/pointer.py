"""JSON pointers (RFC 6901) as text and as tokens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Tokens

_POINTER = re.compile(r"(?:/(?:[^/~]|~[01])*)*")
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


def split_pointer(text: str) -> Tokens | None:
    """The tokens of a JSON pointer such as `/a~1b/0`; None if the text is none."""
    if _POINTER.fullmatch(text) is None:
        return None
    return tuple(
        token.replace("~1", "/").replace("~0", "~") for token in text.split("/")[1:]
    )


def array_index(token: str) -> int | None:
    """The index that a token is of an array (RFC 6901, section 4); None if it is none,
    or has more digits than that of any array."""
    return int(token) if _INDEX.fullmatch(token) else None


def name_or_index(token: str) -> str | int:
    """A token: as a number where it can be an index, else as it is."""
    index = array_index(token)
    return token if index is None else index


def format_pointer(tokens: Tokens) -> str:
    """The text of a JSON pointer: `/a~1b/0`; empty for no tokens."""
    return "".join(
        "/" + token.replace("~", "~0").replace("/", "~1") for token in tokens
    )
