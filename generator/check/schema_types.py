"""The types that schemas give to values, their members and their items.

The public face of the modules beside it: `schema_kinds` (the type of a value),
`schema_keywords` (what one schema says of a member or item) and `schema_findings`
(how several such findings combine).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from ..expressions.model import Tokens
from ..expressions.pointer import array_index
from ..link.references import References, reference_of
from ..read.document import Node
from . import schema_keywords
from .schema_findings import Finding, Rank, all_of, any_of
from .schema_kinds import MAX_DEPTH, type_of_schema, union, unique
from .types import ANY, Presence, ValueType

__all__ = [
    "at",
    "declared_members",
    "item",
    "member",
    "required_members",
    "type_of_schema",
    "union",
    "walk",
]

_WEAKNESS = (
    Presence.REQUIRED,
    Presence.OPTIONAL,
    Presence.UNKNOWN,
    Presence.UNDECLARED,
    Presence.IMPOSSIBLE,
)


def member(
    type_: ValueType, name: str, references: References
) -> tuple[ValueType, Presence]:
    """The type of a member of objects of that type, and whether it is there.

    It is REQUIRED only if every alternative requires it and all values are objects.
    Meant for what is read: what is `writeOnly` may be missing.
    """
    return _member(type_, name, references, "writeOnly")


def _member(
    type_: ValueType,
    name: str,
    references: References,
    waiver: Literal["readOnly", "writeOnly"],
) -> tuple[ValueType, Presence]:
    def own(schema: Node) -> Finding:
        return schema_keywords.own_member(schema, name, waiver, references)

    return _Search(references, "object", "unevaluatedProperties", own).in_type(type_)


def item(
    type_: ValueType, index: int | None, references: References
) -> tuple[ValueType, Presence]:
    """The type of an item of arrays of that type, and whether it is there.

    Args:
        index: Which, from 0; None for any one of them.
    """

    def own(schema: Node) -> Finding:
        return schema_keywords.own_item(schema, index, references)

    return _Search(references, "array", "unevaluatedItems", own).in_type(type_)


def at(
    type_: ValueType, tokens: Tokens, references: References
) -> tuple[ValueType, Presence]:
    """The type of what a JSON pointer finds in values of that type; its presence is the
    weakest on the way."""
    reached, presence = type_, Presence.REQUIRED
    for child, found in walk(type_, tokens, references):
        reached = child
        presence = max(presence, found, key=_WEAKNESS.index)
    return reached, presence


def walk(
    type_: ValueType, tokens: Tokens, references: References
) -> Iterator[tuple[ValueType, Presence]]:
    """As `at`, for one token after the other: the type after each token, and whether
    the value is there if the one before it is."""
    reached = type_
    for token in tokens:
        reached, presence = _child(reached, token, references)
        yield reached, presence


def _child(
    type_: ValueType, token: str, references: References
) -> tuple[ValueType, Presence]:
    index = array_index(token)
    if index is None or "array" not in type_.kinds:
        return member(type_, token, references)
    indexed = item(type_, index, references)
    if "object" not in type_.kinds:
        return indexed
    return _either(indexed, member(type_, token, references))


def _either(
    indexed: tuple[ValueType, Presence], named: tuple[ValueType, Presence]
) -> tuple[ValueType, Presence]:
    """Where a value may be an array or an object: the better of both findings."""
    possible = [
        found
        for found in (indexed, named)
        if found[1] not in (Presence.IMPOSSIBLE, Presence.UNDECLARED)
    ]
    if not possible:
        return min(indexed, named, key=lambda found: _WEAKNESS.index(found[1]))
    presence = max((found[1] for found in possible), key=_WEAKNESS.index)
    if presence is Presence.REQUIRED:
        presence = Presence.OPTIONAL
    return union(found[0] for found in possible), presence


def declared_members(type_: ValueType, references: References) -> tuple[str, ...]:
    """The names of members that schemas declare, in their order: for suggestions."""
    found: dict[str, None] = {}
    for schema in _reachable(type_, references):
        properties = schema.get("properties")
        for name, _ in properties.members() if properties else ():
            found.setdefault(name)
    return tuple(found)


def required_members(type_: ValueType, references: References) -> tuple[str, ...]:
    """The names of members that an object of that type needs when it is sent: what
    every alternative requires and is not `readOnly`."""
    objects = replace(type_, kinds=type_.kinds & {"object"})
    names: tuple[str, ...] | None = None
    # One alternative after the other: unions of hundreds have rarely a name in common.
    for schema in unique(type_.schemas):
        found = _required_by(replace(objects, schemas=(schema,)), references)
        names = found if names is None else tuple(n for n in names if n in found)
        if not names:
            break
    return names or ()


def _required_by(type_: ValueType, references: References) -> tuple[str, ...]:
    listed: dict[str, None] = {}
    for schema in _reachable(type_, references):
        for name in schema_keywords.required_names(schema):
            listed.setdefault(name)
    return tuple(
        name
        for name in listed
        if _member(type_, name, references, "readOnly")[1] is Presence.REQUIRED
    )


def _reachable(type_: ValueType, references: References) -> Iterator[Node]:
    """All schemas that apply, or may apply, to a value as a whole."""
    waiting = list(reversed(type_.schemas))
    visited: set[int] = set()
    while waiting:
        schema = waiting.pop()
        if not isinstance(schema.value, dict) or id(schema.value) in visited:
            continue
        visited.add(id(schema.value))
        yield schema
        inner = [
            *_conjuncts(schema, references),
            *schema_keywords.listed(schema, "oneOf"),
            *schema_keywords.listed(schema, "anyOf"),
            *schema_keywords.conditional(schema),
        ]
        waiting.extend(reversed(inner))


def _conjuncts(schema: Node, references: References) -> Iterator[Node]:
    """The schemas that apply beside the keywords of this one."""
    if reference_of(schema) is not None and (target := references.target(schema)):
        yield target
    yield from schema_keywords.listed(schema, "allOf")


@dataclass
class _Progress:
    """What a search has found, by the identity of the schemas; None for those that it
    is in the middle of."""

    known: dict[int, Finding | None] = field(default_factory=dict)
    depth: int = 0


@dataclass(frozen=True, eq=False)
class _Search:
    """Looks for one member or item in all schemas that apply to a value.

    Attributes:
        kind: What the value has to be to have it.
        unevaluated: The keyword for those that no other keyword tells of.
        own: What the keywords of one schema tell.
    """

    references: References
    kind: Literal["object", "array"]
    unevaluated: str
    own: Callable[[Node], Finding]

    def in_type(self, type_: ValueType) -> tuple[ValueType, Presence]:
        if self.kind not in type_.kinds:
            return ANY, Presence.IMPOSSIBLE
        if not type_.schemas:
            return ANY, Presence.UNKNOWN
        found = self._any_of(unique(type_.schemas), _Progress())
        if found is None:
            return ANY, Presence.UNKNOWN
        if type_.kinds != {self.kind}:
            found = replace(found, required=False)
        return found.type, found.presence

    def _in_schema(self, schema: Node, progress: _Progress) -> Finding | None:
        """None where the schema refers to itself, which says nothing."""
        if not isinstance(schema.value, dict):
            rank = Rank.IMPOSSIBLE if schema.value is False else Rank.UNSAID
            return Finding(rank)
        key = id(schema.value)
        if key not in progress.known and progress.depth < MAX_DEPTH:
            progress.known[key] = None
            progress.depth += 1
            progress.known[key] = self._in_object(schema, progress)
            progress.depth -= 1
        return progress.known.get(key)

    def _in_object(self, schema: Node, progress: _Progress) -> Finding | None:
        parts: list[Finding | None] = [self.own(schema)]
        for conjunct in _conjuncts(schema, self.references):
            parts.append(self._in_schema(conjunct, progress))
        for keyword in ("oneOf", "anyOf"):
            if choices := schema_keywords.listed(schema, keyword):
                parts.append(self._any_of(choices, progress))
        if branches := schema_keywords.conditional(schema):
            found = self._any_of(branches, progress)
            parts.append(any_of([found, Finding(Rank.UNDECLARED)]) if found else None)
        finding = all_of(part for part in parts if part)
        if None in parts and finding.rank is Rank.UNSAID and not finding.required:
            return None
        return self._evaluate_rest(schema, finding)

    def _any_of(self, choices: Iterable[Node], progress: _Progress) -> Finding | None:
        found: list[Finding] = []
        for choice in choices:
            finding = self._in_schema(choice, progress)
            if finding is not None:
                found.append(self._if_kind_allows(choice, finding))
        return any_of(found) if found else None

    def _if_kind_allows(self, choice: Node, finding: Finding) -> Finding:
        type_ = type_of_schema(choice, self.references)
        if self.kind not in type_.kinds:
            return Finding(Rank.IMPOSSIBLE)
        if type_.is_known and type_.kinds != {self.kind}:
            return replace(finding, required=False)
        return finding

    def _evaluate_rest(self, schema: Node, finding: Finding) -> Finding:
        """`unevaluatedProperties`, `unevaluatedItems`: where nothing else applied."""
        rest = schema.get(self.unevaluated)
        if rest is None or finding.rank not in (Rank.UNDECLARED, Rank.UNSAID):
            return finding
        if rest.value is False:
            return replace(finding, rank=Rank.CLOSED)
        if isinstance(rest.value, dict):
            type_ = type_of_schema(rest, self.references)
            return replace(finding, rank=Rank.ADDITIONAL, type=type_)
        return replace(finding, rank=Rank.OPEN)
