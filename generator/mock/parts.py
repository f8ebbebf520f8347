"""Parts of values: at JSON pointers, and what selectors find."""

from __future__ import annotations

from typing import Any

import jsonpath_rfc9535

from ..expressions.model import Tokens
from ..expressions.pointer import array_index, split_pointer
from ..read.document import JsonValue
from .values import NOTHING, MaybeValue


class UnknownSelectorError(Exception):
    """A selector of a kind, or of a form, that is not known here."""


def child_of(value: MaybeValue, token: str) -> MaybeValue:
    """A member or an item of a value, or NOTHING."""
    if isinstance(value, dict):
        return value.get(token, NOTHING)
    index = array_index(token)
    if isinstance(value, list) and index is not None and index < len(value):
        return value[index]
    return NOTHING


def at_pointer(value: MaybeValue, pointer: Tokens) -> MaybeValue:
    """What a value has at a pointer, or NOTHING."""
    for token in pointer:
        value = child_of(value, token)
    return value


def selected(value: JsonValue, selector: str, kind: str) -> MaybeValue:
    """What a selector finds: a value, a list of several ones, or NOTHING.

    Raises:
        UnknownSelectorError: It is none of JSONPath or of JSON pointers.
    """
    if kind == "jsonpointer":
        tokens = split_pointer(selector)
        if tokens is None:
            raise UnknownSelectorError
        return at_pointer(value, tokens)
    if kind != "jsonpath":
        raise UnknownSelectorError
    try:
        nodes: Any = jsonpath_rfc9535.find(selector, value).values()
    except jsonpath_rfc9535.JSONPathError as error:
        raise UnknownSelectorError from error
    found: list[JsonValue] = nodes
    return found[0] if len(found) == 1 else (found or NOTHING)
