"""Modules that earlier runs emitted: what did not change is not emitted again.

A module depends on its plan alone, and on the compiler. So an edited document, or an
edited part of a source that many documents share, costs only the modules it is about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from ..plan.model import ModulePlan
from ..write.model import GeneratedFile
from .key import compiler
from .store import Store, cache_folder


def emit_changed(
    plans: Sequence[ModulePlan],
    emit: Callable[[Sequence[ModulePlan]], Sequence[GeneratedFile]],
    store: Store | None = None,
) -> list[GeneratedFile]:
    """The sources of modules, in the order of their plans: from the cache where an
    earlier run emitted the same.

    Args:
        emit: Emits the others.
        store: Where they are kept; the user's cache folder by default.
    """
    kept = store or Store(cache_folder("modules"))
    keys = [key_of_module(plan) for plan in plans]
    texts = {key: text for key in keys if isinstance(text := kept.read(key), str)}
    missing = [key for key in keys if key not in texts]
    made = emit(
        [plan for plan, key in zip(plans, keys, strict=True) if key not in texts]
    )
    new = {key: file.text for key, file in zip(missing, made, strict=True)}
    kept.write(new)
    texts |= new
    return [
        GeneratedFile(plan.path, texts[key])
        for plan, key in zip(plans, keys, strict=True)
    ]


def key_of_module(plan: ModulePlan) -> str:
    """The key of a module's text: everything that decides it."""
    text = f"{compiler()} {_canonical(plan)!r}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(value: Any) -> object:
    """A value whose `repr` is the same in every process: sets are in order."""
    if is_dataclass(value):
        members = [_canonical(getattr(value, one.name)) for one in fields(value)]
        return (type(value).__name__, *members)
    if isinstance(value, dict):
        return {name: _canonical(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_canonical(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, value))
    return value
