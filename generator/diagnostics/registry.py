"""All rules: for `explain`, for the options that take codes and for the page."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from . import rules
from .model import Rule


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule of every family by its code, in the order of the codes.

    Raises:
        ValueError: Two rules have the same code.
    """
    found: dict[str, Rule] = {}
    for rule in _rules():
        if found.setdefault(rule.code, rule) != rule:
            raise ValueError(f"two rules have the code {rule.code}")
    return MappingProxyType(dict(sorted(found.items())))


def _rules() -> Iterator[Rule]:
    for module in pkgutil.iter_modules(rules.__path__):
        family = importlib.import_module(f"{rules.__name__}.{module.name}")
        for value in vars(family).values():
            if isinstance(value, Rule):
                yield value
