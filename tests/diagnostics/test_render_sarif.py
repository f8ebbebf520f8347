"""SARIF 2.1.0."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from arazzo_codegen.diagnostics.model import Diagnostic
from arazzo_codegen.diagnostics.order import in_source_order
from arazzo_codegen.diagnostics.registry import all_rules
from arazzo_codegen.diagnostics.render_sarif import render_sarif

from .places import ERROR, WARNING, finding, with_second_place

SCHEMA = Path(__file__).parents[1] / "data" / "sarif-2.1.0-rtm.5.json"


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft4Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema)


def log(*diagnostics: Diagnostic, folder: Path | None = None) -> Any:
    found = in_source_order(diagnostics)
    return render_sarif(found, folder or Path.cwd(), "1.2.3")


def run(*diagnostics: Diagnostic, folder: Path | None = None) -> Any:
    (only,) = log(*diagnostics, folder=folder)["runs"]
    return only


def test_the_log_is_valid(validator: jsonschema.Draft4Validator) -> None:
    found = [
        finding(),
        finding("a b:c%.yml"),
        with_second_place(),
        Diagnostic(ERROR, "no place", None, "mend"),
    ]

    validator.validate(log(*found))


def test_an_empty_log_is_valid(validator: jsonschema.Draft4Validator) -> None:
    validator.validate(log())


def test_the_log_of_every_rule_is_valid(validator: jsonschema.Draft4Validator) -> None:
    validator.validate(log(*(finding(rule=rule) for rule in all_rules().values())))


def test_the_schema_would_find_a_mistake(validator: jsonschema.Draft4Validator) -> None:
    wrong = log(finding())
    wrong["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["line"] = 1

    assert not validator.is_valid(wrong)


def test_a_result_has_rule_level_message_and_place() -> None:
    (result,) = run(finding(hint="mend"))["results"]

    assert result == {
        "ruleId": "AZ303",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "wrong\nhint: mend"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": "specs/a.yml",
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {"startLine": 3, "startColumn": 5},
                }
            }
        ],
    }


def test_columns_count_characters() -> None:
    found = run(with_second_place())

    assert found["columnKind"] == "unicodeCodePoints"
    region = found["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 21}


def test_second_places_are_related_locations() -> None:
    (result,) = run(with_second_place())["results"]

    (related,) = result["relatedLocations"]
    assert related["message"] == {"text": "the schema"}
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "openapi.yml"
    assert related["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 1}
    assert related["logicalLocations"] == [{"fullyQualifiedName": "/info"}]


def test_rules_have_their_pages_and_are_found_by_index() -> None:
    found = run(finding(rule=WARNING), finding(rule=ERROR), finding("b.yml"))

    rules = found["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["AZ303", "AZ502"]
    assert rules[1] == {
        "id": "AZ502",
        "shortDescription": {"text": "type"},
        "fullDescription": {"text": "What it means."},
        "help": {"text": WARNING.explanation, "markdown": WARNING.explanation},
        "defaultConfiguration": {"level": "warning"},
    }
    for result in found["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_files_are_named_by_relative_references(tmp_path: Path) -> None:
    absolute = (tmp_path / "specs" / "a.yml").as_posix()

    found = run(finding(absolute), finding("a b:ü%.yml"), folder=tmp_path)

    assert tmp_path.as_posix() not in json.dumps(found)
    assert "specs/a.yml" in json.dumps(found)
    located = run(finding("a b:ü%.yml"))["results"][0]["locations"][0]
    uri = located["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "a%20b%3A%C3%BC%25.yml"


def test_what_concerns_no_file_is_a_notification() -> None:
    found = run(Diagnostic(ERROR, "no place", None))

    assert found["results"] == []
    (invocation,) = found["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"] == [
        {
            "associatedRule": {"id": "AZ303", "index": 0},
            "level": "error",
            "message": {"text": "no place"},
        }
    ]


def test_the_same_findings_give_the_same_log() -> None:
    findings = [finding(), finding("b.yml"), with_second_place()]

    first = json.dumps(log(*findings))

    assert first == json.dumps(log(*reversed(findings)))
