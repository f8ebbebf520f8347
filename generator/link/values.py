"""Values of parameters, payloads, replacements and outputs: JSON to trees."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics.model import Diagnostics
from ..diagnostics.rules import dialect, expressions, structure
from ..expressions.dialect import find_newer, parse_dialect
from ..expressions.explain import explain, quote
from ..expressions.format import format_expression, format_template
from ..expressions.forms import Form
from ..expressions.misspelling import find_misspelling
from ..expressions.model import (
    ArazzoVersion,
    Dialect,
    Expression,
    SyntaxFault,
    Template,
)
from ..expressions.parse import parse_expression
from ..expressions.template import parse_template
from ..read.document import Node
from .model import (
    ArrayValue,
    ExpressionValue,
    LiteralValue,
    ObjectValue,
    SelectorKind,
    SelectorValue,
    TemplateValue,
    Value,
)
from .scope import Constant, Moment, Scope
from .splices import splice_unbraced

_SELECTOR_FIELDS = frozenset(("context", "selector", "type"))
_SELECTOR_KINDS: tuple[SelectorKind, ...] = ("jsonpath", "xpath", "jsonpointer")


@dataclass(frozen=True, eq=False)
class _Unread(LiteralValue):
    """Stands where a value should be that could not be read, and has a finding."""


@dataclass(frozen=True)
class _SplitText:
    """A text taken apart.

    Attributes:
        template: Literal text and expressions in turn.
        unknown: What reads like an expression and names nothing.
    """

    template: Template
    unknown: tuple[SyntaxFault, ...]


@dataclass(frozen=True)
class ValueReader:
    """Reads the values of one workflow.

    Attributes:
        scope: What their expressions can name.
        version: The feature set of the document.
    """

    scope: Scope
    version: ArazzoVersion

    @property
    def diagnostics(self) -> Diagnostics:
        return self.scope.diagnostics

    def read(self, node: Node, moment: Moment) -> Value:
        """Any value: literals, expressions, embedded expressions, Selector Objects."""
        value = node.value
        if isinstance(value, str):
            return self._text(value, node, moment)
        if isinstance(value, dict):
            if _is_selector(node):
                return self.selector(node, moment)
            members = [
                (name, self.read(child, moment)) for name, child in node.members()
            ]
            literals = {n: m.value for n, m in members if isinstance(m, LiteralValue)}
            if len(literals) == len(members):
                return LiteralValue(literals, node)
            return ObjectValue(tuple(members), node)
        if isinstance(value, list):
            items = [self.read(child, moment) for child in node.items()]
            plain = [item.value for item in items if isinstance(item, LiteralValue)]
            if len(plain) == len(items):
                return LiteralValue(plain, node)
            return ArrayValue(tuple(items), node)
        return LiteralValue(value, node)

    def output(self, node: Node, moment: Moment) -> Value:
        """The value of an output: an expression or a Selector Object."""
        if isinstance(node.value, dict):
            return self.selector(node, moment)
        if isinstance(node.value, str):
            expression = self.expression(node.value, node, moment)
            return _Unread(None, node) if expression is None else expression
        self.diagnostics.add(
            structure.WRONG_TYPE,
            "an output must be an expression or a Selector Object",
            node.place,
        )
        return _Unread(None, node)

    def expression(self, text: str, node: Node, moment: Moment) -> Value | None:
        """A text that must be one expression; None with a finding where it is not.

        A text in which expressions are embedded is taken as well.
        """
        whole = self._whole(text, node, moment)
        if whole is not None:
            return None if isinstance(whole, _Unread) else whole
        split = self._split(text, node, moment)
        if split is None:
            return None
        if _has_expressions(split.template):
            value = self._resolved_template(split.template, node, moment)
            return None if isinstance(value, _Unread) else value
        self._report_fault(explain(text, ArazzoVersion.V1_1), node)
        return None

    def context(self, node: Node, moment: Moment) -> Expression | None:
        """The `context` of a criterion or selector."""
        value = self.expression(str(node.value), node, moment)
        if isinstance(value, ExpressionValue):
            return value.expression
        if value is not None:
            self.diagnostics.add(
                expressions.INVALID_EXPRESSION,
                f"{node.value!r} is not one expression",
                node.place,
                "a context is one expression, e.g. $response.body",
            )
        return None

    def selector(self, node: Node, moment: Moment) -> Value:
        """A Selector Object (1.1)."""
        context, selector = node.get("context"), node.text("selector")
        kind, version = selector_type(node.get("type"), self.diagnostics)
        for field in ("context", "selector", "type"):
            if node.get(field) is None:
                self.diagnostics.add(
                    structure.MISSING_FIELD,
                    f"a Selector Object needs the field {field!r}",
                    node.place,
                    f"add {field!r}",
                )
        if self.version is ArazzoVersion.V1_0:
            self.diagnostics.add(
                structure.NEWER_FEATURE,
                "Selector Objects came with Arazzo 1.1, and this document is of 1.0",
                node.place,
                "set 'arazzo' to '1.1.0'",
            )
        read = self.context(context, moment) if context is not None else None
        if read is None or selector is None or kind is None:
            return _Unread(None, node)
        return SelectorValue(read, selector, kind, version, node)

    def template(self, node: Node, moment: Moment) -> Template | None:
        """The expressions in the text of a criterion; None where it has none."""
        parsed = parse_template(str(node.value), self.version)
        spliced = splice_unbraced(parsed.template, self.scope, moment)
        if not _has_expressions(spliced.template):
            return None
        for found in (*parsed.dialects, *spliced.dialects):
            self.report_dialect(found, node)
        value = self._resolved_template(spliced.template, node, moment)
        return value.template if isinstance(value, TemplateValue) else None

    def report_dialect(self, found: Dialect, node: Node) -> None:
        """Warn of a form that only published documents have, or only Arazzo 1.1."""
        if found.form == Form.NEWER_EXPRESSION:
            message = (
                f"{_shown(node)} has an expression of Arazzo 1.1 in a document of 1.0"
            )
            hint = "set 'arazzo' to '1.1.0'"
        else:
            message = f"{_shown(node)} is not how the specification writes it"
            renamed = found.form == Form.UNUSUAL_NAME
            first = "rename what it names, and " if renamed else ""
            hint = f"{first}write {_shortened(found.corrected)!r}"
        self.diagnostics.add(dialect.RULES[found.form], message, node.place, hint)

    def _text(self, text: str, node: Node, moment: Moment) -> Value:
        if "$" not in text:
            return LiteralValue(text, node)
        whole = self._whole(text, node, moment)
        if whole is not None:
            return whole
        split = self._split(text, node, moment)
        if split is None:
            return _Unread(None, node)
        for fault in split.unknown:
            self.diagnostics.add(
                dialect.UNKNOWN_IN_TEXT,
                f"{fault.message}; it is sent as text",
                node.place,
                "declare it, or leave it if it is meant as text",
            )
        if not _has_expressions(split.template):
            return LiteralValue(text, node)
        if _has_doubled_braces(split.template):
            self.diagnostics.add(
                expressions.DOUBLED_BRACES,
                f"{_shown(node)} has two pairs of braces around an expression",
                node.place,
                "write one pair: the outer one is sent as text",
            )
        return self._resolved_template(split.template, node, moment)

    def _whole(self, text: str, node: Node, moment: Moment) -> Value | None:
        """A text that is exactly one expression, or was meant as one; else None."""
        if not text.startswith("$"):
            return None
        expression = parse_expression(text, ArazzoVersion.V1_1)
        found: Dialect | None
        if isinstance(expression, SyntaxFault):
            read = parse_dialect(text)
            if read is None or not self.scope.has_name(read[0]):
                return self._misspelt(text, node)
            expression, found = read
        else:
            found = find_newer(expression, self.version)
        resolved = self.scope.resolve(expression, moment, node)
        if resolved is None:
            return _Unread(None, node)
        if isinstance(resolved, Constant):
            return LiteralValue(resolved.value, node)
        if _moved(expression, resolved):
            found = Dialect(Form.PATH_INTO_VALUE, format_expression(resolved))
        if found is not None:
            self.report_dialect(found, node)
        return ExpressionValue(resolved, node)

    def _misspelt(self, text: str, node: Node) -> Value | None:
        fault = find_misspelling(text, self.scope.known)
        if fault is None:
            return None
        self._report_fault(fault, node)
        return _Unread(None, node)

    def _report_fault(self, fault: SyntaxFault, node: Node) -> None:
        shown = _shown(node)
        message = fault.message
        if not message.startswith(shown):
            message = f"{shown} cannot be read: {message}"
        self.diagnostics.add(
            expressions.INVALID_EXPRESSION, message, node.place, fault.hint
        )

    def _split(self, text: str, node: Node, moment: Moment) -> _SplitText | None:
        """The expressions in a text, in braces or not; None with a finding."""
        parsed = parse_template(text, self.version)
        for fault in parsed.faults:
            self.diagnostics.add(
                expressions.INVALID_EMBEDDED, fault.message, node.place, fault.hint
            )
        if parsed.faults:
            return None
        spliced = splice_unbraced(parsed.template, self.scope, moment)
        for found in (*parsed.dialects, *spliced.dialects):
            self.report_dialect(found, node)
        return _SplitText(spliced.template, spliced.unknown)

    def _resolved_template(
        self, template: Template, node: Node, moment: Moment
    ) -> Value:
        parts: list[str | Expression] = []
        paths: list[Expression] = []
        for part in template.parts:
            if isinstance(part, str):
                parts.append(part)
                continue
            resolved = self.scope.resolve(part, moment, node)
            if resolved is None:
                return _Unread(None, node)
            if isinstance(resolved, Constant):
                parts.append(str(resolved.value))
                continue
            if _moved(part, resolved):
                paths.append(resolved)
            parts.append(resolved)
        if paths:
            corrected = format_template(Template(tuple(dict.fromkeys(paths))))
            self.report_dialect(Dialect(Form.PATH_INTO_VALUE, corrected), node)
        return TemplateValue(Template(tuple(parts)), node)


def selector_type(
    node: Node | None, diagnostics: Diagnostics
) -> tuple[SelectorKind | None, str | None]:
    """The kind and version that a `type` or `targetSelectorType` names."""
    if node is None:
        return None, None
    plain = isinstance(node.value, str)
    name = node.value if plain else node.text("type")
    version = None if plain else node.text("version")
    for kind in _SELECTOR_KINDS:
        if name == kind:
            return kind, version
    allowed = ", ".join(repr(kind) for kind in _SELECTOR_KINDS)
    diagnostics.add(
        structure.VALUE_NOT_ALLOWED,
        f"the type of a selector must be one of {allowed}, not {name!r}",
        node.place,
    )
    return None, None


def _is_selector(node: Node) -> bool:
    """Whether an object in a payload is a Selector Object and not plain data."""
    if not isinstance(node.value, dict) or set(node.value) != _SELECTOR_FIELDS:
        return False
    context, type_ = node.text("context"), node.value["type"]
    name = type_.get("type") if isinstance(type_, dict) else type_
    return (
        context is not None
        and context.startswith("$")
        and isinstance(node.value["selector"], str)
        and name in _SELECTOR_KINDS
    )


def _has_doubled_braces(template: Template) -> bool:
    """Whether an expression stands in braces that are text, as in other notations."""
    parts = template.parts
    return any(
        isinstance(before, str)
        and isinstance(after, str)
        and before.rstrip().endswith("{")
        and after.lstrip().startswith("}")
        for before, after in zip(parts, parts[2:], strict=False)
    )


def _has_expressions(template: Template) -> bool:
    return any(not isinstance(part, str) for part in template.parts)


def _moved(before: Expression, after: Expression) -> bool:
    """Whether resolving moved a part of the name into the pointer."""
    return getattr(before, "name", None) != getattr(after, "name", None)


def _shown(node: Node) -> str:
    return quote(str(node.value))


def _shortened(text: str) -> str:
    limit = 300
    return text if len(text) <= limit else f"{text[:limit]}…"
