"""XPath criteria, by the effective boolean value."""

from __future__ import annotations

from types import ModuleType

import pytest
import respx


def test_holds(workflow: ModuleType, api: respx.MockRouter) -> None:
    api.get("/feed").respond(text='<feed state="open"><entry/><entry/></feed>')

    workflow.check_feed()


@pytest.mark.parametrize(
    "text",
    [
        '<feed state="open"><entry/></feed>',
        '<feed state="shut"><entry/><entry/></feed>',
        "no XML",
    ],
)
def test_does_not_hold(workflow: ModuleType, api: respx.MockRouter, text: str) -> None:
    api.get("/feed").respond(text=text)

    with pytest.raises(workflow.CheckFeedError):
        workflow.check_feed()
