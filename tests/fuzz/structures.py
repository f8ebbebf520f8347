"""Documents of another structure: somewhere a value is missing, is of another kind, or
stands where another one should."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any, TypeAlias

from arazzo_codegen.read.document import JsonValue

from .positions import Documents

Path: TypeAlias = tuple[str | int, ...]

_OTHERS: tuple[JsonValue, ...] = (
    None, True, False, 0, -1, 1.5, 2**70, 1e300, "", "a", "$inputs.a", "x" * 5000, [], {},
    [None], [[]], [{}], {"a": None}, {"type": "object"}, {"$ref": "#/a"}, {"$ref": 1},
    {"reference": "$components.parameters.a"},
)  # fmt: skip
_NAMES = (
    "$ref", "a", "additionalProperties", "allOf", "const", "content", "criteria",
    "default", "enum", "explode", "format", "in", "items", "name", "nullable", "oneOf",
    "operationId", "properties", "reference", "required", "schema", "stepId", "style",
    "type", "value", "workflowId", "x-a",
)  # fmt: skip


def restructured(documents: Documents, chance: random.Random) -> Documents:
    """Documents with one to three changes, mostly of those of Arazzo."""
    changed: dict[str, Any] = copy.deepcopy(dict(documents))
    arazzo = [name for name in changed if "arazzo" in name]
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        name = chance.choice([*arazzo, *arazzo, *changed])
        _change(changed[name], chance)
    return changed


def _change(document: JsonValue, chance: random.Random) -> None:
    paths = list(_paths(document, ()))
    if not paths:
        return
    path = chance.choice(paths)
    parent, key = _at(document, path[:-1]), path[-1]
    other = copy.deepcopy(_at(document, chance.choice(paths)))
    match chance.randrange(6):
        case 0:
            del parent[key]
        case 1:
            parent[key] = chance.choice(_OTHERS)
        case 2:
            parent[key] = other
        case 3 if isinstance(key, int):
            parent.insert(key, chance.choice((other, copy.deepcopy(parent[key]))))
        case 3:
            parent[chance.choice(_NAMES)] = chance.choice((other, *_OTHERS))
        case 4:
            parent[key] = [parent[key]]
        case _:
            parent[key] = {"a": parent[key]}


def _paths(value: JsonValue, path: Path) -> Iterator[Path]:
    """Where each value inside another one is."""
    members: list[tuple[str | int, JsonValue]] = []
    if isinstance(value, dict):
        members = [*value.items()]
    if isinstance(value, list):
        members = [*enumerate(value)]
    for key, member in members:
        yield (*path, key)
        yield from _paths(member, (*path, key))


def _at(document: Any, path: Path) -> Any:
    for key in path:
        document = document[key]
    return document
