"""JSONPath criteria and selectors: RFC 9535, and what published documents write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

import jsonpath_rfc9535
from jsonpath_rfc9535.exceptions import JSONPathError
from jsonpath_rfc9535.filter_expressions import FilterExpression
from jsonpath_rfc9535.query import JSONPathQuery
from jsonpath_rfc9535.segments import JSONPathRecursiveDescentSegment
from jsonpath_rfc9535.selectors import FilterSelector, NameSelector

from ..expressions.format import format_template
from ..expressions.model import SyntaxFault, Template
from .goessner import check_goessner
from .jsonpath_dialect import as_logical_expression
from .jsonpath_filters import check_time
from .splices import Splice, locate_splices

JsonPathVersion: TypeAlias = Literal["rfc9535", "draft-goessner-dispatch-jsonpath-00"]

MAX_LENGTH = 10_000
"""Characters of a query; longer ones are refused."""

TEXT_MARK = ("\ue000", "\ue001")
"""What stands around a splice's number where its text is put into a string literal."""

VALUE_MARK = ("\ue000", "\ue002")
"""What stands around a splice's number in a literal that is the splice's value."""

# What a text outside of quotes may turn out to be, to tell whether any could be valid.
_TRIALS = ("0", "a", "'a'", "true", "@", "==")


@dataclass(frozen=True, eq=False)
class JsonPath:
    """A query that was understood.

    Attributes:
        text: The query's text, with the splices in it; in the form of RFC 9535.
        query: The parsed query, with marks where values are spliced; None where a
            splice outside of quotes can be more than a value.
        condition: In a logical expression of the dialect, that expression; its `$` is
            the context.
        corrected: Where the dialect was used, the text in the form of RFC 9535.
        listed: Then also the text for a list that holds nothing but the context.
    """

    text: tuple[str | Splice, ...]
    query: JSONPathQuery | None
    condition: FilterExpression | None = None
    corrected: str | None = None
    listed: tuple[str | Splice, ...] = ()

    @property
    def text_for_library(self) -> tuple[str | Splice, ...]:
        """The text to evaluate: on the context, or on `[context]` for a condition."""
        return self.listed or self.text

    @property
    def splices(self) -> tuple[Splice, ...]:
        return tuple(part for part in self.text if isinstance(part, Splice))

    @property
    def length_of(self) -> JSONPathQuery | None:
        """What is before `.length`, where that ends the query."""
        if self.query is None or not self.query.segments:
            return None
        *before, last = self.query.segments
        is_length = (
            not isinstance(last, JSONPathRecursiveDescentSegment)
            and len(last.selectors) == 1
            and isinstance(last.selectors[0], NameSelector)
            and last.selectors[0].name == "length"
        )
        if not is_length:
            return None
        return JSONPathQuery(env=self.query.env, segments=tuple(before))


def read_jsonpath(
    template: Template, version: JsonPathVersion = "rfc9535"
) -> JsonPath | SyntaxFault:
    """Read the text of a JSONPath criterion or selector.

    `corrected` is set in what comes back where the text is of the dialect. Whether a
    criterion is meant matters only there: a logical expression is no selector.
    """
    text = locate_splices(template, "\\")
    if sum(len(part) for part in text if isinstance(part, str)) > MAX_LENGTH:
        return SyntaxFault(f"the query is longer than {MAX_LENGTH} characters")
    marked = _mark(text)
    if marked is None:
        return SyntaxFault("the query has characters of Unicode's private use area")
    found = _parse(marked)
    if isinstance(found, JSONPathQuery):
        fault = check_goessner(found) if version != "rfc9535" else None
        return fault or check_time(found) or JsonPath(text, found)
    dialect = _read_dialect(text, marked)
    if dialect is not None and dialect.query is not None:
        return check_time(dialect.query) or dialect
    return _read_open(text) or _explain(text, marked, found)


def _parse(text: str) -> JSONPathQuery | SyntaxFault:
    try:
        return jsonpath_rfc9535.compile(text)
    except JSONPathError as error:
        offset = error.token.index if error.token is not None else 0
        message = str(error.args[0]) if error.args else "this is no JSONPath"
        return SyntaxFault(message.replace("\n", " "), offset)
    except (ValueError, OverflowError, RecursionError, IndexError):
        return SyntaxFault("this is no JSONPath query")


