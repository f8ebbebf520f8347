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
_CHAIN = ("itertools", "chain")

STEP_METHODS: tuple[StepMethod, ...] = (
    StepMethod(
        "send",
        helpers=("_with_body",),
        methods=("error", "log_outcome"),
    ),
    StepMethod("require", methods=("error",)),
    StepMethod("body", names=(_ANY,), methods=("error",)),
    StepMethod("body_if_json", names=(_ANY,), helpers=("_ABSENT",)),
    StepMethod("content", names=(_ANY,), helpers=("_decoded",), methods=("body",)),
    StepMethod(
        "content_if_any",
        names=(_ANY,),
        helpers=("_ABSENT", "_decoded"),
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
        helpers=("_ABSENT", "_encoded", "_text"),
        methods=("error",),
    ),
    StepMethod("path_items", helpers=("_parts",), methods=("error",)),
    StepMethod(
        "reserved_path",
        names=(("urllib.parse", "unquote"),),
        helpers=("_ABSENT", "_reserved"),
        methods=("error",),
    ),
    StepMethod(
        "headers",
        names=(_MAPPING,),
        helpers=("_ABSENT", "_text"),
        methods=("error",),
    ),
    StepMethod(
        "cookies",
        names=(_MAPPING,),
        helpers=("_ABSENT", "_text"),
        methods=("error",),
    ),
    StepMethod("cookie_pairs", methods=("error",)),
    StepMethod("json", modules=("json",), helpers=("_ABSENT",), methods=("error",)),
    StepMethod(
        "read",
        modules=("os",),
        names=(_ANY, ("pathlib", "Path")),
        helpers=("_ABSENT", "_text"),
        methods=("error",),
    ),
    StepMethod(
        "file",
        modules=("os",),
        names=(_ANY, _CHAIN),
        helpers=("_Part",),
        methods=("read",),
    ),
    StepMethod(
        "multipart", names=(_MAPPING,), helpers=("_Part", "_field"), methods=("file",)
    ),
    StepMethod("parsed", modules=("json",), names=(_ANY,), methods=("error",)),
    StepMethod(
        "replace",
        names=(_ANY,),
        helpers=("_given", "_given_items"),
        methods=("error",),
    ),
    StepMethod(
        "replace_found",
        modules=("jsonpath_rfc9535",),
        names=(_ANY,),
        methods=("error", "replace"),
    ),
    StepMethod(
        "xml",
        modules=("re",),
        names=(
            ("xml.sax.saxutils", "escape"),
            ("xml.sax.saxutils", "quoteattr"),
        ),
        helpers=("_ABSENT", "_text"),
        methods=("error",),
    ),
    StepMethod("replace_xml", helpers=("_replace_xml",), methods=("error",)),
    StepMethod("text", helpers=("_ABSENT", "_text"), methods=("error",)),
    StepMethod("given", names=(_ANY,), helpers=("_ABSENT",), methods=("error",)),
    StepMethod("required", names=(_ANY,), helpers=("_ABSENT",), methods=("error",)),
    StepMethod("error"),
    StepMethod("action", helpers=("_Action", "_LOGGER")),
    StepMethod("retry", helpers=("_LOGGER", "_wait")),
    StepMethod("log", helpers=("_LOGGER",)),
    StepMethod("log_outcome", helpers=("_LOGGER",)),
)

BY_NAME = {method.name: method for method in STEP_METHODS}

SEND_OPTIONS: dict[str, StepMethod] = {
    "params": StepMethod("params", names=(_MAPPING,), helpers=("_urlencoded",)),
    "query": StepMethod("query", names=(("collections.abc", "Sequence"),)),
    "headers": StepMethod("headers"),
    "cookies": StepMethod("cookies", helpers=("_add_cookies",)),
    "json": StepMethod("json"),
    "content": StepMethod("content"),
    "content_type": StepMethod("content_type"),
    "files": StepMethod("files", helpers=("_Part",)),
    "timeout": StepMethod("timeout"),
    "request": StepMethod("request"),
    "operation": StepMethod("operation"),
}
"""What a step may say to `send` beyond the path, in the order of its signature; then
`request`, for a class that keeps the request, and `operation`, for one that says of
which operation it is."""


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
