"""Names that are keywords, builtins, or names of the module and of its libraries."""

from __future__ import annotations

from types import ModuleType

import respx

GIVEN = {
    "class": "c",
    "page-size": 1,
    "pageSize": 2,
    "2nd": "x",
    "self": "me",
    "model_config": "m",
}


def test_the_names_of_the_document_pass_in_and_out(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    route = api.get("/list")
    route.respond(json={"a/b": {"m~n": "v"}, "json": {"k": 1}})

    outputs = workflow.import_(workflow.ImportInputs.model_validate(GIVEN))

    assert outputs.model_dump(by_alias=True) == {"None": "v", "copy": {"k": 1}}
    first, second = (call.request for call in route.calls)
    assert dict(first.url.params) == {
        "class": "c",
        "page-size": "1",
        "pageSize": "2",
        "2nd": "x",
        "self": "me",
    }
    assert first.headers["X-Config"] == "m"
    assert dict(second.url.params) == {"class": "v\"'\\{}"}


def test_the_names_in_the_module_are_usable(workflow: ModuleType) -> None:
    inputs = workflow.ImportInputs(
        class_="c", page_size_99246b=1, page_size_8a00a4=2, n2nd="x"
    )

    assert inputs.model_dump(by_alias=True, exclude_unset=True) == {
        "class": "c",
        "page-size": 1,
        "pageSize": 2,
        "2nd": "x",
    }
