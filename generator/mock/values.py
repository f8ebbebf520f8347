"""Values that conform to schemas, the same ones each time.

They come from what the document shows (`example`, `examples`, `default`, `const`, the
first of an `enum`), else from the type, the format and the bounds.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final, TypeAlias

from ..check.schema_kinds import kind_of
from ..link.references import References
from ..read.document import JsonValue, Node
from .labels import Label
from .pattern_text import matches, matching_text
from .shapes import Shape, shape_of


class _Nothing(Enum):
    NOTHING = "nothing"


NOTHING: Final = _Nothing.NOTHING
"""No value, as opposed to a JSON null."""

MaybeValue: TypeAlias = "JsonValue | _Nothing"

UNLABELLED: Final = Label()

_MAX_DEPTH = 4
"""Objects that lie deeper have their required members only."""
_MAX_VALUES = 300
"""When that many values are made, objects get their required members only."""
_MOST_VALUES = 2_000
"""When that many values are made, arrays and maps get no more elements than one."""
_LONGEST_TEXT = 10_000
"""Longer texts are not made, whatever length a schema asks for."""
_END_OF_DEPTH = 12
"""Objects and arrays that lie deeper are empty."""

_WHOLE_FROM = 2**53
"""From here on a double has no fraction."""

_FORMATS: dict[str, str] = {
    "byte": base64.b64encode(b"text").decode(),
    "date": "2024-05-17",
    "duration": "PT5M",
    "email": "ada@example.com",
    "hostname": "host.example.com",
    "idn-email": "ada@example.com",
    "ipv4": "192.0.2.10",
    "ipv6": "2001:db8::10",
    "json-pointer": "/name",
    "password": "correct-horse-battery",
    "regex": "^a+$",
    "time": "09:30:00Z",
    "uri": "https://example.com/thing",
    "uri-reference": "https://example.com/thing",
    "url": "https://example.com/thing",
}


def make_value(
    schema: Node,
    references: References,
    *,
    also: Sequence[Node] = (),
    suggestion: MaybeValue = NOTHING,
    label: Label = UNLABELLED,
) -> JsonValue:
    """A value that conforms to a schema, as far as its keywords can be met.

    Args:
        schema: A Schema Object of OpenAPI 2.0 to 3.2, or a JSON Schema.
        also: Schemas, of any document, that the value has to conform to as well.
        suggestion: A value, or part of one, to keep where it conforms: an example.
        label: What it is made for.
    """
    return _Maker(references).make((schema, *also), suggestion, 0, label)


@dataclass
class _Maker:
    references: References
    _count: int = 0

    def make(
        self,
        schemas: Sequence[Node],
        suggestion: MaybeValue,
        depth: int,
        label: Label,
    ) -> JsonValue:
        self._count += 1
        wanted = None if suggestion is NOTHING else kind_of(suggestion)
        shape = shape_of(schemas, self.references, wanted)
        shown = self._shown(shape, suggestion)
        kind = shape.kind() if shown is NOTHING else kind_of(shown)
        if kind == "object":
            members = shown if isinstance(shown, dict) else {}
            return self._object(shape, members, depth, label)
        if kind == "array":
            suggested = shown if isinstance(shown, list) else []
            return self._array(shape, suggested, depth, label)
        if shown is not NOTHING:
            return shown
        return _scalar(shape, kind, label)

    def _shown(self, shape: Shape, suggestion: MaybeValue) -> MaybeValue:
        """What the document shows, where it conforms."""
        if suggestion is not NOTHING and _conforms(shape, suggestion):
            return suggestion
        examples = [
            *shape.values("example"),
            *_first_of(shape.values("examples")),
            *shape.values("default"),
            *(shape.type.enum or ()),
        ]
        fitting = (one for one in examples if _conforms(shape, one))
        found = list(fitting)
        given = (one for one in found if one is not None)
        return next(given, NOTHING)

    def _object(
        self,
        shape: Shape,
        suggested: dict[str, JsonValue],
        depth: int,
        label: Label,
    ) -> JsonValue:
        if depth > _END_OF_DEPTH:
            return {}
        properties = shape.properties()
        names = list(shape.required())
        if depth <= _MAX_DEPTH and self._count < _MAX_VALUES:
            names += [name for name in properties if name not in names]
        names += [name for name in suggested if name not in names]
        made: dict[str, JsonValue] = {}
        for name in sorted(names, key=_position(properties)):
            if name in shape.fixed:
                made[name] = shape.fixed[name]
                continue
            schemas = properties.get(name) or shape.others()
            hint = suggested.get(name, NOTHING)
            if not schemas:
                made[name] = label.member(name).text if hint is NOTHING else hint
            elif _is_never(schemas):
                continue
            else:
                inner = label.member(name)
                made[name] = self.make(schemas, hint, depth + 1, inner)
        return self._filled_up(shape, made, depth, label)

    def _filled_up(
        self, shape: Shape, made: dict[str, JsonValue], depth: int, label: Label
    ) -> JsonValue:
        least = int(max(shape.numbers("minProperties"), default=0))
        if not made and label.path and _is_free(shape):
            least = max(least, 1)
        for number in range(len(made), self._allowed(least)):
            name = f"key{number + 1}"
            schemas = shape.others()
            value: JsonValue = label.text
            if schemas:
                value = self.make(schemas, NOTHING, depth + 1, label.member(name))
            made[name] = value
        return made

    def _array(
        self,
        shape: Shape,
        suggested: list[JsonValue],
        depth: int,
        label: Label,
    ) -> JsonValue:
        most = min(shape.numbers("maxItems"), default=math.inf)
        least = max(shape.numbers("minItems"), default=0)
        count = max(least, min(most, len(suggested) or 1))
        if depth > _END_OF_DEPTH:
            count = least
        made: list[JsonValue] = []
        for index in range(self._allowed(count)):
            hint = suggested[index] if index < len(suggested) else NOTHING
            schemas = shape.item(index)
            if schemas:
                item = self.make(schemas, hint, depth + 1, label)
                made.append(self._unlike(item, made, schemas, shape))
            else:
                made.append("text" if hint is NOTHING else hint)
        return made

    def _allowed(self, count: float) -> int:
        """How many elements are made of so many that a schema asks for."""
        return int(min(count, max(_MOST_VALUES - self._count, 1)))

    def _unlike(
        self,
        item: JsonValue,
        made: list[JsonValue],
        schemas: Sequence[Node],
        shape: Shape,
    ) -> JsonValue:
        """The item, or another one where items must be unique."""
        if item not in made or True not in shape.values("uniqueItems"):
            return item
        listed = shape_of(schemas, self.references).type.enum or ()
        others: list[JsonValue] = [value for value in listed if value not in made]
        if others:
            return others[0]
        if isinstance(item, str):
            return f"{item}{len(made) + 1}"
        if isinstance(item, int) and not isinstance(item, bool):
            return item + len(made)
        return item


def _position(properties: dict[str, tuple[Node, ...]]) -> _Position:
    return _Position({name: index for index, name in enumerate(properties)})


@dataclass(frozen=True)
class _Position:
    """Sorts declared members first, in their order."""

    indexes: dict[str, int]

    def __call__(self, name: str) -> int:
        return self.indexes.get(name, len(self.indexes))


def _is_free(shape: Shape) -> bool:
    """Whether an object may have any members, and none are declared."""
    says = [value for value in shape.values("additionalProperties") if value is False]
    limited = [*shape.numbers("maxProperties"), *shape.values("patternProperties")]
    return not (says or limited or shape.properties())


def _is_never(schemas: Sequence[Node]) -> bool:
    return any(schema.value is False for schema in schemas)


def _first_of(values: Iterator[JsonValue]) -> list[JsonValue]:
    return [value[0] for value in values if isinstance(value, list) and value]


def _conforms(shape: Shape, value: JsonValue) -> bool:
    """Whether a value is of the shape's type and, as a scalar, within its bounds."""
    if not shape.allows(value):
        return False
    if isinstance(value, str):
        return _is_text_of(shape, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        low, high = _bounds(shape)
        return low <= value <= high
    return True


def _scalar(shape: Shape, kind: str, label: Label) -> JsonValue:
    match kind:
        case "null":
            return None
        case "boolean":
            return True
        case "integer" | "number":
            return _number(shape, kind, label)
        case _:
            return _text(shape, label)


def _bounds(shape: Shape) -> tuple[float, float]:
    """The least and the greatest integer; numbers without fraction are always made."""
    low: list[float] = [math.ceil(value) for value in shape.numbers("minimum")]
    high: list[float] = [math.floor(value) for value in shape.numbers("maximum")]
    low += [math.floor(value) + 1 for value in shape.numbers("exclusiveMinimum")]
    high += [math.ceil(value) - 1 for value in shape.numbers("exclusiveMaximum")]
    for schema in shape.schemas:
        value = schema.value if isinstance(schema.value, dict) else {}
        least, most = value.get("minimum"), value.get("maximum")
        if value.get("exclusiveMinimum") is True and isinstance(least, int | float):
            low.append(math.floor(least) + 1)
        if value.get("exclusiveMaximum") is True and isinstance(most, int | float):
            high.append(math.ceil(most) - 1)
    return max(low, default=-math.inf), min(high, default=math.inf)


def _number(shape: Shape, kind: str, label: Label) -> int | float:
    low, high = _bounds(shape)
    step = max((abs(n) for n in shape.numbers("multipleOf") if n >= 1), default=1)
    if low > high:
        # Bounds such as 0 < x < 1: only a number with a fraction lies between.
        has_fractions = kind == "number" and abs(low) < _WHOLE_FROM
        return (low + high) / 2 if has_fractions else int(low)
    if step == 1 and low <= label.integer <= high:
        return label.integer
    value = 1.0 if low <= 1 <= high else (low if low > 1 else high)
    if step > 1:
        value = math.ceil(Fraction(max(value, 1)) / Fraction(step)) * step
    return int(value)


def _text(shape: Shape, label: Label) -> str:
    formats = [name for name in shape.values("format") if isinstance(name, str)]
    for name in formats:
        text = _of_format(name, label)
        if text is not None and _is_text_of(shape, text):
            return text
    least = int(min(max(shape.numbers("minLength"), default=0), _LONGEST_TEXT))
    most = int(min(shape.numbers("maxLength"), default=max(least, 1_000)))
    patterns = [one for one in shape.values("pattern") if isinstance(one, str)]
    for pattern in patterns:
        found = matching_text(pattern, least, most)
        if found is not None:
            return found
    text = label.text if len(label.text) <= most else "text"
    while len(text) < least:
        text += "-text"
    return text[: max(most, 0)]


def _of_format(name: str, label: Label) -> str | None:
    if name == "uuid":
        return label.uuid
    if name == "date-time":
        return label.time
    text = _FORMATS.get(name)
    return text.replace("/thing", f"/{label.text}") if text and label.path else text


def _is_text_of(shape: Shape, text: str) -> bool:
    if len(text) < max(shape.numbers("minLength"), default=0):
        return False
    if len(text) > min(shape.numbers("maxLength"), default=math.inf):
        return False
    patterns = (one for one in shape.values("pattern") if isinstance(one, str))
    return all(matches(pattern, text) for pattern in patterns)
