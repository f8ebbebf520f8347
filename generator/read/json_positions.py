"""Where the values of a JSON text stand, by a small scanner of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from .positions import Lines, Spot, SpotIndex

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+|"', re.DOTALL)


def json_tokens(text: str) -> Iterator[re.Match[str]]:
    """The strings, punctuation marks, numbers and words of a JSON text, in order."""
    return _TOKEN.finditer(text)


def json_string(token: str) -> str:
    """What a string token of a well-formed JSON text says."""
    return str(json.loads(token)) if "\\" in token else token[1:-1]


def index_json(text: str, lines: Lines) -> SpotIndex:
    """The positions in a JSON text that was read before without a fault."""
    tokens = json_tokens(text)
    first = next(tokens, None)
    root = Spot(0, 0) if first is None else _spot(first, None, tokens)
    return SpotIndex(root, lines)


def _spot(
    token: re.Match[str], key: int | None, tokens: Iterator[re.Match[str]]
) -> Spot:
    start = token.start()
    spot = Spot(start, start if key is None else key)
    if token[0] == "{":
        spot.children = _members(tokens)
    elif token[0] == "[":
        spot.children = _items(tokens)
    return spot


def _members(tokens: Iterator[re.Match[str]]) -> dict[str | int, Spot]:
    members: dict[str | int, Spot] = {}
    for token in tokens:
        if token[0] == "}":
            break
        if token[0] != ",":
            next(tokens)
            value = _spot(next(tokens), token.start(), tokens)
            members[json_string(token[0])] = value
    return members


def _items(tokens: Iterator[re.Match[str]]) -> dict[str | int, Spot]:
    items: dict[str | int, Spot] = {}
    for token in tokens:
        if token[0] == "]":
            break
        if token[0] != ",":
            items[len(items)] = _spot(token, None, tokens)
    return items
