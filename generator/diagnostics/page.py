"""The page of all diagnostics: `python -m arazzo_codegen.diagnostics.page FILE`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Final

from .model import Rule
from .registry import all_rules

FAMILIES: Final = {
    "AZ0": "The command line, the output folder, writing and running",
    "AZ1": "Files, YAML, JSON and sources",
    "AZ2": "The shape of the Arazzo document",
    "AZ3": "Names: sources, operations, workflows, steps, inputs, outputs",
    "AZ4": "Expressions, conditions, JSONPath, XPath and regular expressions",
    "AZ5": "Types, parameters, bodies and inputs",
    "AZ6": "The order of steps, actions and loops",
    "AZ7": "Forms of published documents that are read as meant",
    "AZ8": "The modules of one run",
    "AZ9": "What is not supported, and mistakes of the compiler",
}
"""What the codes that begin so are about."""

_HEAD: Final = """\
# Diagnostics

<!-- Written by `make docs` from the rules in generator/diagnostics/rules. -->
<!-- folder: specs -->

What the compiler reports, by code. `arazzo-codegen explain CODE` shows a section of this
page in the terminal.

An **error** means that no code can be generated; it can neither be ignored nor be made
less. A **warning** is about something that can be generated and is most likely wrong, in
the workflow or in the OpenAPI document. Warnings can be left out, and be made errors:

```console
$ arazzo-codegen lint specs/ --ignore AZ511,AZ7
$ arazzo-codegen lint specs/ --select AZ5
```

```toml title="pyproject.toml"
[tool.arazzo-codegen]
ignore = ["AZ511", "AZ7"]

[tool.arazzo-codegen.severity]
AZ502 = "error"
AZ606 = "off"
```

A beginning of a code means all codes that begin so; where `select` and `ignore` both
name a code, the longer word decides, and `ignore` if they are the same. An option takes
the place of the setting of its name, and what `--select` names is shown whatever the
settings ignore. `--strict` makes errors of the warnings that say so below, unless the
settings give one of them a severity of its own.

<!-- the rest is not run: examples of what is wrong; the tests of the rules have them whole -->
"""


def render_page(rules: Iterable[Rule]) -> str:
    """The page in CommonMark: the families, in each a table of its rules, then the
    rules.

    Args:
        rules: In the order of their codes.
    """
    families = groupby(rules, key=lambda rule: rule.code[:3])
    parts = [_HEAD, *(_family(code, list(some)) for code, some in families)]
    return "\n".join(parts)


def render_rule(rule: Rule, level: int = 1) -> str:
    """The section of a rule: code and title, severity, explanation.

    Args:
        level: Of its heading.
    """
    heading = f"{'#' * level} {rule.code}: {rule.title}"
    return f"{heading}\n\nSeverity: {_severity(rule)}\n\n{rule.explanation.strip()}\n"


def _family(code: str, rules: list[Rule]) -> str:
    rows = "\n".join(map(_row, rules))
    table = f"| code | | severity |\n| --- | --- | --- |\n{rows}\n"
    sections = [render_rule(rule, level=3) for rule in rules]
    return "\n".join([f"## {code}xx: {FAMILIES[code]}\n", table, *sections])


def _row(rule: Rule) -> str:
    title = rule.title.replace("|", "\\|")
    anchor = _anchor(f"{rule.code}: {rule.title}")
    return f"| [{rule.code}](#{anchor}) | {title} | {_severity(rule)} |"


def _severity(rule: Rule) -> str:
    severity = str(rule.severity)
    return f"{severity}, an error with --strict" if rule.dialect else severity


def _anchor(heading: str) -> str:
    """The anchor that GitHub gives to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def main(arguments: list[str]) -> str | None:
    """Write the page to the file named; gives what is wrong with the arguments."""
    if len(arguments) != 1:
        return "usage: python -m arazzo_codegen.diagnostics.page FILE"
    path = Path(arguments[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    page = render_page(all_rules().values())
    path.write_text(page, encoding="utf-8", newline="\n")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