def _mark(text: tuple[str | Splice, ...]) -> str | None:
    """The text with marks for the splices; None where it has such marks already."""
    marked: list[str] = []
    has_splices = any(isinstance(part, Splice) for part in text)
    count = 0
    for part in text:
        if isinstance(part, Splice):
            start, end = TEXT_MARK if part.quote else VALUE_MARK
            mark = f"{start}{count}{end}"
            marked.append(mark if part.quote else f"'{mark}'")
            count += 1
        elif has_splices and any(char in part for char in (*TEXT_MARK, *VALUE_MARK)):
            return None
        else:
            marked.append(part)
    return "".join(marked)


def _read_dialect(text: tuple[str | Splice, ...], marked: str) -> JsonPath | None:
    """A logical expression on the context, such as `$.status == 'running'`."""
    rewritten = as_logical_expression(marked)
    if rewritten is None or isinstance(_parse(rewritten.strip()), JSONPathQuery):
        return None
    query = _parse(f"$[?{rewritten}]")
    if isinstance(query, SyntaxFault) or len(query.segments) != 1:
        return None
    selectors = query.segments[0].selectors
    if len(selectors) != 1 or not isinstance(selectors[0], FilterSelector):
        return None
    condition = selectors[0].expression
    if not isinstance(condition, FilterExpression):
        return None
    splices = [part for part in text if isinstance(part, Splice)]
    proper = _unmark(f"$[?{rewritten}]", splices)
    listed = _unmark(f"$[?{_ROOTS.sub(_first_of_list, rewritten)}]", splices)
    return JsonPath(proper, query, condition, _as_text(proper), listed)


_ROOTS = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\$""")


def _first_of_list(found: re.Match[str]) -> str:
    return "$[0]" if found[0] == "$" else found[0]


def _as_text(text: tuple[str | Splice, ...]) -> str:
    parts = (part.expression if isinstance(part, Splice) else part for part in text)
    return format_template(Template(tuple(parts)))


def _unmark(text: str, splices: list[Splice]) -> tuple[str | Splice, ...]:
    parts: list[str | Splice] = []
    rest = text
    while (start := rest.find(TEXT_MARK[0])) >= 0:
        end = next(i for i in range(start + 1, len(rest)) if not rest[i].isdigit())
        splice = splices[int(rest[start + 1 : end])]
        if splice.quote:
            parts += [rest[:start], splice]
            rest = rest[end + 1 :]
        else:
            parts += [rest[: start - 1], splice]
            rest = rest[end + 2 :]
    return (*parts, rest)


def _read_open(text: tuple[str | Splice, ...]) -> JsonPath | None:
    """A query whose structure depends on a spliced text, such as `$.{$inputs.name}`."""
    if all(isinstance(part, str) or part.quote for part in text):
        return None
    for trial in _TRIALS:
        filled = "".join(
            part if isinstance(part, str) else ("a" if part.quote else trial)
            for part in text
        )
        if isinstance(_parse(filled), JSONPathQuery):
            return JsonPath(text, None)
    return None


_HINTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\[\s*\("), "RFC 9535 has no script expressions; write '[-1]'"),
    (re.compile(r"=~"), "write match(@.name, 'pattern') or search(@.name, 'pattern')"),
    (re.compile(r"===|!=="), "write '==' or '!='"),
    (re.compile(r"\b(and|or|not)\b"), "write '&&', '||' or '!'"),
    (re.compile(r"^\s|\s$"), "take away the white space around the query"),
    (re.compile(r"^[^$]"), "a query begins with '$'"),
    (re.compile(r"\[\s*[A-Za-z_]"), "put the name in brackets in quotes: ['name']"),
    (re.compile(r"\.\w*-"), "write a name with '-' in brackets: ['a-name']"),
)
"""Common mistakes, and how each is mended."""


def _explain(
    text: tuple[str | Splice, ...], marked: str, fault: SyntaxFault
) -> SyntaxFault:
    plain = "".join(part if isinstance(part, str) else "…" for part in text)
    hint = next((hint for mistake, hint in _HINTS if mistake.search(plain)), None)
    offset = 0 if len(marked) != len(plain) else min(fault.offset, len(plain))
    return SyntaxFault(f"not JSONPath by RFC 9535: {fault.message}", offset, hint)
