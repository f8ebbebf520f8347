"""Responses are changed until criteria hold: what runs on them says whether they do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.tools.running import run_folder

BODY = {
    "type": "object",
    "properties": {
        "status": {"type": "string", "enum": ["running", "done", "failed"]},
        "count": {"type": "integer"},
        "error": {"type": ["string", "null"]},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "ready": {"type": "boolean"},
                },
            },
        },
    },
}


def write_documents(
    folder: Path, steps: list[dict[str, Any]], inputs: dict[str, Any] | None = None
) -> Path:
    source = {
        "openapi": "3.1.0",
        "info": {"title": "Jobs", "version": "1"},
        "servers": [{"url": "https://jobs.example.com"}],
        "paths": {
            "/job": {
                "get": {
                    "operationId": "getJob",
                    "responses": {
                        "200": {
                            "description": "The job.",
                            "content": {"application/json": {"schema": BODY}},
                        }
                    },
                }
            },
            "/end": {
                "post": {
                    "operationId": "end",
                    "responses": {"204": {"description": "Ended."}},
                }
            },
        },
    }
    arazzo = {
        "arazzo": "1.1.0",
        "info": {"title": "Watch", "version": "1"},
        "sourceDescriptions": [{"name": "jobs", "url": "./jobs.json"}],
        "workflows": [
            {
                "workflowId": "watch",
                "steps": steps,
                **((inputs and {"inputs": inputs}) or {}),
            }
        ],
    }
    (folder / "watch.arazzo.json").write_text(json.dumps(arazzo))
    (folder / "jobs.json").write_text(json.dumps(source))
    return folder


@pytest.mark.parametrize(
    "criterion",
    [
        {"condition": "$response.body#/status == 'failed'"},
        {"condition": "$response.body#/status != 'running'"},
        {"condition": "$response.body#/count > 41 && $response.body#/error == null"},
        {"condition": "!($response.body#/status == 'running')"},
        {"condition": "$response.body#/items/0/name == $inputs.name"},
        {"condition": "$response.header.X-Page == 'last'"},
        {"context": "$response.body#/status", "type": "regex", "condition": "^fa"},
        {
            "context": "$response.body",
            "type": "jsonpath",
            "condition": "$.items[?@.name == 'door' && @.ready == true]",
        },
        {
            "context": "$response.body",
            "type": "jsonpath",
            "condition": "$[?length(@) == 3]",
        },
        {
            "context": "$response.body#/items",
            "type": "jsonpath",
            "condition": "$[?search(@.name, '^d[0-9]')]",
        },
    ],
    ids=lambda one: one["condition"],
)
def test_criteria_of_every_kind_are_met(
    criterion: dict[str, str], tmp_path: Path
) -> None:
    inputs = {"type": "object", "properties": {"name": {"type": "string"}}}
    step: dict[str, Any] = {
        "stepId": "get",
        "operationId": "getJob",
        "successCriteria": [criterion],
        "outputs": {"name": "$inputs.name"},
    }

    (run,) = run_folder(write_documents(tmp_path, [step], inputs))

    assert (run.stop, run.detail) == (None, "")


def test_a_loop_is_left_by_the_action_that_leads_on(tmp_path: Path) -> None:
    running = {"condition": "$response.body#/status == 'running'"}
    done = {"condition": "$response.body#/status == 'done'"}
    again = {"name": "again", "type": "goto", "stepId": "poll", "criteria": [running]}
    leave = {"name": "leave", "type": "goto", "stepId": "end", "criteria": [done]}
    steps: list[dict[str, Any]] = [
        {"stepId": "poll", "operationId": "getJob", "onSuccess": [again, leave]},
        {"stepId": "tidy", "operationId": "end"},
        {"stepId": "end", "operationId": "end"},
    ]

    (run,) = run_folder(write_documents(tmp_path, steps))

    assert (run.stop, run.requests) == (None, 2)


def test_a_criterion_that_no_response_can_meet_is_a_stop(tmp_path: Path) -> None:
    never = {"condition": "$statusCode == 200 && $statusCode == 201"}
    step = {"stepId": "get", "operationId": "getJob", "successCriteria": [never]}

    runs = run_folder(write_documents(tmp_path, [step]))

    assert all(run.stop == "a success criterion was not met" for run in runs)
