"""Whole documents with hostile text wherever a document holds text."""

from __future__ import annotations

import json
import re

from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from arazzo_codegen.read.document import JsonValue

from .payloads import CANARY, PAYLOADS
from .positions import Documents

UNHURRIED = (
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
    HealthCheck.large_base_example,
)
"""Checks that whole documents do not pass: they are large."""

_PIECES = (
    '"""', "'''", '"', "'", "\\", "\n", "\r", "\u2028", "\x85", "\x0c", "\x00", "{", "}",
    "{{", "}}", "{%", "#", "# type: ignore", "$", "$inputs.a", "{$inputs.a}", "$steps.",
    "/", "~1", ".", "..", "[0]", "[", "]", "(", ")", ":", ";", "%", "%2F", "&", "=", "?",
    " ", "\t", "\ud800", "\udc00", "\u202e", "\ufeff", "\U0001f600", "\ufb01", "e\u0301",
    "a", "A", "_", "__", "1", "-", "class", "self", "import os", f"{CANARY}()", "*", "r",
    "||", "&&", "==", "null", "true", "0", "1e400", "-0", "http://", "*/*", "; charset=",
)  # fmt: skip
_PLAIN = (
    "a",
    "b",
    "aB",
    "a_b",
    "a-b",
    "A",
    "id",
    "name",
    "self",
    "class",
    "x1",
    "json",
)

_any_text: SearchStrategy[str] = st.one_of(
    st.sampled_from(tuple(PAYLOADS.values())),
    st.lists(st.sampled_from(_PIECES), max_size=8).map("".join),
    st.text(max_size=12),
)
# The reader refuses halves of surrogate pairs, and the rest of the document with them.
hostile = _any_text.map(lambda text: re.sub("[\ud800-\udfff]", "", text))
texts = st.one_of(st.sampled_from(("Some text.", "")), hostile)
names = st.one_of(st.sampled_from(_PLAIN), st.sampled_from(_PLAIN), hostile)
keys = st.one_of(
    st.sampled_from(_PLAIN), st.from_regex(r"[A-Za-z0-9._-]{1,9}", fullmatch=True)
)
"""What may be the name of an output."""
values: SearchStrategy[JsonValue] = st.recursive(
    st.one_of(
        hostile,
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(names, inner, max_size=3)
    ),
    max_leaves=5,
)
_TYPES = ("string", "integer", "number", "boolean", "array", "object", "null")
_MEDIA_TYPES = (
    "application/json",
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/xml",
    "text/plain",
)
media_types = st.one_of(st.sampled_from(_MEDIA_TYPES), hostile)


def _pointer(*tokens: str) -> str:
    escaped = (token.replace("~", "~0").replace("/", "~1") for token in tokens)
    return "#" + "".join(f"/{token}" for token in escaped)


@st.composite
def schemas(draw: DrawFn, depth: int = 2) -> dict[str, JsonValue]:
    """A schema; now and then one that no validator would take."""
    schema: dict[str, JsonValue] = {}
    for keyword in ("title", "description", "format", "pattern", "$comment"):
        if draw(st.integers(0, 3)) == 0:
            schema[keyword] = draw(texts)
    for keyword in ("default", "example", "const", "x-python-type", "customTypePath"):
        if draw(st.integers(0, 5)) == 0:
            schema[keyword] = draw(values)
    kind = draw(st.sampled_from(_TYPES))
    schema["type"] = kind if draw(st.booleans()) else [kind, "null"]
    if draw(st.integers(0, 3)) == 0:
        schema["enum"] = [*draw(st.lists(hostile, min_size=1, max_size=3))]
    if depth and kind == "object":
        members = draw(st.dictionaries(names, schemas(depth - 1), max_size=3))
        schema["properties"] = {**members}
        schema["required"] = [name for name in members if draw(st.booleans())]
    if depth and kind == "array":
        schema["items"] = draw(schemas(depth - 1))
    if depth and draw(st.integers(0, 4)) == 0:
        keyword = draw(st.sampled_from(("oneOf", "anyOf", "allOf")))
        schema[keyword] = [*draw(st.lists(schemas(depth - 1), max_size=2))]
    if draw(st.integers(0, 6)) == 0:
        schema["additionalProperties"] = draw(st.one_of(st.booleans(), schemas(0)))
    return schema


