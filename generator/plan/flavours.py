"""The flavours that a run may ask for, by the names that it uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ..compilation import Flavour as FlavourName
from .code import Code
from .flavour import ASYNC_WORDS, BLOCKING_WORDS, EitherFlavour, Flavour
from .helpers import BY_NAME, OPEN_ASYNC, Helper

_WAIT = BY_NAME["_wait"]

FLAVOURS: Final[Mapping[FlavourName, Flavour]] = {
    "sync": Flavour(BLOCKING_WORDS, Code("time.sleep"), Code("")),
    "async": Flavour(
        ASYNC_WORDS,
        Code("asyncio.sleep"),
        Code(""),
        variants={
            "_open": replace(OPEN_ASYNC, name="_open"),
            "_wait": replace(_WAIT, modules=("asyncio",)),
        },
    ),
    "both": EitherFlavour(
        ASYNC_WORDS,
        Code("_sleep"),
        Code("client: _Client, "),
        ("_exchange",),
        {
            "_read_body": Helper("_read_body", helpers=("_declared_length",)),
            "_read_body_async": Helper(
                "_read_body_async", helpers=("_declared_length",)
            ),
            "_wait": replace(_WAIT, modules=(), helpers=("_Client", "_sleep")),
        },
    ),
}
