"""The options --async and --parallel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import click

from .options import Options

if TYPE_CHECKING:
    from ..compilation import Flavour
    from .settings import Settings

FLAVOURS: Final = ("only", "both", "no")
_OPTION: Final = "--async"


class GenerateCommand(click.Command):
    """A command whose --async takes the word after it only if that is one of its own:
    in `--async specs/` it is not."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, list(_with_values(args)))


def _with_values(words: list[str]) -> Iterator[str]:
    for number, word in enumerate(words):
        if word == "--":
            yield from words[number:]
            return
        after = words[number + 1 : number + 2]
        bare = word == _OPTION and (not after or after[0] not in FLAVOURS)
        yield f"{word}=only" if bare else word


def flavour_of(options: Options, settings: Settings) -> tuple[Flavour, bool]:
    """What functions the modules are to have, and whether steps run at the same time.

    Raises:
        click.UsageError: They are to run at the same time, in functions that block.
    """
    flavour: Flavour = _NAMES[options.flavour or settings.flavour or "no"]
    parallel = settings.parallel if options.parallel is None else options.parallel
    if not parallel or flavour != "sync":
        return flavour, bool(parallel)
    if options.flavour == "no" and options.parallel is None:
        return flavour, False
    message = (
        "--parallel needs --async: only its functions can do several things at once"
    )
    raise click.UsageError(message)


_NAMES: Final[dict[str, Flavour]] = {"only": "async", "both": "both", "no": "sync"}
