"""Changes a body in the making so that a JSONPath criterion holds, or does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from jsonpath_rfc9535 import filter_expressions as filters
from jsonpath_rfc9535 import selectors
from jsonpath_rfc9535.query import JSONPathQuery
from jsonpath_rfc9535.segments import JSONPathRecursiveDescentSegment

from ..check.jsonpath import JsonPath
from ..expressions.model import Expression, Tokens
from ..read.document import JsonValue
from .comparing import MIRRORED, OPPOSITES, compare, value_for
from .drafts import Draft, listed_values
from .pattern_text import matches, matching_text
from .values import NOTHING, MaybeValue

Lookup: TypeAlias = Callable[[Expression], MaybeValue]
"""The value of an expression, as far as it is known before the response is sent."""


@dataclass(frozen=True)
class JsonPathSatisfier:
    """Makes a JSONPath criterion hold on a part of a body.

    Attributes:
        base: The pointer of the criterion's context: what `$` is.
    """

    body: Draft
    path: JsonPath
    base: Tokens
    lookup: Lookup

    def hold(self, wanted: bool) -> None:
        if self.path.condition is not None:
            self._expression(self.path.condition.expression, self.base, wanted)
        elif self.path.query is not None:
            self._query(self.path.query, self.base, wanted)

    def _query(self, query: JSONPathQuery, base: Tokens, wanted: bool) -> None:
        if not wanted:
            self._empty(query, base)
            return
        place = self._place(query, base)
        if place is not None and self.body.get(place) is NOTHING:
            self.body.ensure(place)

    def _empty(self, query: JSONPathQuery, base: Tokens) -> None:
        """Take away what the query finds: what is below the last name, or that."""
        place = base
        for segment in query.segments:
            first = segment.selectors[0]
            if not isinstance(first, selectors.NameSelector):
                if isinstance(self.body.get(place), list):
                    self.body.put(place, [])
                return
            place = (*place, first.name)
        self.body.remove(place)

    def _place(self, query: JSONPathQuery, base: Tokens) -> Tokens | None:
        """The pointer of one node that the query finds; what is on the way is made."""
        place = base
        for segment in query.segments:
            first = segment.selectors[0]
            if isinstance(segment, JSONPathRecursiveDescentSegment):
                place = self._descend(place, first)
            found = self._select(place, first)
            if found is None:
                return None
            place = found
        return place

    def _descend(self, place: Tokens, selector: Any) -> Tokens:
        """Where a name is, at any depth; the place itself where it is nowhere."""
        waiting = [place]
        while waiting:
            at = waiting.pop(0)
            value = self.body.get(at)
            if isinstance(value, dict):
                name = getattr(selector, "name", None)
                if name in value:
                    return at
                waiting += [(*at, key) for key in value]
            elif isinstance(value, list):
                if not isinstance(selector, selectors.NameSelector):
                    return at
                waiting += [(*at, str(index)) for index in range(len(value))]
        return place

    def _select(self, place: Tokens, selector: Any) -> Tokens | None:
        match selector:
            case selectors.NameSelector():
                return (*place, selector.name)
            case selectors.IndexSelector():
                index = max(selector.index, 0)
                self._have_items(place, index + 1)
                return (*place, str(index))
            case selectors.SliceSelector():
                self._have_items(place, 1)
                return (*place, "0")
            case selectors.WildcardSelector():
                return self._any_child(place)
            case selectors.FilterSelector():
                child = self._any_child(place)
                if child is not None:
                    self._expression(selector.expression.expression, child, True)
                return child
        return None

    def _any_child(self, place: Tokens) -> Tokens | None:
        value = self.body.get(place)
        if isinstance(value, dict):
            inner = [k for k, child in value.items() if isinstance(child, dict)]
            names = inner or list(value)
            return (*place, names[0]) if names else None
        self._have_items(place, 1)
        return (*place, "0")

    def _have_items(self, place: Tokens, count: int) -> None:
        if isinstance(self.body.get(place), dict):
            return
        if not isinstance(self.body.get(place), list):
            self.body.put(place, [])
        for index in range(count):
            self.body.ensure((*place, str(index)))

    # Filters

    def _expression(self, expression: Any, current: Tokens, wanted: bool) -> None:
        match expression:
            case filters.FilterExpression():
                self._expression(expression.expression, current, wanted)
            case filters.PrefixExpression():
                self._expression(expression.right, current, not wanted)
            case filters.LogicalExpression(operator=operator):
                left, right = expression.left, expression.right
                if (operator == "&&") is wanted:
                    self._expression(left, current, wanted)
                    self._expression(right, current, wanted)
                else:
                    self._expression(left if wanted else right, current, wanted)
            case filters.ComparisonExpression():
                operator = expression.operator
                operator = operator if wanted else OPPOSITES[operator]
                self._comparison(operator, expression, current)
            case filters.FilterQuery():
                self._query(expression.query, self._start(expression, current), wanted)
            case filters.FunctionExtension(name="match" | "search") if wanted:
                self._pattern(expression, current)

    def _comparison(self, operator: str, expression: Any, current: Tokens) -> None:
        left, right = expression.left, expression.right
        if isinstance(left, filters.FilterExpressionLiteral):
            left, right = right, left
            operator = MIRRORED.get(operator, operator)
        other = self._operand(right, current)
        if other is NOTHING:
            return
        if isinstance(left, filters.FunctionExtension):
            self._measure(operator, left, other, current)
        elif isinstance(left, filters.FilterQuery):
            self._assign(operator, left, other, current)

    def _assign(
        self, operator: str, left: Any, other: JsonValue, current: Tokens
    ) -> None:
        if _ends_with_length(left.query) and isinstance(other, int):
            before = JSONPathQuery(
                env=left.query.env, segments=tuple(left.query.segments[:-1])
            )
            place = self._place(before, self._start(left, current))
            if place is not None and not isinstance(self.body.get(place), dict):
                self._resize(place, operator, other)
                return
        place = self._place(left.query, self._start(left, current))
        if place is None:
            return
        present = self.body.get(place)
        if present is not NOTHING and compare(operator, present, other):
            return
        if operator == "!=" and present is NOTHING:
            return
        made = self.body.fitting(place, ())
        if compare(operator, made, other):
            self.body.put(place, made)
            return
        listed = listed_values(self.body, place)
        fitting = (value for value in listed if compare(operator, value, other))
        self.body.put(place, next(fitting, value_for(operator, other)))

    def _measure(
        self, operator: str, function: Any, other: JsonValue, current: Tokens
    ) -> None:
        query = function.args[0] if function.args else None
        if not isinstance(query, filters.FilterQuery) or not isinstance(other, int):
            return
        segments = query.query.segments
        if function.name == "count" and segments:
            last = segments[-1].selectors[0]
            if isinstance(last, selectors.WildcardSelector | selectors.FilterSelector):
                segments = segments[:-1]
        counted = JSONPathQuery(env=query.query.env, segments=tuple(segments))
        place = self._place(counted, self._start(query, current))
        if function.name in ("length", "count") and place is not None:
            self._resize(place, operator, other)

    def _resize(self, place: Tokens, operator: str, other: int) -> None:
        wanted = value_for(operator, other)
        present = self.body.get(place)
        if not isinstance(wanted, int) or wanted > 1_000:
            return
        if isinstance(present, str):
            if not compare(operator, len(present), other):
                self.body.put(place, "x" * max(wanted, 0))
            return
        if isinstance(present, dict):
            return
        size = len(present) if isinstance(present, list) else 0
        if isinstance(present, list) and compare(operator, size, other):
            return
        self.body.put(place, present[:wanted] if isinstance(present, list) else [])
        self._have_items(place, max(wanted, 0))

    def _pattern(self, function: Any, current: Tokens) -> None:
        query, pattern = function.args
        pattern_text = self._operand(pattern, current)
        if not isinstance(query, filters.FilterQuery):
            return
        place = self._place(query.query, self._start(query, current))
        if place is None or not isinstance(pattern_text, str):
            return
        whole = f"^(?:{pattern_text})$" if function.name == "match" else pattern_text
        present = self.body.get(place)
        if not isinstance(present, str) or not matches(whole, present):
            text = matching_text(whole)
            self.body.put(place, "text" if text is None else text)

    def _operand(self, operand: Any, current: Tokens) -> MaybeValue:
        if isinstance(operand, filters.FilterExpressionLiteral):
            return self._filled(operand.value)
        if isinstance(operand, filters.FilterQuery):
            place = self._place(operand.query, self._start(operand, current))
            return NOTHING if place is None else self.body.get(place)
        return NOTHING

    def _filled(self, value: Any) -> MaybeValue:
        """A literal, with what is spliced into it."""
        if not isinstance(value, str):
            literal: MaybeValue = value
            return literal
        found = [self.lookup(splice.expression) for splice in self.path.splices]
        whole = re.fullmatch("\ue000(\\d+)\ue002", value)
        if whole:
            return found[int(whole[1])]
        return re.sub(
            "\ue000(\\d+)[\ue001\ue002]",
            lambda match: str(found[int(match[1])]),
            value,
        )

    def _start(self, query: Any, current: Tokens) -> Tokens:
        return self.base if isinstance(query, filters.RootFilterQuery) else current


def _ends_with_length(query: JSONPathQuery) -> bool:
    if not query.segments:
        return False
    last = query.segments[-1].selectors[0]
    return isinstance(last, selectors.NameSelector) and last.name == "length"
