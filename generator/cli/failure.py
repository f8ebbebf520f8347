"""An exception that nobody foresaw, as a diagnostic."""

from __future__ import annotations

from ..diagnostics.model import Diagnostic
from ..diagnostics.order import in_source_order
from ..diagnostics.render_text import render_text
from ..diagnostics.rules.internal import INTERNAL_ERROR

_HINT = (
    "report this with the document; ARAZZO_CODEGEN_TRACEBACK=1 shows where it happened"
)


def diagnose(error: Exception) -> Diagnostic:
    """The diagnostic for a mistake of the compiler. It names the kind of exception and
    not its words, which may hold anything."""
    message = f"internal error: {type(error).__name__}"
    return Diagnostic(INTERNAL_ERROR, message, None, _HINT)


def describe_failure(error: Exception) -> str:
    return "\n".join(render_text(in_source_order([diagnose(error)])))
