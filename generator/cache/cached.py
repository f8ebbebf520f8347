"""A compilation from the cache where nothing has changed, and into it elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from ..compilation import Compilation, CompileRequest
from ..read.read_set import ReadSet
from .content import from_json, to_json
from .key import key_of
from .store import Store, cache_folder


def compile_cached(
    request: CompileRequest, compile_now: Callable[[ReadSet], Compilation]
) -> Compilation:
    """The result of an earlier run that read the same, or that of `compile_now`.

    Args:
        compile_now: Compiles, and notes all that it reads.
    """
    store = Store(cache_folder("results"))
    key = key_of(request)
    kept = _kept(store, key, request)
    if kept is not None:
        return kept
    reads = ReadSet()
    compilation = compile_now(reads)
    if reads.is_complete:
        content = {"reads": reads.to_json(), "result": to_json(compilation)}
        store.write({key: content})
    return compilation


def _kept(store: Store, key: str, request: CompileRequest) -> Compilation | None:
    content = store.read(key)
    if content is None:
        return None
    try:
        if not ReadSet.from_json(content["reads"]).is_current():
            return None
        return from_json(content["result"], request)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        # The entry is none of this compiler's. It is made anew.
        return None
