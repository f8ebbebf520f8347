"""The helpers that generated modules share, and what each needs.

A helper is one template `templates/helpers/<name without leading underscore>.jinja`.
A module holds only the helpers that its own code uses, in the order of `HELPERS`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Helper:
    """A function, class or constant that generated code calls by its name.

    Attributes:
        name: Its name in the generated module, with the leading underscore.
        modules: Modules it imports whole.
        names: Names it imports, as (module, name).
        helpers: Other helpers it calls.
    """

    name: str
    modules: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    helpers: tuple[str, ...] = ()


HELPERS: tuple[Helper, ...] = (
    Helper("_ABSENT", names=(("typing", "Any"), ("typing", "Final"))),
    Helper("_at", names=(("typing", "Any"),), helpers=("_ABSENT",)),
)

BY_NAME = {helper.name: helper for helper in HELPERS}


def with_required(names: Iterable[str]) -> tuple[Helper, ...]:
    """These helpers and all that they need, in the order modules hold them."""
    needed: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting.extend(BY_NAME[name].helpers)
    return tuple(helper for helper in HELPERS if helper.name in needed)
