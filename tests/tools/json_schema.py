"""Validates values against schemas of OpenAPI documents, by the library jsonschema."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import ValidationError, best_match  # type: ignore[import-untyped]

from arazzo_codegen.link.references import References, reference_of
from arazzo_codegen.read.document import JsonValue, Node

_ONE = ("not", "contains", "propertyNames", "if", "then", "else")
_ONE_OR_BOOLEAN = ("additionalProperties", "unevaluatedProperties", "unevaluatedItems")
_LISTS = ("allOf", "oneOf", "anyOf", "prefixItems")
_MAPS = ("properties", "patternProperties", "dependentSchemas")
_KEPT = (
    *("type", "enum", "const", "multipleOf", "maximum", "minimum", "maxLength"),
    *("minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxContains"),
    *("minContains", "maxProperties", "minProperties", "required"),
    *("dependentRequired", "exclusiveMinimum", "exclusiveMaximum"),
)
_TYPES = frozenset(
    ("null", "boolean", "integer", "number", "string", "array", "object")
)


@dataclass
class SchemaValidator:
    """Validates what requests send; schemas are translated once each.

    `readOnly` members are not required, as they are not to be sent.
    """

    references: References
    _validators: dict[int, Draft202012Validator] = field(default_factory=dict)

    def fault(self, value: JsonValue, schema: Node) -> str | None:
        """Why a value does not conform to a schema, in one line; None where it does."""
        key = id(schema.value)
        if key not in self._validators:
            translated = _Translation(self.references).whole(schema)
            self._validators[key] = Draft202012Validator(translated)
        found = best_match(self._validators[key].iter_errors(value))
        return None if found is None else _in_words(found)


def _in_words(error: ValidationError) -> str:
    place = "/".join(map(str, error.absolute_path))
    message = error.message.replace("\n", " ")
    return f"/{place}: {message[:120]}"


@dataclass
class _Translation:
    """Makes one JSON Schema of 2020-12 of a schema and all that it refers to."""

    references: References
    _names: dict[int, str] = field(default_factory=dict)
    _waiting: list[Node] = field(default_factory=list)

    def whole(self, schema: Node) -> dict[str, Any]:
        root = self._reference(schema)
        definitions: dict[str, Any] = {}
        while self._waiting:
            node = self._waiting.pop()
            definitions[self._names[id(node.value)]] = self._schema(node)
        return {**root, "$defs": definitions}

    def _reference(self, node: Node) -> dict[str, Any]:
        key = id(node.value)
        if key not in self._names:
            self._names[key] = f"s{len(self._names)}"
            self._waiting.append(node)
        return {"$ref": f"#/$defs/{self._names[key]}"}

    def _schema(self, node: Node) -> Any:
        value = node.value
        if not isinstance(value, dict):
            return value if isinstance(value, bool) else {}
        made: dict[str, Any] = {}
        made |= {name: value[name] for name in _KEPT if name in value}
        _mend(made)
        if "required" in made:
            made["required"] = self._sent(node, made["required"])
        if reference_of(node) is not None:
            target = self.references.target(node)
            if target is not None:
                made["allOf"] = [self._reference(target)]
        self._inner(node, made)
        if value.get("nullable") is True or value.get("x-nullable") is True:
            return {"anyOf": [made, {"type": "null"}]}
        return made

    def _inner(self, node: Node, made: dict[str, Any]) -> None:
        for name, child in node.members():
            if name in _ONE or (
                name in _ONE_OR_BOOLEAN and isinstance(child.value, dict | bool)
            ):
                made[name] = self._schema(child)
            elif name == "oneOf":
                # Exactly one is what documents often mean and seldom describe; to look
                # for a second one takes exponential time in nested alternatives.
                made.setdefault("allOf", []).append(self._alternatives(node, child))
            elif name in _LISTS:
                made.setdefault(name, []).extend(map(self._schema, child.items()))
            elif name in _MAPS:
                made[name] = {key: self._schema(one) for key, one in child.members()}
            elif name == "items":
                self._items(node, child, made)
        for name in _LISTS:
            if not made.get(name, True):
                del made[name]
        made["patternProperties"] = {
            pattern: schema
            for pattern, schema in made.get("patternProperties", {}).items()
            if _is_pattern(pattern)
        }

    def _alternatives(self, node: Node, listed: Node) -> dict[str, Any]:
        """`oneOf`: where a discriminator tells which one applies, that one alone."""
        choices = list(listed.items())
        discriminator = node.get("discriminator")
        name = discriminator.text("propertyName") if discriminator else None
        mapping = discriminator.get("mapping") if discriminator else None
        if name is None or not mapping:
            return {"anyOf": [self._schema(choice) for choice in choices]}
        by_reference = {reference_of(choice): choice for choice in choices}
        found = {
            value: by_reference[target.value]
            for value, target in mapping.members()
            if target.value in by_reference
        }
        return {
            "required": [name],
            "allOf": [
                {
                    "if": {"properties": {name: {"const": value}}},
                    "then": self._schema(choice),
                }
                for value, choice in found.items()
            ],
        }

    def _items(self, node: Node, items: Node, made: dict[str, Any]) -> None:
        if isinstance(items.value, list):
            made["prefixItems"] = [self._schema(item) for item in items.items()]
            rest = node.get("additionalItems")
            if rest is not None:
                made["items"] = self._schema(rest)
        else:
            made["items"] = self._schema(items)

    def _sent(self, node: Node, required: Any) -> list[str]:
        """The required members that requests have: not those that are readOnly."""
        properties = node.get("properties")
        names = [name for name in required if isinstance(name, str)]
        return [name for name in names if not self._is_read_only(properties, name)]

    def _is_read_only(self, properties: Node | None, name: str) -> bool:
        declared = properties.get(name) if properties else None
        target = self.references.follow(declared) if declared else None
        flags = [node.get("readOnly") for node in (declared, target) if node]
        return any(flag is not None and flag.value is True for flag in flags)


def _mend(schema: dict[str, Any]) -> None:
    """Make keywords of older drafts, and mistakes in them, those of 2020-12."""
    for bound, exclusive in (
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ):
        if schema.get(exclusive) is True and bound in schema:
            schema[exclusive] = schema.pop(bound)
        if isinstance(schema.get(exclusive), bool):
            del schema[exclusive]
    declared = schema.get("type")
    if declared == "file":
        schema["type"] = "string"
    elif declared is not None:
        listed = declared if isinstance(declared, list) else [declared]
        if not listed or not _TYPES.issuperset(map(str, listed)):
            del schema["type"]
    if isinstance(schema.get("enum"), list) and None in schema["enum"]:
        _allow_null(schema)
    if "pattern" in schema and not _is_pattern(schema["pattern"]):
        del schema["pattern"]
    if not isinstance(schema.get("required", []), list):
        del schema["required"]
    if not isinstance(schema.get("enum", []), list):
        del schema["enum"]


def _allow_null(schema: dict[str, Any]) -> None:
    if isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]


def _is_pattern(pattern: object) -> bool:
    """Whether it can be used; in slashes it is written as in ECMAScript's source."""
    text = str(pattern)
    try:
        re.compile(text)
    except re.error:
        return False
    return not (text.startswith("/") and text.endswith("/"))
