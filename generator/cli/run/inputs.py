"""The inputs of a run: given, typed by the schema, and completed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import click
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ...check.schema_kinds import type_of_schema
from ...check.schema_types import at
from ...check.types import ANY, ValueType
from ...diagnostics.model import Diagnostic
from ...diagnostics.nearest import nearest
from ...diagnostics.printable import printable
from ...diagnostics.rules.running import WRONG_INPUT
from ...link.model import WorkflowKey
from ...mock.shapes import shape_of
from ...plan.classes import ModelClass, ModelField
from ...plan.naming import constant_case
from ...planned import PlannedWorkflows
from ...read.document import JsonValue, Node
from ...running.program import Program
from ..console import is_terminal
from .options import RunOptions
from .words import Word, fault, json_value, read_input_file, split_words

_PREFIX = "ARAZZO_INPUT_"


@dataclass(frozen=True)
class Typed:
    """The value that a word means."""

    value: JsonValue


@dataclass
class InputValues:
    """Inputs by workflow: of the one that is run, and of those that run before it.

    Attributes:
        refused: Those that were given and could not be read.
        made_up: Those that nobody gave, with values of the schema.
    """

    values: dict[WorkflowKey, dict[str, JsonValue]]
    faults: list[Diagnostic] = field(default_factory=list)
    refused: set[tuple[WorkflowKey, str]] = field(default_factory=set)
    made_up: set[tuple[WorkflowKey, str]] = field(default_factory=set)

    def put(self, key: WorkflowKey, name: str, typed: Typed | Diagnostic) -> None:
        """Note the value of an input, or why it has none."""
        if isinstance(typed, Diagnostic):
            self.faults.append(typed)
            self.refused.add((key, name))
        else:
            self.values[key][name] = typed.value


@dataclass(frozen=True, eq=False)
class InputReader:
    """Reads the inputs of one workflow, and of those that run before it.

    Those of the latter are called `<workflow>.<input>`.
    """

    planned: PlannedWorkflows
    program: Program
    key: WorkflowKey

    def read(self, options: RunOptions) -> InputValues:
        """What the file gives and, before that, the command line."""
        found = InputValues({key: {} for key in self._keys})
        if options.input_file is not None:
            content = read_input_file(options.input_file)
            if isinstance(content, Diagnostic):
                found.faults.append(content)
            else:
                for name, value in content.items():
                    key, own = self._resolve(name)
                    found.values[key][own] = value
        words, faults = split_words(options.inputs)
        found.faults += faults
        for word in words:
            key, name = self._resolve(word.name)
            found.put(key, name, self._typed(key, name, word))
        return found

    def add_from_environment(self, found: InputValues) -> None:
        """Take secret inputs that were not given from the environment."""
        for key, one in self._missing_secrets(found):
            text = os.environ.get(_PREFIX + constant_case(one.alias))
            if text is not None:
                self._put_text(found, key, one.alias, text)

    def to_ask(self, found: InputValues) -> frozenset[tuple[WorkflowKey, str]]:
        """The secret inputs that are missing and can be asked for."""
        if not _can_ask():
            return frozenset()
        return frozenset(
            (key, one.alias)
            for key, one in self._missing_secrets(found)
            if one.required
        )

    def ask(self, found: InputValues) -> None:
        """Ask for the secret inputs that are missing.

        Raises:
            click.Abort: The user does not want to answer.
        """
        asked = self.to_ask(found)
        for key, one in list(self._missing_secrets(found)):
            if (key, one.alias) in asked:
                title = printable(self.name(key, one.alias))
                text = click.prompt(title, hide_input=True, err=True)
                self._put_text(found, key, one.alias, text)

    def _missing_secrets(
        self, found: InputValues
    ) -> Iterator[tuple[WorkflowKey, ModelField]]:
        for key in self._keys:
            for one in self._fields(key):
                if one.secret and one.alias not in found.values[key]:
                    yield key, one

    def _put_text(
        self, found: InputValues, key: WorkflowKey, name: str, text: str
    ) -> None:
        found.put(key, name, self._typed(key, name, Word(name, text, "text")))

    def check(
        self, found: InputValues, may_miss: Callable[[WorkflowKey, str], bool]
    ) -> None:
        """Report what the classes of the inputs refuse.

        Args:
            may_miss: Whether an input may be missing for now.
        """
        for key in self._keys:
            if self.program.plans[key].inputs is None:
                found.faults += [self._unknown(key, one) for one in found.values[key]]
                continue
            try:
                self.program.inputs(key, found.values[key])
            except ValidationError as error:
                for one in error.errors(include_url=False, include_input=False):
                    name = str(one["loc"][0]) if one["loc"] else ""
                    is_missing = one["type"] == "missing" and len(one["loc"]) == 1
                    is_told = (key, name) in found.refused or may_miss(key, name)
                    if not (is_missing and is_told):
                        is_made_up = (key, name) in found.made_up
                        found.faults.append(self._fault(key, one, is_made_up))

    def usage(self) -> Iterator[str]:
        """A line for each input: its name, its type, and what is said of it."""
        rows = [
            (self.name(key, one.alias), self._type_text(key, one), one)
            for key in self._keys
            for one in self._fields(key)
        ]
        width = max((len(name) for name, _, _ in rows), default=0)
        for name, type_text, one in rows:
            about = " ".join(one.description.split())
            demand = "required" if one.required else "optional"
            line = f"  {name:<{width}}  {type_text}, {demand}"
            yield printable(f"{line}: {about}" if about else line)

    # Names and types

    @property
    def _keys(self) -> list[WorkflowKey]:
        return [self.key, *(key for key, _ in self.program.plans[self.key].passes)]

    def _resolve(self, name: str) -> tuple[WorkflowKey, str]:
        """The workflow that an input is of, and its name there."""
        own = {one.alias for one in self._fields(self.key)}
        before, dot, inner = name.partition(".")
        for key in self._keys[1:]:
            if dot and key.workflow_id == before and name not in own:
                return key, inner
        return self.key, name

    def name(self, key: WorkflowKey, name: str) -> str:
        """What the command line calls an input."""
        return name if key == self.key else f"{key.workflow_id}.{name}"

    def _fields(self, key: WorkflowKey) -> tuple[ModelField, ...]:
        plan = self.program.plans[key]
        classes: list[ModelClass] = [c for c in plan.classes if c.name == plan.inputs]
        return classes[0].fields if classes else ()

    def _type(self, key: WorkflowKey, name: str) -> ValueType:
        schema = self.planned.workflows[key].inputs
        if schema is None:
            return ANY
        references = self.planned.references
        return at(type_of_schema(schema, references), (name,), references)[0]

    def _type_text(self, key: WorkflowKey, one: ModelField) -> str:
        return describe_type(self._type(key, one.alias))

    def _typed(self, key: WorkflowKey, name: str, word: Word) -> Typed | Diagnostic:
        """The value that a word means."""
        type_ = self._type(key, name)
        if word.form == "text" and "string" in type_.kinds:
            return Typed(word.text)
        value, is_json = json_value(word.text)
        if is_json:
            return Typed(value)
        expected = describe_type(type_) if word.form == "text" else "JSON"
        hint = f"write it as JSON: {_EXAMPLES.get(expected, expected)}"
        message = f"the input {self.name(key, name)!r} has to be {_article(expected)}"
        return self._at(key, name, message, hint)

    # Faults

    def _fault(
        self, key: WorkflowKey, error: ErrorDetails, is_made_up: bool
    ) -> Diagnostic:
        kind, loc, said = error["type"], error["loc"], error["msg"]
        name = str(loc[0]) if loc else ""
        if kind == "extra_forbidden" and len(loc) == 1:
            return self._unknown(key, name)
        full = self.name(key, name)
        inner = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in loc[1:])
        if kind == "missing" and len(loc) == 1:
            return self._missing(key, name)
        message = f"the input {full + inner!r}: {said[:1].lower()}{said[1:]}"
        about = self._about(key, name)
        hint = f"it was made up: give -i {full}=VALUE, {about}" if is_made_up else about
        return self._at(key, name, message, hint)

    def _missing(self, key: WorkflowKey, name: str) -> Diagnostic:
        full = self.name(key, name)
        about = self._about(key, name)
        hint = f"give -i {full}=VALUE, {about}"
        for one in self._fields(key):
            if one.alias == name and one.secret:
                hint = f"set {_PREFIX}{constant_case(name)}, or {hint}"
        return self._at(key, name, f"the input {full!r} is missing", hint)

    def _unknown(self, key: WorkflowKey, name: str) -> Diagnostic:
        known = [
            self.name(other, one.alias)
            for other in self._keys
            for one in self._fields(other)
        ]
        full = self.name(key, name)
        near = nearest(full, known)
        hint = f"did you mean {near!r}?" if near else f"the inputs are {_joined(known)}"
        return fault(f"there is no input {full!r}", hint)

    def _about(self, key: WorkflowKey, name: str) -> str:
        """The type of an input, and what is said of it."""
        for one in self._fields(key):
            if one.alias == name:
                about = " ".join(one.description.split())
                type_text = _article(self._type_text(key, one))
                return f"{type_text}: {about}" if about else type_text
        return "as the schema says"

    def _at(self, key: WorkflowKey, name: str, message: str, hint: str) -> Diagnostic:
        """A fault at the input's schema."""
        node = self._node(key, name)
        place = node.key_place if node is not None else None
        return Diagnostic(WRONG_INPUT, message, place, hint)

    def _node(self, key: WorkflowKey, name: str) -> Node | None:
        schema = self.planned.workflows[key].inputs
        if schema is None:
            return None
        shape = shape_of((schema,), self.planned.references, "object")
        return next(iter(shape.properties().get(name, ())), None)


_EXAMPLES: Mapping[str, str] = {
    "integer": "3",
    "number": "2.5",
    "boolean": "true or false",
    "array": '["a", "b"]',
    "object": '{"name": "value"}',
    "null": "null",
}


def describe_type(type_: ValueType) -> str:
    """The type of an input in a few words."""
    if type_.enum is not None and len(type_.enum) <= 8:
        return "one of " + ", ".join(map(_shown, type_.enum))
    if not type_.is_known:
        return "any value"
    kinds = [kind for kind in _ORDER if kind in type_.kinds]
    return " or ".join("text" if kind == "string" else kind for kind in kinds)


_ORDER = ("string", "integer", "number", "boolean", "array", "object", "null")


def _shown(value: Any) -> str:
    return repr(value) if isinstance(value, str) else str(value).lower()


def _article(noun: str) -> str:
    if noun.startswith(("one of", "any", "text", "null", "JSON")):
        return noun
    return f"an {noun}" if noun[0] in "aio" else f"a {noun}"


def _joined(names: list[str]) -> str:
    return ", ".join(names) if names else "none: the workflow takes none"


def _can_ask() -> bool:
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)
