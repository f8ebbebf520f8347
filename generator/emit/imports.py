"""The import statements of a module, in the order that isort and ruff give them."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable

from ..plan.code import Code
from ..plan.model import SiblingImport


def import_block(
    modules: Collection[str],
    names: Collection[tuple[str, str]],
    siblings: Iterable[SiblingImport],
) -> Code:
    """All imports: the standard library, other packages, sibling modules.

    Args:
        modules: Modules imported whole.
        names: Modules, and what is imported from each.
    """
    standard = sys.stdlib_module_names
    sections = []
    for of_library in (True, False):
        plain = [m for m in modules if (_top(m) in standard) is of_library]
        named = [n for n in names if (_top(n[0]) in standard) is of_library]
        sections.append([*_whole(plain), *_from(named)])
    sections.append(sorted(_sibling(one) for one in siblings))
    return Code("\n\n".join("\n".join(section) for section in sections if section))


def _top(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def _whole(modules: Iterable[str]) -> list[str]:
    return [f"import {module}" for module in sorted(modules)]


def _from(names: Collection[tuple[str, str]]) -> list[str]:
    modules = sorted({module for module, _ in names})
    return [
        f"from {module} import "
        + ", ".join(sorted({n for m, n in names if m == module}, key=_by_kind))
        for module in modules
    ]


def _by_kind(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions."""
    if name.isupper() and len(name) > 1:
        return 0, name
    return (1 if name[0].isupper() else 2), name


def _sibling(one: SiblingImport) -> str:
    return f"from {one.package} import {one.module} as {one.name}"
