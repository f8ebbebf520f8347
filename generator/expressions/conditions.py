"""Simple conditions: text to tree.

The grammar, from the operator that binds least to the one that binds most:

    condition  = and *( "||" and )
    and        = comparison *( "&&" comparison )
    comparison = unary [ ( "==" / "!=" / "<" / "<=" / ">" / ">=" ) unary ]
    unary      = "!" unary / "(" condition ")" / literal / expression
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from .condition_tokens import ConditionError, ConditionToken, split_condition
from .explain import quote
from .forms import Form
from .model import (
    And,
    ArazzoVersion,
    Comparison,
    Condition,
    Dialect,
    LiteralOperand,
    Not,
    Or,
    SyntaxFault,
)
from .operand import parse_operand

if TYPE_CHECKING:
    from .names import KnownNames

MAXIMUM_LENGTH = 50_000
"""The longest condition that is parsed, in characters."""

MAXIMUM_DEPTH = 50
"""How deep parentheses and `!` may nest."""

ComparisonOperator: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]


@dataclass(frozen=True)
class ParsedCondition:
    """A condition that could be parsed.

    Attributes:
        condition: The tree.
        dialects: The forms of the dialect in it, each once, in the order of the text;
            `corrected` is the whole condition with all of them mended.
    """

    condition: Condition
    dialects: tuple[Dialect, ...] = ()


def parse_condition(
    text: str,
    names: KnownNames | None = None,
    version: ArazzoVersion = ArazzoVersion.V1_1,
) -> ParsedCondition | SyntaxFault:
    """Parse a simple condition ("Criterion Object": Literals, Operators).

    Args:
        text: The condition.
        names: What exists, to tell where a name ends and `.name` after it begins;
            None where that is not known: the name is then as long as the grammar
            allows. A name that does not exist is no fault here.
        version: Of the document; expressions that it lacks are noted as dialect.
    """
    if len(text) > MAXIMUM_LENGTH:
        return SyntaxFault(f"the condition is longer than {MAXIMUM_LENGTH} characters")
    try:
        parser = _Parser(list(split_condition(text)), names, version)
        condition = parser.read_all()
    except ConditionError as error:
        return error.fault
    return ParsedCondition(condition, _dialects(text, parser.corrections))


@dataclass(frozen=True)
class _Correction:
    """A piece of the condition that only the dialect has, and what mends it."""

    token: ConditionToken
    form: str
    corrected: str


@dataclass
class _Parser:
    tokens: list[ConditionToken]
    names: KnownNames | None
    version: ArazzoVersion
    position: int = 0
    depth: int = 0
    corrections: list[_Correction] = field(default_factory=list)

    def read_all(self) -> Condition:
        condition = self.read_or()
        token = self.current
        if token.kind == "end":
            return condition
        if token.text == ")":
            raise ConditionError("')' has no '(' before it", token.offset)
        raise ConditionError(
            f"{quote(token.text)} follows without an operator", token.offset
        )

    @property
    def current(self) -> ConditionToken:
        return self.tokens[self.position]

    def take(self, *operators: str) -> str | None:
        """Go on if the current token is one of these operators, and say which."""
        token = self.current
        if token.kind != "operator" or token.text not in operators:
            return None
        self.position += 1
        return token.text

    def read_or(self) -> Condition:
        operands = [self.read_and()]
        while self.take("||"):
            operands.append(self.read_and())
        return operands[0] if len(operands) == 1 else Or(tuple(operands))

    def read_and(self) -> Condition:
        operands = [self.read_comparison()]
        while self.take("&&"):
            operands.append(self.read_comparison())
        return operands[0] if len(operands) == 1 else And(tuple(operands))

    def read_comparison(self) -> Condition:
        left = self.read_unary()
        operator = self.take(*_COMPARISONS)
        if operator is None:
            return left
        right = self.read_unary()
        again = self.current
        if self.take(*_COMPARISONS):
            raise ConditionError(
                f"{quote(again.text)} compares a comparison",
                again.offset,
                "join two comparisons with '&&'",
            )
        return Comparison(cast("ComparisonOperator", operator), left, right)

    def read_unary(self) -> Condition:
        token = self.current
        operator = self.take("!", "(")
        if operator is None:
            return self.read_operand()
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise ConditionError(
                f"the condition nests deeper than {MAXIMUM_DEPTH} levels", token.offset
            )
        inner = Not(self.read_unary()) if operator == "!" else self.read_group(token)
        self.depth -= 1
        return inner

    def read_group(self, opening: ConditionToken) -> Condition:
        inner = self.read_or()
        if self.take(")"):
            return inner
        if self.current.kind == "end":
            raise ConditionError("'(' has no ')' after it", opening.offset)
        raise ConditionError(
            f"{quote(self.current.text)} follows without an operator",
            self.current.offset,
        )

    def read_operand(self) -> Condition:
        token = self.current
        if token.kind == "end":
            raise ConditionError(
                "the condition ends where a value should be", token.offset
            )
        if token.kind == "operator":
            raise ConditionError(
                f"a value should stand before {quote(token.text)}", token.offset
            )
        self.position += 1
        if token.kind == "expression":
            return self.read_expression(token)
        if token.double_quoted:
            corrected = "'" + str(token.value).replace("'", "''") + "'"
            self.corrections.append(_Correction(token, Form.DOUBLE_QUOTES, corrected))
        return LiteralOperand(token.value)

    def read_expression(self, token: ConditionToken) -> Condition:
        parsed = parse_operand(token.text, self.version, self.names)
        if isinstance(parsed, SyntaxFault):
            raise ConditionError(
                parsed.message, token.offset + parsed.offset, parsed.hint
            )
        if parsed.form is not None:
            self.corrections.append(_Correction(token, parsed.form, parsed.corrected))
        return parsed.operand


_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")


def _dialects(text: str, corrections: list[_Correction]) -> tuple[Dialect, ...]:
    corrected: list[str] = []
    taken = 0
    for correction in corrections:
        token = correction.token
        corrected += [text[taken : token.offset], correction.corrected]
        taken = token.offset + len(token.text)
    whole = "".join([*corrected, text[taken:]])
    forms = dict.fromkeys(correction.form for correction in corrections)
    return tuple(Dialect(form, whole) for form in forms)
