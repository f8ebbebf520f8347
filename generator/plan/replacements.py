"""Replacements in payloads that are known only when the step runs."""

from __future__ import annotations

from ..check.payloads import Payload, kind_of_target, singular_location
from ..check.xml_payloads import xml_target
from ..expressions.pointer import name_or_index
from ..expressions.template import text_of
from ..link.model import LiteralValue, Replacement
from .code import Code, call, literal
from .scope import StepScope
from .values import slot_of, value_of


def replaced_at_run_time(
    payload: Code, planned: Payload, media_type: str, scope: StepScope
) -> Code:
    """The expression of a payload with those replacements that were left for later."""
    for replacement in planned.later:
        if kind_of_target(replacement, media_type) == "xpath":
            payload = _in_xml(payload, replacement, scope)
        else:
            payload = _in_json(payload, replacement, media_type, scope)
    return payload


def _in_json(
    payload: Code, replacement: Replacement, media_type: str, scope: StepScope
) -> Code:
    uses = scope.context.uses
    value = value_of(replacement.value, scope).code
    location = singular_location(replacement, media_type)
    if location is None:
        found = uses.method("replace_found")
        return call(found, payload, literal(replacement.target), value)
    place = [
        literal(name_or_index(key) if isinstance(key, str) else key) for key in location
    ]
    return call(uses.method("replace"), payload, value, *place)


def _in_xml(payload: Code, replacement: Replacement, scope: StepScope) -> Code:
    uses = scope.context.uses
    target = xml_target(replacement.target)
    if isinstance(replacement.value, LiteralValue):
        value = literal(text_of(replacement.value.value))
    else:
        value = call(uses.method("text"), slot_of(replacement.value, scope))
    arguments = [payload, value, literal(target.path)]
    if target.name:
        arguments += [literal(target.parent), literal(target.name)]
    return call(uses.method("replace_xml"), *arguments)
