"""Parameters in cookies; a secret never shows in an error."""

from __future__ import annotations

from types import ModuleType

import pytest
import respx


def test_sends_the_cookies_that_were_given(
    workflow: ModuleType, api: respx.MockRouter
) -> None:
    route = api.get("/page").respond(text="hello")

    outputs = workflow.open_page(workflow.OpenPageInputs(session="s3"))
    workflow.open_page(workflow.OpenPageInputs(session="s3", theme="dark"))

    assert outputs.page == "hello"
    sent = [call.request.headers["Cookie"] for call in route.calls]
    assert sent == ["session=s3", "session=s3; theme=dark"]


def test_the_secret_does_not_show(workflow: ModuleType, api: respx.MockRouter) -> None:
    api.get("/page").respond(401)
    given = workflow.OpenPageInputs(session="s3cr3t")

    with pytest.raises(workflow.OpenPageError) as failed:
        workflow.open_page(given)

    assert "s3cr3t" not in f"{given!r} {failed.value} {failed.value!r}"
