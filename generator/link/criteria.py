"""Criterion Objects: conditions parsed, contexts and embedded expressions resolved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from ..diagnostics.rules import expressions, structure
from ..expressions.conditions import parse_condition
from ..expressions.model import (
    And,
    Comparison,
    Condition,
    ExpressionOperand,
    LiteralOperand,
    Not,
    Or,
    SyntaxFault,
)
from ..read.document import JsonValue, Node
from .model import Criterion, CriterionKind
from .scope import Constant, Moment
from .values import ValueReader

_KINDS = ("simple", "regex", "jsonpath", "xpath")


@dataclass(frozen=True)
class CriterionReader:
    values: ValueReader

    def read_all(self, node: Node | None, moment: Moment) -> tuple[Criterion, ...]:
        """The criteria of a list that may not be there; faulty ones are left out."""
        if node is None:
            return ()
        read = (self.read(item, moment) for item in node.items())
        return tuple(criterion for criterion in read if criterion is not None)

    def read(self, node: Node, moment: Moment) -> Criterion | None:
        """One Criterion Object, or None with a finding."""
        condition, context = node.get("condition"), node.get("context")
        kind, version = self._kind(node)
        if condition is None or kind is None:
            return None
        if kind == "simple":
            return self._simple(node, condition, moment)
        if context is None:
            self.values.diagnostics.add(
                structure.EXCLUSIVE_FIELDS,
                f"a criterion of the type {kind!r} needs a 'context'",
                node.place,
                "add a context, e.g. context: $response.body",
            )
            return None
        read = self.values.context(context, moment)
        if read is None:
            return None
        template = self.values.template(condition, moment)
        text = str(condition.value)
        return Criterion(
            kind=kind,
            text=text,
            version=version,
            context=read,
            condition=None,
            template=template,
            node=node,
        )

    def _kind(self, node: Node) -> tuple[CriterionKind | None, str | None]:
        type_ = node.get("type")
        if type_ is None:
            return "simple", None
        version = None
        name: JsonValue = type_.value
        if isinstance(type_.value, dict):
            name, version = type_.text("type"), type_.text("version")
        if name in _KINDS:
            return cast("CriterionKind", name), version
        allowed = ", ".join(repr(kind) for kind in _KINDS)
        self.values.diagnostics.add(
            structure.VALUE_NOT_ALLOWED,
            f"the type of a criterion must be one of {allowed}, not {name!r}",
            type_.place,
        )
        return None, None

    def _simple(self, node: Node, condition: Node, moment: Moment) -> Criterion | None:
        text = str(condition.value)
        parsed = parse_condition(text, self.values.scope.known, self.values.version)
        if isinstance(parsed, SyntaxFault):
            self.values.diagnostics.add(
                expressions.INVALID_CONDITION,
                f"the condition {text!r} cannot be read: {parsed.message}",
                condition.place,
                parsed.hint,
            )
            return None
        for found in parsed.dialects:
            self.values.report_dialect(found, condition)
        resolved = self._resolve(parsed.condition, moment, condition)
        if resolved is None:
            return None
        return Criterion(
            kind="simple",
            text=text,
            version=None,
            context=None,
            condition=resolved,
            template=None,
            node=node,
        )

    def _resolve(
        self, condition: Condition, moment: Moment, node: Node
    ) -> Condition | None:
        """The condition with every expression resolved, or None with a finding."""
        match condition:
            case LiteralOperand():
                return condition
            case ExpressionOperand(expression):
                resolved = self.values.scope.resolve(expression, moment, node)
                if isinstance(resolved, Constant):
                    return LiteralOperand(cast("str", resolved.value))
                if resolved is None:
                    return None
                return replace(condition, expression=resolved)
            case Comparison():
                left = self._resolve(condition.left, moment, node)
                right = self._resolve(condition.right, moment, node)
                if left is None or right is None:
                    return None
                return replace(condition, left=left, right=right)
            case Not(operand):
                inner = self._resolve(operand, moment, node)
                return None if inner is None else Not(inner)
            case And(operands) | Or(operands):
                terms = [self._resolve(term, moment, node) for term in operands]
                whole = tuple(term for term in terms if term is not None)
                return type(condition)(whole) if len(whole) == len(terms) else None
