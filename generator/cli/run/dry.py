"""What `--dry-run` shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ...diagnostics.printable import printable
from ...running.outline.requests import Entry, OutlinedRequest, OutlinedWorkflow
from ...running.redaction import Redaction


def entry_lines(entries: Iterable[Entry], redaction: Redaction) -> Iterator[str]:
    """The requests as text, in the form of .http files."""
    for number, entry in enumerate(entries):
        if number:
            yield ""
        for line in _lines(entry, redaction):
            yield printable(redaction.text(line))


def _lines(entry: Entry, redaction: Redaction) -> Iterator[str]:
    mark = "###" + "#" * entry.depth
    match entry:
        case OutlinedWorkflow():
            yield f"{mark} {entry.step_id or 'before'}: workflow {entry.workflow_id}"
            yield from (f"# {one}" for one in entry.actions)
            for name, value in entry.inputs.items():
                shown = json.dumps(redaction.value(value), ensure_ascii=False)
                yield f"# with {name} = {shown}"
        case OutlinedRequest():
            yield f"{mark} {entry.step_id}"
            yield from (f"# {one}" for one in entry.actions)
            yield f"{entry.method} {entry.url}"
            yield from (f"{name}: {value}" for name, value in entry.headers)
            yield from (f"# later: {one}" for one in entry.later)
            if entry.has_body:
                yield ""
                yield from _body(redaction.value(entry.body)).splitlines()


def _body(body: Any) -> str:
    if isinstance(body, str):
        return body
    return json.dumps(body, indent=2, ensure_ascii=False)


def entry_json(entry: Entry, redaction: Redaction) -> dict[str, Any]:
    """The same for reading by machine."""
    found: dict[str, Any] = {
        "workflow": entry.workflow_id,
        "step": entry.step_id or None,
        "depth": entry.depth,
    }
    match entry:
        case OutlinedWorkflow():
            found["inputs"] = redaction.value(entry.inputs)
        case OutlinedRequest():
            found["method"] = entry.method
            found["url"] = redaction.text(entry.url)
            found["headers"] = {
                name: redaction.text(value) for name, value in entry.headers
            }
            if entry.has_body:
                found["body"] = redaction.value(entry.body)
            if entry.later:
                found["later"] = list(entry.later)
    found["actions"] = list(entry.actions)
    return found
