"""Which workflow to run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...diagnostics.model import Diagnostic
from ...diagnostics.nearest import nearest
from ...diagnostics.rules.running import WRONG_WORKFLOW
from ...link.model import Workflow, WorkflowKey

_MOST = 20
"""How many workflows a hint lists."""


def choose_workflow(
    word: str | None, workflows: Mapping[WorkflowKey, Workflow]
) -> WorkflowKey | Diagnostic:
    """The workflow that a word of the command line means, or what is wrong with it.

    Args:
        word: `ID` or `DOCUMENT#ID`; the document by its path or the end of it. None
            where the command line names none.
        workflows: Those that compile.
    """
    keys = list(workflows)
    if word is None:
        if len(keys) == 1:
            return keys[0]
        message = f"there are {len(keys)} workflows, and none is named"
        return _fault(message, f"name one of {_listed(keys)}")
    document, _, workflow_id = word.rpartition("#")
    found = [key for key in keys if key.workflow_id == workflow_id]
    if document:
        found = [key for key in found if _is_named(key.document, document)]
    if len(found) == 1:
        return found[0]
    if found:
        message = f"{len(found)} documents have a workflow {workflow_id!r}"
        names = " or ".join(f"{key.document}#{key.workflow_id}" for key in found)
        return _fault(message, f"write {names}")
    return _fault(f"there is no workflow {word!r}", _near(word, workflow_id, keys))


def _is_named(document: str, word: str) -> bool:
    return document == word or document.endswith(f"/{word}")


def _near(word: str, workflow_id: str, keys: Iterable[WorkflowKey]) -> str:
    ids = list(dict.fromkeys(key.workflow_id for key in keys))
    near = nearest(workflow_id, ids, 0.6)
    if near is None or near == word:
        return f"the workflows are {_listed(keys)}"
    return f"did you mean {near!r}? The workflows are {_listed(keys)}"


def _listed(keys: Iterable[WorkflowKey]) -> str:
    ids = list(dict.fromkeys(key.workflow_id for key in keys))
    shown = ", ".join(ids[:_MOST])
    return shown if len(ids) <= _MOST else f"{shown} and {len(ids) - _MOST} more"


def _fault(message: str, hint: str) -> Diagnostic:
    return Diagnostic(WRONG_WORKFLOW, message, None, hint)
