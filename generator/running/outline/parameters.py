"""Parameters as they stand in a URL, by their styles ("Style Values" of OpenAPI)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from ...link.openapi_model import OperationParameter
from .values import Later, Outlined, text_of

_LATER = re.compile(r"\{\$[^{}]*\}")
_DELIMITERS = {"spaceDelimited": "%20", "pipeDelimited": "%7C", "tabDelimited": "%09"}


def encoded(text: str, safe: str = "") -> str:
    """A text percent-encoded; expressions in braces stay readable."""
    pieces: list[str] = []
    end = 0
    for later in _LATER.finditer(text):
        pieces += [quote(text[end : later.start()], safe=safe), later[0]]
        end = later.end()
    return "".join((*pieces, quote(text[end:], safe=safe)))


def in_path(
    name: str, value: Outlined, declared: OperationParameter | None, reserved: bool
) -> str:
    """What stands in a path for a variable."""
    style = declared.style if declared is not None else "simple"
    explode = declared is not None and declared.explode
    safe = ":/?#[]@!$&'()*+,;=" if reserved else ""
    if not isinstance(value, dict | list):
        prefix = {"label": ".", "matrix": f";{name}="}.get(style, "")
        return prefix + encoded(text_of(value), safe)
    parts = list(_parts(value, explode))
    if style == "label":
        return "." + ("." if explode else ",").join(parts)
    if style == "matrix" and explode:
        start = f";{name}=" if isinstance(value, list) else ";"
        return "".join(start + part for part in parts)
    return (f";{name}=" if style == "matrix" else "") + ",".join(parts)


def in_query(
    name: str, value: Outlined, declared: OperationParameter | None
) -> Iterator[str]:
    """The pairs of a query, or of a cookie, for a parameter."""
    content = declared.content if declared is not None else None
    if content is not None or not isinstance(value, dict | list):
        yield f"{encoded(name)}={encoded(text_of(value), _safe(declared))}"
    elif declared is not None and declared.style == "deepObject":
        for key, member in value.items() if isinstance(value, dict) else ():
            yield f"{encoded(name)}[{encoded(key)}]={encoded(text_of(member))}"
    elif declared is None or declared.explode:
        yield from _pairs(name, value)
    else:
        between = _DELIMITERS.get(declared.style, ",")
        yield f"{encoded(name)}={between.join(_parts(value, False))}"


def in_header(value: Outlined, declared: OperationParameter | None) -> str:
    """The value of a header field."""
    if isinstance(value, dict | list) and (declared is None or not declared.content):
        explode = declared is not None and declared.explode
        return ",".join(_parts(value, explode, plain=True))
    return text_of(value)


def _safe(declared: OperationParameter | None) -> str:
    reserved = declared is not None and declared.allow_reserved
    return ":/?[]@!$'()*+,;=" if reserved else ""


def _pairs(name: str, value: Outlined) -> Iterator[str]:
    """A pair for each item, or for each member."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield f"{encoded(key)}={encoded(text_of(member))}"
    elif isinstance(value, list):
        for item in value:
            if item is not None:
                yield f"{encoded(name)}={encoded(text_of(item))}"


def _parts(value: Outlined, explode: bool, plain: bool = False) -> Iterator[str]:
    def spelled(one: Outlined) -> str:
        return text_of(one) if plain else encoded(text_of(one))

    if isinstance(value, dict):
        for key, member in value.items():
            if explode:
                yield f"{spelled(key)}={spelled(member)}"
            else:
                yield from (spelled(key), spelled(member))
    elif isinstance(value, list):
        for item in value:
            yield spelled(item)
    elif isinstance(value, Later):
        yield value.text
