"""What the keywords of one schema say of a member or item, other schemas aside."""

from __future__ import annotations

from typing import Literal

from ..expressions.patterns import is_found
from ..link.references import References
from ..read.document import JsonValue, Node
from .schema_findings import Finding, Rank
from .schema_kinds import type_of_schema, union


def listed(schema: Node, keyword: str) -> tuple[Node, ...]:
    """The schemas of `allOf`, `oneOf` or `anyOf`."""
    found = schema.get(keyword)
    return tuple(found.items()) if found else ()


def conditional(schema: Node) -> tuple[Node, ...]:
    """Schemas that apply to some values only: `then`, `else`, `dependentSchemas`."""
    branches = [schema.get("then"), schema.get("else")]
    if dependent := schema.get("dependentSchemas"):
        branches.extend(branch for _, branch in dependent.members())
    return tuple(branch for branch in branches if branch)


def required_names(schema: Node) -> tuple[str, ...]:
    """The names that `required` lists."""
    names = schema.get("required")
    if names is None or not isinstance(names.value, list):
        return ()
    return tuple(name for name in names.value if isinstance(name, str))


def own_member(
    schema: Node,
    name: str,
    waiver: Literal["readOnly", "writeOnly"],
    references: References,
) -> Finding:
    """What the keywords for properties and `required` say.

    Args:
        waiver: The keyword of a member that takes it out of `required`.
    """
    required = name in required_names(schema)
    properties = schema.get("properties")
    declared = properties.get(name) if properties else None
    named = [declared] if declared else _matching_patterns(schema, name)
    if named:
        type_ = type_of_schema(named[0], references)
        waived = declared is not None and _says(declared, waiver, references)
        rank = Rank.NAMED if type_.kinds else Rank.IMPOSSIBLE
        return Finding(rank, required and not waived, waived, type_)
    additional = schema.get("additionalProperties")
    if additional is None:
        return Finding(_rank_of_others(schema), required)
    return _others(additional, required, references)


def _others(rest: Node, required: bool, references: References) -> Finding:
    """What a schema for all members or items without their own says of one of them."""
    if rest.value is False:
        return Finding(Rank.CLOSED, required)
    type_ = type_of_schema(rest, references)
    if not type_.is_known and not type_.schemas:
        return Finding(Rank.OPEN, required)
    return Finding(Rank.ADDITIONAL, required, False, type_)


def _rank_of_others(schema: Node) -> Rank:
    """What holds for a member that a schema does not name, and does not forbid."""
    properties = schema.get("properties")
    if properties is None or not properties.value:
        return Rank.UNSAID
    # A discriminator without alternatives: schemas that extend this one may follow.
    if schema.get("discriminator") and not listed(schema, "oneOf"):
        return Rank.OPEN
    return Rank.UNDECLARED


def _matching_patterns(schema: Node, name: str) -> list[Node]:
    patterns = schema.get("patternProperties")
    found = patterns.members() if patterns else ()
    return [node for pattern, node in found if is_found(pattern, name)]


def _says(schema: Node, keyword: str, references: References) -> bool:
    target = references.follow(schema)
    flags = [node.get(keyword) for node in (schema, target) if node]
    return any(flag is not None and flag.value is True for flag in flags)


def own_item(schema: Node, index: int | None, references: References) -> Finding:
    """What `prefixItems`, `items`, `minItems` and `maxItems` say.

    Args:
        index: Which item, from 0; None for any one of them.
    """
    least = _count(schema.get("minItems"), 0)
    most = _count(schema.get("maxItems"), None)
    if most is not None and (index or 0) >= most:
        return Finding(Rank.IMPOSSIBLE)
    required = least is not None and least > (index or 0)
    prefix, rest = _prefix_and_rest(schema)
    if index is None:
        return _any_item(prefix, rest, required, references)
    if index < len(prefix):
        return _named_item(prefix[index], required, references)
    if rest is None:
        return Finding(Rank.UNSAID, required)
    if rest.value is False:
        return Finding(Rank.CLOSED, required)
    return _named_item(rest, required, references)


def _any_item(
    prefix: tuple[Node, ...],
    rest: Node | None,
    required: bool,
    references: References,
) -> Finding:
    schemas = [*prefix]
    if rest is not None and rest.value is not False:
        schemas.append(rest)
    if not schemas or (prefix and rest is None):
        return Finding(Rank.UNSAID, required)
    types = [type_of_schema(schema, references) for schema in schemas]
    return Finding(Rank.NAMED, required, False, union(types))


def _named_item(schema: Node, required: bool, references: References) -> Finding:
    type_ = type_of_schema(schema, references)
    rank = Rank.NAMED if type_.kinds else Rank.IMPOSSIBLE
    return Finding(rank, required, False, type_)


def _prefix_and_rest(schema: Node) -> tuple[tuple[Node, ...], Node | None]:
    """The schemas of the first items, and that of the others; older drafts write a list
    as `items`, and `additionalItems` for the others."""
    items = schema.get("items")
    if items is not None and isinstance(items.value, list):
        return tuple(items.items()), schema.get("additionalItems")
    return listed(schema, "prefixItems"), items


def _count(node: Node | None, default: int | None) -> int | None:
    value: JsonValue = node.value if node else None
    return value if isinstance(value, int) and not isinstance(value, bool) else default
