"""Which findings are wanted, by the command line and the settings together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..diagnostics.model import Diagnostic
from ..diagnostics.rules import files as rules
from ..diagnostics.severity import Selection
from .codes import CodeFault, check_ignored, check_selected, split_codes
from .options import Options
from .settings import Settings


def selection_of(
    options: Options, settings: Settings
) -> tuple[Selection, list[Diagnostic]]:
    """The selection, and what is wrong with the codes of the command line.

    An option replaces the setting of its name. What `--select` names is wanted, whatever
    the settings ignore.
    """
    select, ignore = split_codes(options.select), split_codes(options.ignore)
    faults = [
        *_faults("--select", select, check_selected),
        *_faults("--ignore", ignore, check_ignored),
    ]
    if not select:
        select = settings.select
        ignore = (ignore or settings.ignore) + settings.off
    return Selection(select, ignore, settings.severities), faults


def _faults(
    option: str, codes: Iterable[str], check: Callable[[str], CodeFault | None]
) -> Iterable[Diagnostic]:
    for code in codes:
        fault = check(code)
        if fault is not None:
            message = f"{option}: {fault.message}"
            yield Diagnostic(rules.WRONG_CODE, message, None, fault.hint)
