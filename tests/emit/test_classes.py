"""Generated classes, imported and used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from arazzo_codegen.check.types import Kind, ValueType
from arazzo_codegen.plan.classes import OutputField, OutputsClass, plan_output_classes
from arazzo_codegen.plan.schemas import is_unicode

from ..support.schemas import (
    LocalReferences,
    document_node,
    inputs_module,
    module_of,
    plan_inputs,
    source_of,
)
from .test_text import HOSTILE

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["apiToken", "workspaceId", "2fa"],
    "properties": {
        "apiToken": {"type": "string", "format": "password", "description": "Token."},
        "workspaceId": {"type": "string", "description": "Where."},
        "2fa": {"type": "string", "pattern": "^[0-9]{4}$"},
        "limit": {"type": "integer", "minimum": 1, "default": 10},
        "kind": {"enum": ["sync", "reset"], "default": "sync"},
        "ratio": {"type": "number", "exclusiveMaximum": 1},
        "tags": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "owner": {"$ref": "#/defs/Person"},
        "others": {
            "type": "array",
            "items": {"$ref": "#/defs/Person"},
            "default": [{"fullName": "Ann"}],
        },
        "map": {"type": "object", "additionalProperties": {"$ref": "#/defs/Person"}},
        "anything": {},
    },
    "defs": {
        "Person": {
            "type": "object",
            "description": "A person.",
            "required": ["fullName"],
            "properties": {
                "fullName": {"type": "string"},
                "boss": {"$ref": "#/defs/Person"},
            },
        }
    },
}
GIVEN: dict[str, Any] = {"api_token": "t0p", "workspace_id": "w", "n2fa": "1234"}


@pytest.fixture(scope="module")
def inputs() -> Any:
    return inputs_module(SCHEMA).FooInputs


def test_fields_are_given_in_snake_case_or_as_the_document_names_them(
    inputs: Any,
) -> None:
    by_alias = inputs(apiToken="t0p", workspaceId="w", **{"2fa": "1234"})
    assert by_alias == inputs(**GIVEN)


def test_the_dump_by_alias_has_the_names_of_the_document(inputs: Any) -> None:
    dump = inputs(**GIVEN).model_dump(by_alias=True, exclude_unset=True)
    assert dump == {"apiToken": "t0p", "workspaceId": "w", "2fa": "1234"}


def test_an_undeclared_input_is_refused(inputs: Any) -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        inputs(**GIVEN, other=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit": 0},
        {"kind": "other"},
        {"ratio": 1},
        {"tags": []},
        {"n2fa": "12"},
        {"owner": {}},
    ],
)
def test_limits_of_the_schema_hold(inputs: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        inputs(**{**GIVEN, **wrong})


def test_defaults_apply(inputs: Any) -> None:
    made = inputs(**GIVEN)
    assert (made.limit, made.kind, made.tags) == (10, "sync", None)
    assert made.others[0].full_name == "Ann"


def test_objects_within_are_of_their_class(inputs: Any) -> None:
    boss = {"fullName": "Bo"}
    made = inputs(**GIVEN, owner={"fullName": "Ann", "boss": boss, "age": 5})
    assert made.owner.boss.full_name == "Bo"
    assert made.owner.model_dump(by_alias=True)["age"] == 5


def test_secrets_are_not_shown(inputs: Any) -> None:
    assert "t0p" not in repr(inputs(**GIVEN))
    with pytest.raises(ValidationError) as caught:
        inputs(api_token=["t0p"])
    assert "t0p" not in str(caught.value)


def test_a_class_reads_as_written_by_hand() -> None:
    schema = {
        "required": ["id", "token"],
        "properties": {
            "id": {"type": "string", "description": "Which one."},
            "token": {"type": "string", "format": "password"},
            "size": {"type": "integer", "minimum": 1},
        },
    }
    assert source_of(plan_inputs(schema)).endswith(
        "class FooInputs(BaseModel):\n"
        '    """Inputs."""\n'
        "\n"
        "    model_config = ConfigDict(extra='forbid', hide_input_in_errors=True)\n"
        "\n"
        "    id: str\n"
        '    """Which one."""\n'
        "    token: str = Field(repr=False)\n"
        "    size: int | None = Field(default=None, ge=1)\n"
    )


@pytest.mark.parametrize(
    "text", [text for text in HOSTILE if is_unicode(text)] + ["__import__('os')"]
)
def test_no_text_of_a_document_becomes_code(text: str) -> None:
    member = {"type": "string", "enum": [text, "a"], "default": text}
    schema = {
        "title": text,
        "required": [text],
        "properties": {
            text: {"description": text, "type": "object", "properties": {text: member}},
            "other": {"type": "string", "default": text, "description": text},
        },
    }
    models = plan_inputs(schema)
    module = module_of(source_of(models))
    made = module.FooInputs.model_validate({text: {}})
    assert made.other == text
    nested = getattr(made, models[0].fields[0].name)
    assert nested.model_dump(by_alias=True) == {text: text}


def test_half_a_surrogate_pair_leaves_a_module_that_imports() -> None:
    properties = {"\ud800": {}, "x": {"enum": ["\ud800"]}, "y": {"default": "\ud800"}}
    assert inputs_module({"properties": properties}).FooInputs().y == "\ud800"


@pytest.mark.parametrize(
    "name", ["model_config", "copy", "json", "schema", "class", "list", "_x", "self"]
)
def test_any_member_name_is_usable(name: str) -> None:
    schema = {"properties": {name: {"type": "array", "items": {"type": "string"}}}}
    made = inputs_module(schema).FooInputs.model_validate({name: ["a"]})
    assert made.model_dump(by_alias=True) == {name: ["a"]}


def test_one_and_true_are_two_values_of_an_enum() -> None:
    source = source_of(plan_inputs({"properties": {"x": {"enum": [1, True, "1"]}}}))
    assert "Literal[1, True, '1']" in source


# Outputs

POLICY = {
    "type": "object",
    "properties": {
        "bindings": {"type": "array", "items": {"$ref": "#/properties/binding"}},
        "binding": {
            "type": "object",
            "description": "Who may.",
            "required": ["role"],
            "properties": {"role": {"type": "string"}, "self": {"$ref": "#"}},
        },
    },
}


def outputs_source() -> str:
    node = document_node(POLICY)

    def output(name: str, *kinds: Kind, required: bool = True) -> OutputField:
        schemas = (node,) if "object" in kinds else ()
        return OutputField(name, ValueType(frozenset(kinds), schemas), required, True)

    outputs = [
        output("jobId", "integer"),
        output("amount", "number", "null"),
        output("policyID", "object", required=False),
        output("mixed", "string", "array", required=False),
    ]
    step = OutputsClass("StepOutputs", "Outputs of a step.", outputs, "step_outputs")
    workflow = OutputsClass("FooOutputs", "Outputs.", outputs, "workflow_outputs")
    plan = plan_output_classes([step, workflow], LocalReferences(), ())
    return source_of(plan.models, plan.typed_dicts)


@pytest.fixture(scope="module")
def outputs() -> Any:
    return module_of(outputs_source())


@pytest.mark.parametrize("wrong", ["1", True, None, 1.5])
def test_outputs_of_steps_are_not_converted(outputs: Any, wrong: object) -> None:
    with pytest.raises(ValidationError):
        outputs.StepOutputs(job_id=wrong, amount=1)


def test_numbers_keep_their_spelling(outputs: Any) -> None:
    assert str(outputs.StepOutputs(job_id=1, amount=10**30).amount) == str(10**30)
    assert str(outputs.FooOutputs(job_id=1, amount=1.0).amount) == "1.0"


def test_an_optional_output_may_be_left_out_or_null(outputs: Any) -> None:
    left_out = outputs.StepOutputs(job_id=1, amount=None)
    given = outputs.StepOutputs(job_id=1, amount=None, policy_id=None)
    assert left_out.policy_id is None
    assert "policy_id" in given.model_fields_set - left_out.model_fields_set


def test_an_object_of_another_type_is_refused(outputs: Any) -> None:
    with pytest.raises(ValidationError):
        outputs.StepOutputs(job_id=1, amount=1, policy_id=[1])


@pytest.mark.parametrize("name", ["StepOutputs", "FooOutputs"])
def test_objects_stay_as_they_were_sent(outputs: Any, name: str) -> None:
    sent = {"z": 1, "bindings": [{"x": None, "role": 1.0}], "a": 2}
    made = getattr(outputs, name)(job_id=1, amount=1, policy_id=sent)
    assert made.policy_id == sent
    assert [*made.policy_id] == ["z", "bindings", "a"]


def test_outputs_of_a_workflow_bear_the_names_of_the_document(outputs: Any) -> None:
    made = outputs.FooOutputs(job_id=1, amount=2, policy_id=None)
    assert made.model_dump(by_alias=True) == {
        "jobId": 1,
        "amount": 2,
        "policyID": None,
        "mixed": None,
    }


def test_type_checkers_accept_the_classes_and_their_callers(tmp_path: Path) -> None:
    (tmp_path / "made_inputs.py").write_text(source_of(plan_inputs(SCHEMA)), "utf-8")
    (tmp_path / "made_outputs.py").write_text(outputs_source(), "utf-8")
    (tmp_path / "caller.py").write_text(
        "from made_inputs import FooInputs, Person\n"
        "from made_outputs import FooOutputs, StepOutputs\n"
        "FooInputs(api_token='', workspace_id='', n2fa='',\n"
        "          owner=Person(full_name='', boss=Person(full_name='')))\n"
        "def job(outputs: StepOutputs) -> int:\n"
        "    return outputs.job_id\n"
        "def role(outputs: FooOutputs) -> str:\n"
        "    assert outputs.policy_id is not None\n"
        "    return outputs.policy_id['bindings'][0]['role']\n",
        "utf-8",
    )
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--no-incremental",
        "caller.py",
    ]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
