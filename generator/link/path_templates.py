"""Path templates that say more of a variable than its name.

OpenAPI has the name alone; frameworks that documents are made with write a pattern
beside it, or a mark for a value of several segments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .openapi_model import OperationParameter

_VARIABLE = re.compile(r"\{((?:[^{}]|\{[^{}]*\})+)\}")
_PARTS = re.compile(r"\s*([^\s:=*+]+)\s*([*+]|[:=].+)?\s*", re.DOTALL)
_SEVERAL = ("*", "+", ":path", ":.*", ":.+", "=**")


def plain_template(template: str, parameters: Iterable[OperationParameter]) -> str:
    """The template with `{name}` for `{ name }`, `{name:pattern}` and `{name=*}`, and
    `{+name}` for `{name+}`, `{name*}` and `{name=a/**}`.

    A variable is left as it is if it names a path parameter as it is, or names none
    without what is beside the name.
    """
    names = {parameter.name for parameter in parameters if parameter.location == "path"}

    def plain(found: re.Match[str]) -> str:
        inner = found[1]
        parts = _PARTS.fullmatch(inner)
        if inner.removeprefix("+") in names or not parts or parts[1] not in names:
            return found[0]
        beside = parts[2] or ""
        several = beside in _SEVERAL or (beside[:1] == "=" and "/" in beside)
        return f"{{{'+' if several else ''}{parts[1]}}}"

    return _VARIABLE.sub(plain, template)