@st.composite
def _parameters(draw: DrawFn, path_names: list[str]) -> list[JsonValue]:
    inside: list[JsonValue] = [
        {"name": name, "in": "path", "required": True, "schema": draw(schemas(1))}
        for name in path_names
    ]
    others: list[JsonValue] = [
        {
            "name": name,
            "in": draw(st.sampled_from(("query", "header", "cookie"))),
            "description": draw(texts),
            "required": draw(st.booleans()),
            "schema": draw(schemas(1)),
        }
        for name in draw(st.lists(names, max_size=2, unique=True))
    ]
    return [*inside, *others]


@st.composite
def _path_items(
    draw: DrawFn, identity: str, path_names: list[str]
) -> tuple[str, JsonValue]:
    """A path, and its item with one operation."""
    path = "".join(f"/{{{name}}}" for name in path_names) or "/" + draw(names)
    operation: dict[str, JsonValue] = {
        "operationId": identity,
        "summary": draw(texts),
        "description": draw(texts),
        "parameters": draw(_parameters(path_names)),
        "responses": {
            draw(st.sampled_from(("200", "default", "2XX"))): {
                "description": draw(texts),
                "content": {draw(media_types): {"schema": draw(schemas())}},
            }
        },
    }
    if draw(st.booleans()):
        content: JsonValue = {draw(media_types): {"schema": draw(schemas())}}
        operation["requestBody"] = {"content": content, "required": draw(st.booleans())}
    return path, {draw(st.sampled_from(("get", "post", "put"))): operation}


@st.composite
def _openapi(draw: DrawFn, operations: dict[str, list[str]]) -> JsonValue:
    paths = dict(draw(_path_items(*operation)) for operation in operations.items())
    url = draw(st.one_of(st.just("https://api.example.com/v1"), hostile))
    return {
        "openapi": draw(st.sampled_from(("3.0.3", "3.1.0"))),
        "info": {"title": draw(texts), "version": draw(texts)},
        "servers": [{"url": url, "description": draw(texts)}],
        "paths": {**paths},
    }


def _expressions(draw: DrawFn, sources: list[str]) -> str:
    return draw(st.sampled_from(sources)) if sources else "$inputs.a"


@st.composite
def _read_values(draw: DrawFn, sources: list[str]) -> JsonValue:
    """A value of a parameter or a payload: text, or what reads something."""
    if not sources:
        return draw(values)
    expression = _expressions(draw, sources)
    forms: list[SearchStrategy[JsonValue]] = [
        st.just(expression),
        hostile.map(lambda text: f"{text}{{{expression}}}{text}"),
        hostile.map(lambda text: f"{text} {expression}"),
        st.dictionaries(names, st.one_of(st.just(expression), hostile), max_size=2).map(
            lambda members: {**members}
        ),
        hostile,
        values,
    ]
    return draw(st.one_of(forms))


@st.composite
def _outputs(draw: DrawFn, sources: list[str]) -> dict[str, JsonValue]:
    """Outputs; each reads one of the sources, alone or within text."""
    return {
        name: draw(
            st.one_of(
                st.sampled_from(sources),
                st.builds("{}{{{}}}".format, hostile, st.sampled_from(sources)),
                names.map(lambda text: "$response.body" + _pointer(text)),
            )
        )
        for name in draw(st.lists(keys, max_size=2, unique=True))
    }


@st.composite
def _criteria(draw: DrawFn) -> JsonValue:
    text = draw(hostile)
    quoted = text.replace("'", "''")
    form = draw(st.integers(0, 8))
    if form < 6:
        conditions = ("$statusCode == 200", f"$response.body == '{quoted}'", text)
        return {"condition": conditions[(0, 0, 0, 1, 1, 2)[form]]}
    kind, condition = (
        ("regex", f"^{re.escape(text)}"),
        ("jsonpath", f"$[?@.a == {json.dumps(text)}]"),
        ("xpath", f"/a[text() = '{quoted}']"),
    )[form - 6]
    return {"context": "$response.body", "condition": condition, "type": kind}


