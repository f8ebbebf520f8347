"""AZ9xx: what is not supported yet."""

from __future__ import annotations

from ..model import Rule, Severity

ASYNCAPI = Rule(
    "AZ901",
    "AsyncAPI steps are not supported yet",
    Severity.ERROR,
    "Steps that send or receive messages of an AsyncAPI description are valid Arazzo "
    "1.1; no code is generated for them yet.",
)
NOT_SUPPORTED = Rule(
    "AZ902",
    "something valid that is not supported yet",
    Severity.ERROR,
    "The document is valid, and uses something for which no code is generated yet. "
    "Nothing is generated instead of code that would do something else.",
)
REMOTE_SOURCE = Rule(
    "AZ903",
    "a source description lies elsewhere",
    Severity.ERROR,
    "The `url` of a source description leads to another machine. Sources are not "
    "fetched.\n\nDownload the document, and name it with `--source NAME=PATH`.",
)
