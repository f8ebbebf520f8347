"""The methods of the `_Step` class in generated modules, and what each needs.

A method is one template `templates/step/<name>.jinja`. A module's class holds only
the methods that its step functions call, in the order of `STEP_METHODS`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class StepMethod:
    """A method that step functions call as `step.<name>(…)`.

    Attributes:
        modules, names, helpers: As those of `Helper`.
        methods: Other methods it calls.
    """

    name: str
    modules: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    helpers: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()


_ANY = ("typing", "Any")
_MAPPING = ("collections.abc", "Mapping")

STEP_METHODS: tuple[StepMethod, ...] = (
    StepMethod("send", methods=("error",)),
    StepMethod("require", methods=("error",)),
    StepMethod("body", names=(_ANY,), methods=("error",)),
    StepMethod("body_if_json", names=(_ANY,), helpers=("_ABSENT",)),
    StepMethod("content", names=(_ANY,), methods=("body",)),
    StepMethod(
        "content_if_any",
        names=(_ANY,),
        helpers=("_ABSENT",),
        methods=("body_if_json",),
    ),
    StepMethod("header", names=(_ANY,), helpers=("_ABSENT",)),
    StepMethod("status"),
    StepMethod("sent_url", names=(_ANY,), helpers=("_ABSENT",)),
    StepMethod("sent_header", names=(_ANY,), helpers=("_ABSENT",)),
    StepMethod("sent_query", names=(_ANY,), helpers=("_ABSENT",)),
    StepMethod("sent_body", modules=("json",), names=(_ANY,), helpers=("_ABSENT",)),
    StepMethod(
        "outputs",
        names=(("pydantic", "ValidationError"),),
        helpers=("_ABSENT", "_Outputs"),
        methods=("error",),
    ),
    StepMethod(
        "path",
        names=(("urllib.parse", "quote"),),
        helpers=("_ABSENT", "_text"),
        methods=("error",),
    ),
    StepMethod(
        "headers",
        names=(_MAPPING,),
        helpers=("_ABSENT", "_text"),
        methods=("error",),
    ),
    StepMethod(
        "cookie",
        names=(_MAPPING,),
        helpers=("_ABSENT", "_text"),
        methods=("error",),
    ),
    StepMethod("text", helpers=("_ABSENT", "_text"), methods=("error",)),
    StepMethod("given", names=(_ANY,), helpers=("_ABSENT",), methods=("error",)),
    StepMethod("error"),
)

BY_NAME = {method.name: method for method in STEP_METHODS}

SEND_OPTIONS: dict[str, StepMethod] = {
    "params": StepMethod("params", names=(_MAPPING,), helpers=("_query",)),
    "headers": StepMethod("headers"),
    "json": StepMethod("json"),
    "content": StepMethod("content"),
    "files": StepMethod("files"),
    "timeout": StepMethod("timeout"),
}
"""What a step may say to `send` beyond the path, in the order of its signature."""


def with_required(names: Iterable[str]) -> tuple[StepMethod, ...]:
    """These methods and all that they call, in the order the class holds them."""
    needed: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting.extend(BY_NAME[name].methods)
    return tuple(method for method in STEP_METHODS if method.name in needed)
