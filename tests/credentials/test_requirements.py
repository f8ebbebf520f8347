"""Alternatives, combinations, optional and no security: each request gets exactly what
its operation asks for."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from ..fuzz.typing_check import mypy_complaints
from .secured import Json, Wire, compiled, module, openapi, parameter, step

SCHEMES: Json = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {"type": "http", "scheme": "basic"},
    "apiKey": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "adminKey": {"type": "apiKey", "in": "query", "name": "admin"},
    "odd": {"type": "carrierPigeon"},
}
TOKEN = {"api_token": "t"}
LOGIN = {"username": "u", "password": "p"}
KEY = {"api_key": "k"}


def needs(*alternatives: str) -> list[Json]:
    """A security list: `bearer`, `apiKey + adminKey`, or empty for anonymous."""
    return [
        {name: [] for name in alternative.split(" + ") if name}
        for alternative in alternatives
    ]


def signed(request: httpx.Request) -> list[str]:
    """The credentials of a request."""
    found = [request.headers.get(name) for name in ("Authorization", "X-Key")]
    found.append(request.url.params.get("admin"))
    return [one for one in found if one is not None]


def sent(made: Any, *, inputs: Any = None, **given: str) -> list[list[str]]:
    """The credentials of each request of a run."""
    wire = Wire()
    with made.open_shop_client(transport=wire.transport, **given) as client:
        made.run(*([inputs] if inputs else []), client=client)
    return [signed(request) for request in wire.sent]


@pytest.mark.parametrize(
    ("given", "chosen"),
    [
        (TOKEN, ["Bearer t"]),
        (LOGIN, ["Basic dTpw"]),
        (KEY, ["k"]),
        (TOKEN | LOGIN | KEY, ["Bearer t"]),
        (LOGIN | KEY, ["Basic dTpw"]),
        (KEY | {"username": "u"}, ["k"]),
    ],
)
def test_the_first_alternative_that_is_complete_is_sent(
    given: dict[str, str], chosen: list[str]
) -> None:
    security = needs("bearer", "basic", "apiKey")
    made = module(openapi(SCHEMES, {"a": {}}, security=security), [step("a")])
    assert sent(made, **given) == [chosen]


def test_an_error_names_every_alternative() -> None:
    security = needs("bearer", "basic")
    made = module(openapi(SCHEMES, {"a": {}}, security=security), [step("a")])
    with pytest.raises(ValueError, match="pass") as caught:
        made.open_shop_client(username="u")
    assert str(caught.value) == (
        "open_shop_client: pass api_token (or set SHOP_API_TOKEN), or username (or set "
        "SHOP_USERNAME) and password (or set SHOP_PASSWORD)"
    )


def test_all_schemes_of_a_requirement_are_sent_together() -> None:
    security = needs("apiKey + adminKey")
    made = module(openapi(SCHEMES, {"a": {}}, security=security), [step("a")])
    assert sent(made, api_key="k", admin_api_key="a") == [["k", "a"]]
    with pytest.raises(ValueError, match="admin_api_key"):
        made.open_shop_client(api_key="k")


def test_a_token_to_be_fetched_beside_a_key_passes_type_checkers() -> None:
    flows = {"clientCredentials": {"tokenUrl": "https://id.example.com", "scopes": {}}}
    schemes = SCHEMES | {"oauth": {"type": "oauth2", "flows": flows}}
    both, key = needs("oauth + apiKey", "apiKey")
    operations: Json = {"a": {"security": [both]}, "b": {"security": [key]}}
    document = openapi(schemes, operations)
    steps = [step("a"), step("b")]

    compilation = compiled({"shop": document}, [{"workflowId": "run", "steps": steps}])

    texts = {file.path: file.text for file in compilation.files}
    assert mypy_complaints([texts["run.py"]]) == ""


@pytest.mark.parametrize("security", [needs("", "bearer"), needs("bearer", "")])
def test_optional_credentials_are_sent_where_they_are_given(
    security: list[Json],
) -> None:
    made = module(openapi(SCHEMES, {"a": {}}, security=security), [step("a")])
    assert sent(made, **TOKEN) == [["Bearer t"]]
    assert sent(made) == [[]]


def test_each_operation_gets_its_own_and_an_anonymous_one_nothing() -> None:
    document = openapi(
        SCHEMES,
        {
            "a": {},
            "b": {"security": needs("apiKey")},
            "c": {"security": []},
            "d": {"security": needs("", "basic")},
            "e": {"security": needs("apiKey + adminKey", "apiKey")},
        },
        security=needs("bearer"),
    )
    made = module(document, [step(name) for name in "abcde"])
    assert sent(made, **TOKEN, **KEY) == [["Bearer t"], ["k"], [], [], ["k"]]
    given = {**TOKEN, **KEY, **LOGIN, "admin_api_key": "a"}
    assert sent(made, **given)[3:] == [["Basic dTpw"], ["k", "a"]]
    with pytest.raises(ValueError, match="api_key"):
        made.open_shop_client(**TOKEN)


def test_what_the_caller_sends_itself_is_anonymous_where_operations_differ() -> None:
    document = openapi(
        SCHEMES, {"a": {"security": needs("bearer")}, "b": {"security": []}}
    )
    made = module(document, [step("a"), step("b")])
    wire = Wire()
    with made.open_shop_client(transport=wire.transport, **TOKEN) as client:
        client.get("/a")
    assert signed(wire.sent[0]) == []


AUTHORIZED = parameter("Authorization", "header", "Bearer {$inputs.token}")


def test_a_header_that_a_step_sends_itself_stays() -> None:
    document = openapi(SCHEMES, {"a": {}, "b": {}}, security=needs("bearer"))
    steps = [step("a", AUTHORIZED), step("b")]
    made = module(document, steps, inputs={"token": {"type": "string"}})
    inputs = made.RunInputs(token="mine")
    assert sent(made, inputs=inputs, **TOKEN) == [["Bearer mine"], ["Bearer t"]]


@pytest.mark.parametrize(
    ("scheme", "own"),
    [
        ("bearer", AUTHORIZED),
        ("basic", AUTHORIZED),
        ("apiKey", parameter("x-key", "header", "$inputs.token")),
        ("adminKey", parameter("admin", "query", "$inputs.token")),
    ],
)
def test_a_credential_that_all_steps_send_themselves_is_not_asked_for(
    scheme: str, own: Json
) -> None:
    document = openapi(SCHEMES, {"a": {}}, security=needs(scheme))
    inputs = {"token": {"type": "string"}}
    made = module(document, [step("a", own)], inputs=inputs)
    found = sent(made, inputs=made.RunInputs(token="mine"))
    assert found in ([["Bearer mine"]], [["mine"]])


def test_an_alternative_that_a_step_fulfils_itself_is_enough() -> None:
    own = parameter("X-Key", "header", "$inputs.token")
    document = openapi(SCHEMES, {"a": {}, "b": {}}, security=needs("bearer", "apiKey"))
    inputs = {"token": {"type": "string"}}
    made = module(document, [step("a", own), step("b")], inputs=inputs)
    found = sent(made, inputs=made.RunInputs(token="mine"), **TOKEN)
    assert found == [["mine"], ["Bearer t"]]


def test_a_client_covers_the_workflows_that_are_called() -> None:
    document = openapi(
        SCHEMES,
        {
            "a": {},
            "login": {"security": []},
            "admin": {"security": needs("apiKey")},
            "plain": {},
        },
        security=needs("bearer"),
    )
    called = [
        {"workflowId": f"w{name}", "steps": [step(name)]}
        for name in ("login", "admin", "plain")
    ]
    steps = [step("a")] + [
        {"stepId": f"call{name}", "workflowId": f"w{name}"}
        for name in ("login", "admin", "plain")
    ]
    made = module(document, steps, *called)
    assert sent(made, **TOKEN, **KEY) == [["Bearer t"], [], ["k"], ["Bearer t"]]
    with pytest.raises(ValueError, match="api_key"):
        made.open_shop_client(**TOKEN)


def test_a_scheme_that_cannot_be_used_gives_way_to_an_alternative() -> None:
    document = openapi(SCHEMES, {"a": {}}, security=needs("odd", "bearer"))
    assert sent(module(document, [step("a")]), **TOKEN) == [["Bearer t"]]


@pytest.mark.parametrize(
    ("security", "fault"),
    [
        ("odd", "'odd' has the unknown type 'carrierPigeon'"),
        ("bearr", "'bearr' is not declared"),
        ("path", "'path' has its API key in 'path', and not in a header"),
        ("nameless", "'nameless' has no usable name: ''"),
        ("loose", "'loose' cannot be read: "),
    ],
)
def test_a_scheme_that_cannot_be_used_is_a_warning_once(
    security: str, fault: str
) -> None:
    schemes = SCHEMES | {
        "path": {"type": "apiKey", "in": "path", "name": "k"},
        "nameless": {"type": "apiKey", "in": "header"},
        "loose": {"$ref": "#/components/securitySchemes/nowhere"},
    }
    document = openapi(schemes, {"a": {}, "b": {}, "c": {}}, security=needs(security))
    workflow = {"workflowId": "w", "steps": [step("a"), step("b")]}
    found = list(compiled({"shop": document}, [workflow]).diagnostics)
    assert [one.severity for one in found] == ["warning"]
    assert fault in found[0].message


def test_schemes_of_operations_that_no_workflow_calls_are_not_looked_at() -> None:
    document = openapi(SCHEMES, {"a": {}, "b": {"security": needs("odd")}})
    workflow = {"workflowId": "w", "steps": [step("a")]}
    assert not list(compiled({"shop": document}, [workflow]).diagnostics)
