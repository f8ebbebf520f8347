"""Source text in the form that black gives it.

Black takes longer than all the rest of a compilation, and what it does to a statement
depends on the kinds of its tokens and on how long they are, not on what they say. So it
is given each form of a statement once: `xxxx = xxx("xx")` stands for all assignments
like this one, and for statements that fit in a line not even lengths matter. Names,
texts and numbers are put back into what comes out. Forms that stand in nearly every
module, and that black leaves as they are, are kept in `settled_forms.json`.
"""

from __future__ import annotations

import itertools
import json
import keyword
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from black import format_str
from black.mode import Mode, TargetVersion
from black.parsing import InvalidInput

from .text import WIDTH

_TOKEN = re.compile(
    r"""
    (?P<comment>\#.*)
    | (?P<string>[A-Za-z]*(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))
    | (?P<name>[A-Za-z_]\w*)
    | (?P<number>\d[\w.]*(?:(?<=[eE])[+-]\d+)?)
    """,
    re.VERBOSE,
)
_KEPT = frozenset((*keyword.kwlist, *keyword.softkwlist))
_AS_SPELLED = re.compile(r"""[A-Za-z_]\w*|\d+|[fr]?"(?:[^"\\]|\\[^"'])*\"""")
_IN_OTHER_QUOTES = re.compile(r"""'(?:[^'"\\]|\\[^'"])*'""")
_BETWEEN_MARKS = re.compile(r"""[^'"\\]+""")
_QUOTES = frozenset("'\"")
_TRIPLE = '"""'

_ENOUGH = WIDTH // len("1, ") + 1
"""More elements than fit in a line: black gives each of them its own, and the others of
their list look the same."""

SETTLED = "settled_forms.json"
"""The file with forms that black leaves as they are."""

_BLOCK = "    pass\n"
_AROUND = {
    "case": ("match x:\n    ", f"    {_BLOCK}"),
    "elif": (f"if x:\n{_BLOCK}", _BLOCK),
    "else": (f"if x:\n{_BLOCK}", _BLOCK),
    "except": (f"try:\n{_BLOCK}", _BLOCK),
    "finally": (f"try:\n{_BLOCK}", _BLOCK),
    "match": ("", f"    case x:\n    {_BLOCK}"),
    "try": ("", f"{_BLOCK}finally:\n{_BLOCK}"),
}
"""What has to stand around the header of a block, by its first word."""

_AFTER_WORD = re.compile(r"\W")


def formatted(source: str) -> str:
    """Statements as black has them.

    Args:
        source: Whole lines. Its docstrings, comments and blank lines are as black has
            them already.
    """
    return "".join(f"{_statement(one)}\n" for one in _statements(source))


def _statements(source: str) -> Iterator[str]:
    """The lines of each statement, docstring and comment, and blank lines."""
    lines: list[str] = []
    for line in source.rstrip("\n").split("\n"):
        lines.append(line)
        if not _goes_on("\n".join(lines)):
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


def _goes_on(statement: str) -> bool:
    """Whether more lines belong to a statement."""
    text = statement.lstrip()
    if text.startswith(_TRIPLE):
        return len(text) < 2 * len(_TRIPLE) or not text.endswith(_TRIPLE)
    rest = _TOKEN.sub("", text)
    return sum(map(rest.count, "([{")) > sum(map(rest.count, ")]}"))


@lru_cache(maxsize=8192)
def _statement(source: str) -> str:
    text = source.lstrip()
    if not text or text.startswith((_TRIPLE, "#")):
        return source
    margin = " " * (len(source) - len(text))
    made = _laid_out(text, WIDTH - len(margin))
    return margin + made.replace("\n", "\n" + margin)


def _laid_out(text: str, width: int) -> str:
    """A statement without its margin, in lines of so many columns."""
    form = _Form.of(text)
    if len(form.whole) <= width and "\n" not in text and text.isascii():
        shortest = form.shortest
        if shortest in _settled() or _by_black(shortest, WIDTH) == shortest:
            return form.whole
    short, left_out = form.abridged()
    stand_ins = [_stand_in(token, len(token)) for token in short.tokens]
    made = _by_black(short.with_stand_ins(stand_ins), width)
    return short.filled(made, left_out)


