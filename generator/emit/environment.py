"""The Jinja environment: templates that print source code and nothing else."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..plan.code import Code, identifier, literal


class TextInCodeError(TypeError):
    """A template would have printed text that is not source code."""


def _only_code(value: object) -> object:
    if not isinstance(value, Code):
        raise TextInCodeError(f"not source code: {value!r}")
    return value


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The environment of all templates. It refuses to print anything but `Code`."""
    made = Environment(
        loader=PackageLoader("arazzo_codegen_templates", ""),
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        finalize=_only_code,
        auto_reload=False,
    )
    made.filters["literal"] = literal
    made.filters["name"] = identifier
    return made
