"""Changes a response in the making so that criteria hold, or do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..check.jsonpath import JsonPath, read_jsonpath
from ..expressions.model import (
    And,
    Comparison,
    Condition,
    Expression,
    ExpressionOperand,
    LiteralOperand,
    MessagePart,
    Not,
    Or,
    Template,
    Tokens,
)
from ..link.model import Criterion
from ..read.document import JsonValue
from .comparing import MIRRORED, OPPOSITES, compare, is_true, value_for
from .drafts import Draft, listed_values
from .parts import at_pointer
from .pattern_text import matches, matching_text
from .satisfying_jsonpath import JsonPathSatisfier, Lookup
from .satisfying_xpath import with_xpath
from .values import NOTHING, MaybeValue


@dataclass
class ResponseDraft:
    """A response in the making.

    Attributes:
        headers: By name in lower case.
        body: Of JSON; other bodies are its value, a text.
    """

    status: int
    body: Draft
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Satisfier:
    """Makes criteria hold in a response, as far as it can; it never says whether it
    could: the workflow does, when it gets the response."""

    response: ResponseDraft
    lookup: Lookup

    def satisfy(self, criteria: Sequence[Criterion]) -> None:
        """Make all of the criteria hold."""
        for criterion in criteria:
            self._criterion(criterion, True)

    def dissatisfy(self, criteria: Sequence[Criterion]) -> None:
        """Make one of the criteria not hold: the last, which is the most special."""
        if criteria:
            self._criterion(criteria[-1], False)

    def _criterion(self, criterion: Criterion, wanted: bool) -> None:
        if criterion.condition is not None:
            self._condition(criterion.condition, wanted)
        elif criterion.kind == "regex":
            self._regex(criterion, wanted)
        elif criterion.kind == "xpath":
            self._xpath(criterion, wanted)
        elif criterion.kind == "jsonpath":
            template = criterion.template or Template((criterion.text,))
            path = read_jsonpath(template)
            base = _body_pointer(criterion.context)
            if isinstance(path, JsonPath) and base is not None:
                JsonPathSatisfier(self.response.body, path, base, self.lookup).hold(
                    wanted
                )

    # Simple conditions

    def _condition(self, condition: Condition, wanted: bool) -> None:
        match condition:
            case Not(operand):
                self._condition(operand, not wanted)
            case And(operands):
                chosen = operands if wanted else operands[-1:]
                for operand in chosen:
                    self._condition(operand, wanted)
            case Or(operands):
                chosen = operands[:1] if wanted else operands
                for operand in chosen:
                    self._condition(operand, wanted)
            case Comparison(operator, left, right):
                self._comparison(
                    operator if wanted else OPPOSITES[operator], left, right
                )
            case ExpressionOperand():
                value = self._value(condition)
                if wanted is not (value is not NOTHING and is_true(value)):
                    self._put(condition, _truth(wanted, self._made(condition)))
            case LiteralOperand():
                pass

    def _comparison(self, operator: str, left: Condition, right: Condition) -> None:
        if not self._is_settable(left):
            left, right = right, left
            operator = MIRRORED.get(operator, operator)
        if not isinstance(left, ExpressionOperand) or not self._is_settable(left):
            return
        present, other = self._value(left), self._value(right)
        other = None if other is NOTHING else other
        if compare(operator, None if present is NOTHING else present, other):
            return
        made = self._made(left)
        if made is not NOTHING and compare(operator, made, other):
            self._put(left, made)
            return
        listed = (v for v in self._listed(left) if compare(operator, v, other))
        self._put(left, next(listed, value_for(operator, other)))

    def _value(self, condition: Condition) -> MaybeValue:
        match condition:
            case LiteralOperand(literal):
                return literal
            case ExpressionOperand(MessagePart("response", "body") as part, navigation):
                return self.response.body.get(_navigated(part, navigation))
            case ExpressionOperand(MessagePart("response", "header", name), ()):
                return self.response.headers.get(name.lower(), NOTHING)
            case ExpressionOperand(expression, navigation):
                return at_pointer(self.lookup(expression), tuple(map(str, navigation)))
        return NOTHING

    def _is_settable(self, condition: Condition) -> bool:
        match condition:
            case ExpressionOperand(MessagePart("response", "body")):
                return True
            case ExpressionOperand(MessagePart("response", "header"), ()):
                return True
        return False

    def _put(self, operand: ExpressionOperand, value: JsonValue) -> None:
        match operand:
            case ExpressionOperand(MessagePart("response", "body") as part, navigation):
                self.response.body.put(_navigated(part, navigation), value)
            case ExpressionOperand(MessagePart("response", "header", name)):
                self.response.headers[name.lower()] = str(value)

    def _made(self, operand: ExpressionOperand) -> MaybeValue:
        """A value that the schema gives."""
        match operand.expression:
            case MessagePart("response", "body") as part:
                tokens = _navigated(part, operand.navigation)
                return self.response.body.fitting(tokens, ())
        return NOTHING

    def _listed(self, operand: ExpressionOperand) -> tuple[JsonValue, ...]:
        """The values that the schema lists."""
        match operand.expression:
            case MessagePart("response", "body") as part:
                tokens = _navigated(part, operand.navigation)
                return listed_values(self.response.body, tokens)
        return ()

    # Regular expressions

    def _regex(self, criterion: Criterion, wanted: bool) -> None:
        context = criterion.context
        if context is None or not wanted:
            return
        pattern = self._pattern(criterion)
        operand = ExpressionOperand(context)
        present = self._value(operand)
        is_known = present is not NOTHING and present is not None
        if is_known and matches(pattern, str(present)):
            return
        text = matching_text(pattern)
        if text is not None and self._is_settable(operand):
            is_number = isinstance(present, int) and text.isdigit()
            self._put(operand, int(text) if is_number else text)

    def _xpath(self, criterion: Criterion, wanted: bool) -> None:
        if _body_pointer(criterion.context) == ():
            present = self.response.body.value
            xml = present if isinstance(present, str) else ""
            expression = self._filled(criterion, str)
            self.response.body.put((), with_xpath(xml, expression, wanted))

    def _pattern(self, criterion: Criterion) -> str:
        return self._filled(criterion, re.escape)

    def _filled(self, criterion: Criterion, spell: Callable[[str], str]) -> str:
        """The expression, with the values of what is embedded in it."""
        template = criterion.template or Template((criterion.text,))
        return "".join(
            part if isinstance(part, str) else spell(str(self.lookup(part)))
            for part in template.parts
        )


def _body_pointer(context: Expression | None) -> Tokens | None:
    match context:
        case MessagePart("response", "body") as part:
            return part.pointer
    return None


def _navigated(part: MessagePart, navigation: tuple[str | int, ...]) -> Tokens:
    return (*part.pointer, *map(str, navigation))


def _truth(wanted: bool, made: MaybeValue) -> JsonValue:
    if not wanted:
        return None
    return made if made is not NOTHING and is_true(made) else True
