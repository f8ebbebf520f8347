"""The flavours that a run may ask for, by the names that it uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ..compilation import Flavour as FlavourName
from .code import Code
from .flavour import ASYNC_WORDS, BLOCKING_WORDS, EitherFlavour, Flavour
from .helpers import BY_NAME, OPEN_ASYNC, READ_BODY_ASYNC

_WAIT = BY_NAME["_wait"]

FLAVOURS: Final[Mapping[FlavourName, Flavour]] = {
    "sync": Flavour(BLOCKING_WORDS, Code("time.sleep"), Code("")),
    "async": Flavour(
        ASYNC_WORDS,
        Code("asyncio.sleep"),
        Code(""),
        variants={
            "_open": replace(OPEN_ASYNC, name="_open"),
            "_read_body": replace(READ_BODY_ASYNC, name="_read_body"),
            "_wait": replace(_WAIT, modules=("asyncio",)),
        },
    ),
    "both": EitherFlavour(
        ASYNC_WORDS,
        Code("_sleep"),
        Code("client: _Client, "),
        ("_exchange",),
        {"_wait": replace(_WAIT, modules=(), helpers=("_Client", "_sleep"))},
    ),
}
