"""A body of bytes, given as such, by a path or as an open file."""

from __future__ import annotations

import io
from pathlib import Path
from types import ModuleType

import pytest
import respx

BYTES = b"\x89PNG\r\n\x00\xff"


@pytest.mark.parametrize("form", ["bytes", "path", "file"])
def test_sends_the_bytes(
    workflow: ModuleType, api: respx.MockRouter, tmp_path: Path, form: str
) -> None:
    route = api.put("/image").respond(204)
    path = tmp_path / "image.png"
    path.write_bytes(BYTES)
    forms = {"bytes": BYTES, "path": path, "file": io.BytesIO(BYTES)}

    workflow.store_image(workflow.StoreImageInputs(image=forms[form]))

    sent = route.calls.last.request
    assert sent.headers["Content-Type"] == "image/png"
    assert sent.content == BYTES
