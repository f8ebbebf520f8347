"""Keeps secrets out of what is shown of a run."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, unquote_plus

import httpx

from ..check.credentials import api_keys
from ..check.reads import expressions_of_value
from ..expressions.model import Input, StepOutput
from ..link.model import OperationCall, Step, Workflow, WorkflowKey
from ..plan.model import ModulePlan
from ..plan.secrets import secret_names
from ..read.document import JsonValue

HIDDEN: Final = "***"

_SHORTEST: Final = 3
"""Shorter texts are no secrets: to look for them would hide everything."""


@dataclass
class Redaction:
    """Hides the secrets of a run, as they become known.

    Attributes:
        secrets: Texts that must not be shown.
    """

    secrets: set[str] = field(default_factory=set)

    def learn(self, values: JsonValue, names: Collection[str]) -> None:
        """Note the members of these names, at any depth, as secrets."""
        if isinstance(values, dict):
            for name, value in values.items():
                if name in names:
                    self.secrets.update(_texts(value))
                else:
                    self.learn(value, names)
        elif isinstance(values, list):
            for item in values:
                self.learn(item, names)

    def text(self, text: str) -> str:
        """A text with the secrets in it hidden, percent-encoded and JSON ones too."""
        for secret in sorted(self.secrets, key=len, reverse=True):
            if len(secret) >= _SHORTEST:
                for form in (secret, quote(secret, safe=""), json.dumps(secret)[1:-1]):
                    text = text.replace(form, HIDDEN)
        return text

    def value(self, value: JsonValue) -> JsonValue:
        """A value with the secrets in its texts hidden."""
        match value:
            case str():
                return HIDDEN if value in self.secrets else self.text(value)
            case list():
                return [self.value(item) for item in value]
            case dict():
                return {name: self.value(member) for name, member in value.items()}
        return value

    def url(self, url: httpx.URL, secret: UrlSecrets, path: str) -> str:
        """A URL as it may be shown.

        Args:
            secret: What of it is secret.
            path: The path template, which is shown where a part of the path is.
        """
        port = f":{url.port}" if url.port is not None else ""
        origin = f"{url.scheme}://{url.host}{port}"
        target = url.raw_path.decode("ascii")
        sent, _, query = target.partition("?")
        shown = path.partition("?")[0] if secret.path else self._segments(sent)
        pairs = [self._pair(pair, secret.query) for pair in query.split("&") if pair]
        return origin + shown + ("?" + "&".join(pairs) if pairs else "")

    def _segments(self, path: str) -> str:
        return "/".join(
            HIDDEN if self._holds_secret(segment) else segment
            for segment in path.split("/")
        )

    def _pair(self, pair: str, names: Collection[str]) -> str:
        name, equals, text = pair.partition("=")
        is_secret = unquote_plus(name).casefold() in names
        if equals and (is_secret or self._holds_secret(text)):
            return f"{name}={HIDDEN}"
        return HIDDEN if self._holds_secret(name) else pair

    def _holds_secret(self, text: str) -> bool:
        plain = unquote_plus(text)
        return plain in self.secrets or self.text(plain) != plain


@dataclass(frozen=True)
class UrlSecrets:
    """What is secret in the URL of a step's requests.

    Attributes:
        path: Whether a part of the path is.
        query: The parameters of the query that are, casefolded.
    """

    path: bool
    query: frozenset[str]


def url_secrets(
    workflow: Workflow, step: Step, plans: Mapping[WorkflowKey, ModulePlan]
) -> UrlSecrets:
    """What is secret in the URL of a step's requests: API keys, and what the inputs and
    outputs that are credentials fill in."""
    if not isinstance(step.call, OperationCall):
        return UrlSecrets(False, frozenset())
    keys = api_keys(step.call.operation)
    others = {key: secret_inputs(plan) for key, plan in plans.items()}
    _, outputs = secret_names(workflow, others)
    inputs = others[workflow.key]
    found = {
        (parameter.name.casefold(), parameter.location)
        for parameter in step.parameters
        for expression, _ in expressions_of_value(parameter.value)
        if (isinstance(expression, Input) and expression.name in inputs)
        or (
            isinstance(expression, StepOutput)
            and (expression.step_id, expression.name) in outputs
        )
    }
    query = {name for name, location in (*found, *keys) if location == "query"}
    return UrlSecrets(any(at == "path" for _, at in found), frozenset(query))


def secret_inputs(plan: ModulePlan) -> frozenset[str]:
    """The inputs of a workflow that are credentials or passwords, and the members of
    such names within them."""
    is_input = {"inputs", "nested_input"}
    return frozenset(
        one.alias
        for model in plan.classes
        if model.config in is_input
        for one in model.fields
        if one.secret
    )


def _texts(value: JsonValue) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _texts(item)
        case dict():
            for member in value.values():
                yield from _texts(member)
        case int() | float() if not isinstance(value, bool):
            yield json.dumps(value)