@dataclass(frozen=True)
class _Form:
    """A statement, its names, texts and numbers kept apart.

    Attributes:
        tokens: These, as black spells them, in their order.
        between: What stands before each of them, and behind the last.
    """

    tokens: tuple[str, ...]
    between: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> _Form:
        tokens: list[str] = []
        between: list[str] = []
        end = 0
        for found in _TOKEN.finditer(text):
            if _has_stand_in(found):
                tokens.append(_spelled(found[0]))
                between.append(text[end : found.start()])
                end = found.end()
        return cls(tuple(tokens), (*between, text[end:]))

    @property
    def whole(self) -> str:
        return self.with_stand_ins(self.tokens)

    @property
    def shortest(self) -> str:
        """The form that stands for all statements like this one that fit in a line."""
        return self.with_stand_ins([_stand_in(token, 1) for token in self.tokens])

    def with_stand_ins(self, stand_ins: Sequence[str]) -> str:
        """The statement with others in the places of its tokens."""
        pairs = zip(self.between, (*stand_ins, ""), strict=True)
        return "".join(part for pair in pairs for part in pair)

    def abridged(self) -> tuple[_Form, dict[int, list[str]]]:
        """The form with no more than enough elements of each long list, and the others
        by the token that they follow."""
        tokens: list[str] = []
        between: list[str] = []
        left_out: dict[int, list[str]] = {}
        elements = 0
        for index, token in enumerate(self.tokens):
            is_element = self.between[index] == self.between[index + 1] == ", "
            elements = elements + 1 if is_element else 0
            if elements > _ENOUGH:
                left_out.setdefault(len(tokens) - 1, []).append(token)
            else:
                tokens.append(token)
                between.append(self.between[index])
        return _Form(tuple(tokens), (*between, self.between[-1])), left_out

    def filled(self, made: str, left_out: Mapping[int, Sequence[str]]) -> str:
        """What black made of stand-ins, with the tokens in their places.

        Args:
            left_out: What belongs behind a token, each in a line of its own like it.
        """
        numbers = itertools.count()

        def token(found: re.Match[str]) -> str:
            if not _has_stand_in(found):
                return found[0]
            number = next(numbers)
            more = left_out.get(number, ())
            start = made.rfind("\n", 0, found.start())
            return f",{made[start : found.start()]}".join((self.tokens[number], *more))

        return _TOKEN.sub(token, made)


def _has_stand_in(found: re.Match[str]) -> bool:
    return found["comment"] is None and found[0] not in _KEPT


def _stand_in(token: str, length: int) -> str:
    """A token of the same kind that says nothing."""
    if not token.isascii():
        # Not all of these characters are one column wide.
        return token
    if token[-1] in "'\"":
        return f'"{"x" * max(length - 2, 0)}"'
    return ("1" if token[0].isdigit() else "x") * length


def _spelled(token: str) -> str:
    """A token with the quotes, or the digits, that black prefers."""
    if _AS_SPELLED.fullmatch(token):
        return token
    if _IN_OTHER_QUOTES.fullmatch(token):
        return f'"{token[1:-1]}"'
    # What stands between quotes and backslashes decides nothing.
    form = f"x = {_BETWEEN_MARKS.sub('x', token)}"
    if form[4] in _QUOTES and _by_black(form, WIDTH) == form:
        return token
    return _by_black(f"x = {token}", WIDTH).removeprefix("x = ")


@cache
def _settled() -> frozenset[str]:
    return frozenset(
        json.loads(files("arazzo_codegen.emit").joinpath(SETTLED).read_text("utf-8"))
    )


def settled_forms(sources: Iterable[str]) -> list[str]:
    """The forms of the statements of modules that black leaves as they are."""
    found: set[str] = set()
    for source in sources:
        for statement in _statements(source):
            text = statement.lstrip()
            if text.isascii() and not text.startswith((_TRIPLE, "#")):
                found.add(_Form.of(text).shortest)
    return sorted(one for one in found - {""} if _by_black(one, WIDTH) == one)


@lru_cache(maxsize=8192)
def _by_black(statement: str, width: int) -> str:
    """A statement, or the header of one, as black has it where a line has so many
    columns."""
    before, after = "", ""
    if _opens_block(statement):
        word = _AFTER_WORD.split(statement, maxsplit=1)[0]
        before, after = _AROUND.get(word, ("", _BLOCK))
    elif statement.startswith("@"):
        after = f"class X:\n{_BLOCK}"
    margin = before.rpartition("\n")[2]
    mode = _mode(width + len(margin))
    try:
        made = format_str(f"{before}{statement}\n{after}", mode=mode)
    except InvalidInput:
        # It is no Python, for which the module as a whole is refused.
        return statement
    made = made.removeprefix(before).removesuffix(f"\n{after}")
    return made.replace(f"\n{margin}", "\n")


def _opens_block(statement: str) -> bool:
    """Whether it is the header of a block; a colon in a text is none."""
    return _TOKEN.sub("", statement).rstrip().endswith(":")


@lru_cache(maxsize=128)
def _mode(width: int) -> Mode:
    return Mode(target_versions={TargetVersion.PY311}, line_length=max(width, 1))
