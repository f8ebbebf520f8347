"""Which folders may be the output."""

from __future__ import annotations

import keyword
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..diagnostics.model import Diagnostic
from ..diagnostics.rules import files as rules
from .failures import about, diagnose_failure


def check_location(out: Path, specs: Sequence[Path] = ()) -> list[Diagnostic]:
    """What speaks against writing to a folder; nothing when it is a good place.

    Args:
        out: The output folder, as the command line names it.
        specs: The files and folders that are compiled.
    """
    try:
        return _overlaps(out, specs) or _wrong_kind(out)
    except (OSError, RuntimeError, ValueError) as error:
        failure = error if isinstance(error, OSError) else OSError(0, str(error))
        return [diagnose_failure(failure, out)]


def check_importable(out: Path) -> list[Diagnostic]:
    """A warning where no import statement can name the package that a folder becomes."""
    name = Path(os.path.abspath(out)).name
    if name.isidentifier() and not keyword.iskeyword(name):
        return []
    message = f"no import statement can name the package {name!r}"
    likely = re.sub(r"\W", "_", name)
    is_name = likely.isidentifier() and not keyword.iskeyword(likely)
    hint = f"for example -o {(out.parent / likely).as_posix()}" if is_name else None
    return [about(rules.OUTPUT_NOT_IMPORTABLE, out, "", message, hint)]


def _wrong_kind(out: Path) -> list[Diagnostic]:
    if out.is_symlink():
        message = f"the output is a symbolic link to {os.readlink(out)!r}"
        hint = "name the folder that the link leads to"
        return [about(rules.OUTPUT_IS_A_LINK, out, "", message, hint)]
    for folder in (out, *out.parents):
        if folder.exists() and not folder.is_dir():
            message = f"{folder.as_posix()!r} is a file, the output has to be a folder"
            hint = "choose another output folder with -o"
            return [about(rules.OUTPUT_NOT_A_FOLDER, out, "", message, hint)]
    return []


def _overlaps(out: Path, specs: Sequence[Path]) -> list[Diagnostic]:
    resolved = out.resolve()
    above_output = set(_identities((resolved, *resolved.parents)))
    output = set(_identities((resolved,)))
    found: list[Diagnostic] = []
    for spec in specs:
        place = spec.resolve()
        if output.intersection(_identities((place,))):
            message = f"the output is {spec.as_posix()!r}, which is compiled"
        elif above_output.intersection(_identities((place,))):
            message = f"the output lies in {spec.as_posix()!r}, which is compiled"
        elif output.intersection(_identities(place.parents)):
            message = f"the output holds {spec.as_posix()!r}, which is compiled"
        else:
            continue
        hint = "choose an output folder apart from the specifications"
        found.append(about(rules.OUTPUT_OVERLAPS_SPECS, out, "", message, hint))
    return found


def _identities(paths: Iterable[Path]) -> list[tuple[int, int]]:
    """Device and file number of those that exist: equal for two spellings of one."""
    found: list[tuple[int, int]] = []
    for path in paths:
        try:
            status = path.stat()
        except FileNotFoundError:
            continue
        found.append((status.st_dev, status.st_ino))
    return found