@st.composite
def _actions(draw: DrawFn, steps: list[str], kinds: tuple[str, ...]) -> JsonValue:
    kind = draw(st.sampled_from(kinds))
    action: dict[str, JsonValue] = {"name": draw(names), "type": kind}
    if kind == "goto":
        action["stepId"] = draw(st.sampled_from(steps))
    if kind == "retry":
        action |= {"retryAfter": 1, "retryLimit": draw(st.integers(0, 3))}
    if draw(st.booleans()):
        action["criteria"] = [draw(_criteria())]
    return action


@st.composite
def _steps(
    draw: DrawFn,
    step_ids: list[str],
    operations: dict[str, list[str]],
    inputs: list[str],
) -> tuple[list[JsonValue], list[str]]:
    """The steps, and what the outputs of the workflow can read."""
    steps: list[JsonValue] = []
    readable = [f"$inputs.{name}" for name in inputs]
    for step_id in step_ids:
        operation = draw(st.sampled_from(sorted(operations)))
        slots = [("path", name) for name in operations[operation]]
        locations = st.sampled_from(("query", "header", "cookie"))
        slots += draw(st.lists(st.tuples(locations, names), max_size=2, unique=True))
        outputs = draw(_outputs(["$statusCode", "$response.body", *readable]))
        step: dict[str, JsonValue] = {
            "stepId": step_id,
            "description": draw(texts),
            "operationId": operation,
            "parameters": [
                {"name": name, "in": location, "value": draw(_read_values(readable))}
                for location, name in slots
            ],
            "outputs": outputs,
        }
        if draw(st.integers(0, 2)) == 0:
            step["successCriteria"] = [draw(_criteria())]
        if draw(st.integers(0, 3)) == 0:
            step["onSuccess"] = [draw(_actions(step_ids, ("end", "goto")))]
        if draw(st.integers(0, 3)) == 0:
            step["onFailure"] = [draw(_actions(step_ids, ("end", "goto", "retry")))]
        if draw(st.booleans()):
            body = {"payload": draw(_read_values(readable))}
            media = {"contentType": draw(media_types)} if draw(st.booleans()) else {}
            step["requestBody"] = {**body, **media}
        if re.fullmatch(r"[\w-]+", step_id, re.ASCII):
            readable += [f"$steps.{step_id}.outputs.{name}" for name in outputs]
        steps.append(step)
    return steps, readable


@st.composite
def _workflows(
    draw: DrawFn, identity: str, operations: dict[str, list[str]]
) -> JsonValue:
    members = draw(st.dictionaries(names, schemas(1), max_size=3))
    inputs = draw(schemas()) | {"type": "object", "properties": {**members}}
    step_ids = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    plain = [name for name in members if re.fullmatch(r"[\w-]+", name, re.ASCII)]
    steps, readable = draw(_steps(step_ids, operations, plain))
    workflow: dict[str, JsonValue] = {
        "workflowId": identity,
        "summary": draw(texts),
        "description": draw(texts),
        "inputs": inputs,
        "steps": steps,
    }
    if readable:
        sources = st.sampled_from(readable)
        outputs = draw(st.dictionaries(keys, sources, max_size=2))
        workflow["outputs"] = {**outputs}
    return workflow


@st.composite
def documents(draw: DrawFn) -> Documents:
    """An Arazzo document and an OpenAPI document that belong together."""
    some = st.lists(names.filter(lambda name: "}" not in name), max_size=2, unique=True)
    operations = draw(st.dictionaries(names.filter(bool), some, min_size=1, max_size=2))
    ids = draw(st.lists(names, min_size=1, max_size=2, unique=True))
    workflows = [draw(_workflows(identity, operations)) for identity in ids]
    return {
        "workflow.arazzo.json": {
            "arazzo": draw(st.sampled_from(("1.0.1", "1.1.0"))),
            "info": {"title": draw(texts), "version": draw(texts)},
            "sourceDescriptions": [
                {"name": draw(names), "url": "./api.openapi.json", "type": "openapi"}
            ],
            "workflows": [*workflows],
        },
        "api.openapi.json": draw(_openapi(operations)),
    }
