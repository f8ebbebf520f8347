"""What is sent as a password is shown nowhere, whatever the input's own schema says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from .compiled import Case, module_of

SECRET = "s3cr3t-value"
PASSWORD = {"type": "string", "format": "password"}
ACCOUNT = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "login": {"allOf": [{"type": "object", "properties": {"key": PASSWORD}}]},
        "old": {"type": "array", "items": PASSWORD},
    },
}


def body(payload: Any, media_type: str = "application/json", **rest: Any) -> Case:
    content = {media_type: {"schema": ACCOUNT}}
    request = {"contentType": media_type, "payload": payload, **rest}
    return case({"requestBody": {"content": content}}, {"requestBody": request})


def case(operation: dict[str, Any], step: dict[str, Any]) -> Case:
    text = {"type": "string"}
    return Case(
        operation=operation,
        step=step,
        inputs={"pw": text, "name": text, "login": {"type": "object"}},
    )


def parameter(**schema: Any) -> Case:
    declared = {"name": "X-Pin", "in": "header", **schema}
    given = {"name": "x-pin", "in": "header", "value": "$inputs.pw"}
    return case({"parameters": [declared]}, {"parameters": [given]})


@pytest.mark.parametrize(
    "sent",
    [
        body({"name": "$inputs.name", "login": {"key": "$inputs.pw"}}),
        body({"old": ["a", "$inputs.pw"]}),
        body({"old": ["$inputs.pw"]}, "application/x-www-form-urlencoded"),
        body({"old": ["$inputs.pw"]}, "multipart/form-data"),
        body(
            {"name": "a", "login": {"key": "b"}},
            replacements=[{"target": "/login/key", "value": "$inputs.pw"}],
        ),
        parameter(schema=PASSWORD),
        parameter(content={"text/plain": {"schema": PASSWORD}}),
    ],
    ids=["member", "item", "form", "parts", "replacement", "header", "content"],
)
def test_an_input_that_fills_a_password_is_a_secret(sent: Case, tmp_path: Path) -> None:
    with module_of(sent, tmp_path) as module:
        shown = repr(module.DoItInputs(pw=SECRET, name="Ann"))
        assert SECRET not in shown
        assert "Ann" in shown
        with pytest.raises(ValidationError) as caught:
            module.DoItInputs(pw=[SECRET])
        assert SECRET not in str(caught.value)


@pytest.mark.parametrize("value", ["$inputs.login#/key", "x{$inputs.name}"])
def test_an_input_of_which_a_part_fills_a_password_is_shown(
    value: str, tmp_path: Path
) -> None:
    with module_of(body({"login": {"key": value}}), tmp_path) as module:
        shown = repr(module.DoItInputs(name="Ann", login={"key": "k3y"}))
        assert "Ann" in shown
        assert "k3y" in shown
