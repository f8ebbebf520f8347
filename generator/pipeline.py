"""From a request to the texts of a package of modules.

What the stages need is imported when they run, so that the command line is quick.
"""

from __future__ import annotations

from .compilation import Compilation, CompileRequest
from .progress import Progress, unwatched
from .read.read_set import ReadSet


def compile_specs(
    request: CompileRequest, progress: Progress = unwatched
) -> Compilation:
    """Read, link, check, plan and emit; write nothing.

    Never raises for what documents hold: that is a diagnostic.
    """

    def compile_now(reads: ReadSet) -> Compilation:
        from .stages import run_stages  # noqa: PLC0415

        return run_stages(request, reads, progress)

    if not request.cached:
        return compile_now(ReadSet())
    from .cache.cached import compile_cached  # noqa: PLC0415

    return compile_cached(request, compile_now)
