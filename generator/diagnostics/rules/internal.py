"""The rule of mistakes that are the compiler's own."""

from __future__ import annotations

from typing import Final

from ..model import Rule, Severity

INTERNAL_ERROR: Final = Rule(
    "AZ999",
    "internal error",
    Severity.ERROR,
    """\
The compiler failed in a way that nobody foresaw. Nothing was written. Whatever the
documents hold, this is a mistake of the compiler.

Run the command again with `-v` or with the environment variable
`ARAZZO_CODEGEN_TRACEBACK=1` to see where it happened, and report that with the
document, or with as much of it as you may share.
""",
)
