"""Arguments and environment variables: short, predictable, and never two alike."""

from __future__ import annotations

import inspect

import pytest

from arazzo_codegen.plan.credentials import variable_of

from .secured import Json, module, openapi, step

BEARER = {"type": "http", "scheme": "bearer"}


def key(name: str, location: str = "header") -> Json:
    return {"type": "apiKey", "in": location, "name": name}


def arguments(schemes: Json, *used: str, source: str = "shop") -> list[str]:
    """The arguments for credentials of a workflow that needs some schemes together."""
    security: list[Json] = [{name: [] for name in used or schemes}]
    document = openapi(schemes, {"a": {}}, security=security)
    made = module({source: document}, [step("a")])
    opens = getattr(made, f"open_{source}_client")
    taken = list(inspect.signature(opens).parameters)
    return taken[: taken.index("base_url")]


@pytest.mark.parametrize(
    ("server", "argument", "variable"),
    [
        ("airbyte", "api_token", "AIRBYTE_API_TOKEN"),
        ("airbyte_api", "api_token", "AIRBYTE_API_TOKEN"),
        ("shop", "admin_api_key", "SHOP_ADMIN_API_KEY"),
        ("shop_admin", "admin_api_key", "SHOP_ADMIN_API_KEY"),
        ("api", "api_token", "API_TOKEN"),
        ("shop", "username", "SHOP_USERNAME"),
    ],
)
def test_a_variable_says_nothing_twice(
    server: str, argument: str, variable: str
) -> None:
    assert variable_of(server, argument) == variable


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        ("bearerAuth", "api_token"),
        ("OAuth2", "api_token"),
        ("http-token", "api_token"),
        ("shop_auth", "api_token"),
        ("personalAccessToken", "personal_api_token"),
        ("2legged", "n2legged_api_token"),
        ("import", "import_api_token"),
    ],
)
def test_words_of_a_name_that_its_type_says_too_are_left_out(
    name: str, argument: str
) -> None:
    assert arguments({name: BEARER}) == [argument]


def test_two_ways_to_a_token_share_an_argument() -> None:
    oidc = {"type": "openIdConnect", "openIdConnectUrl": "https://id.example.com"}
    assert arguments({"bearerAuth": BEARER, "oidc": oidc}) == ["api_token"]


def test_api_keys_that_would_share_an_argument_are_named_after_their_schemes() -> None:
    schemes = {"APIKey": key("key", "query"), "APIToken": key("token", "query")}
    assert arguments(schemes) == ["api_key", "api_token"]
    assert arguments(schemes, "APIToken") == ["api_token"]


def test_an_argument_is_called_the_same_whatever_else_is_used() -> None:
    schemes = {"app": BEARER, "user": BEARER, "admin": key("X-Admin")}
    for name, argument in zip(
        schemes, ("app_api_token", "user_api_token", "admin_api_key"), strict=True
    ):
        assert arguments(schemes, name) == [argument]


def test_no_scheme_takes_the_name_of_another_argument() -> None:
    schemes = {"headers": key("a"), "Key": key("b"), "timeout": key("c")}
    assert arguments(schemes) == ["headers_api_key", "api_key", "timeout_api_key"]
    shared = {"auth": key("a"), "header": key("b")}
    assert arguments(shared) == ["auth_", "header"]


def test_a_step_does_not_take_the_name_of_the_function_that_opens_a_client() -> None:
    document = openapi({"auth": BEARER}, {"a": {}}, security=[{"auth": []}])
    named = step("a") | {"stepId": "openShopClient"}
    made = module(document, [named])
    assert made.open_shop_client(api_token="t").auth is not None
    assert made.open_shop_client_.__doc__ == "`GET /a`."
