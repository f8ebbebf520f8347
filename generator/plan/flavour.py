"""The flavours of generated code: it blocks, it runs on an event loop, or either.

The plan says what happens in all of them alike; a flavour says how what takes time is
spelled. Templates get its words, planners its methods.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .code import Code, Uses, call
from .helpers import Helper


@dataclass(frozen=True)
class Words:
    """What templates put where blocking code and asyncio differ.

    Attributes:
        async_: Before `def`, `with` and `for`; empty in blocking code.
        await_: Before the call of a function that takes time.
        client: The class of a client.
        manager: The decorator that makes a context manager of a generator.
        iterator: The annotation of such a generator.
        kind: What the names of other classes for such clients begin with.
        closing: The context manager that closes a response.
        pieces: The method that gives the body of a response piece by piece.
    """

    async_: Code
    await_: Code
    client: Code
    manager: Code
    iterator: Code
    kind: Code
    closing: Code
    pieces: Code


BLOCKING_WORDS = Words(
    async_=Code(""),
    await_=Code(""),
    client=Code("httpx.Client"),
    manager=Code("contextmanager"),
    iterator=Code("Iterator"),
    kind=Code(""),
    closing=Code("closing"),
    pieces=Code("iter_bytes"),
)
ASYNC_WORDS = Words(
    async_=Code("async "),
    await_=Code("await "),
    client=Code("httpx.AsyncClient"),
    manager=Code("asynccontextmanager"),
    iterator=Code("AsyncIterator"),
    kind=Code("Async"),
    closing=Code("aclosing"),
    pieces=Code("aiter_bytes"),
)


@dataclass(frozen=True)
class Flavour:
    """Code of one flavour: the functions of its steps, and what they share.

    Attributes:
        words: Of the steps' functions, and of what they call.
        sleep: The function that waits for some seconds.
        waiter: The parameter of a wait that says which client waits.
        sending: The helpers that `_Step.send` calls.
        variants: The helpers that differ from those of blocking code, by name.
        parallel: Whether steps that nothing orders run at the same time.
    """

    words: Words
    sleep: Code
    waiter: Code
    sending: tuple[str, ...] = ("_read_body",)
    variants: Mapping[str, Helper] = field(default_factory=dict)
    parallel: bool = False

    @property
    def opened(self) -> tuple[tuple[str, Words], ...]:
        """The clients that modules open: what the names of the functions that do so
        end with, and the words of those clients."""
        return (("", self.words),)

    def words_of(self, helper: str) -> Words:
        """The words of a shared helper."""
        return self.words

    def client(self, uses: Uses) -> Code:
        """The annotation of an open client."""
        return self.words.client

    def awaited(self, called: Code) -> Code:
        """A call of a function that takes time."""
        return Code(f"{self.words.await_}{called}")

    def pause(self, client: Code, seconds: Code, uses: Uses) -> Code:
        """A wait, between requests of a client."""
        uses.module(self.sleep.partition(".")[0])
        return self.awaited(call(self.sleep, seconds))

    def waiting(self, client: Code) -> tuple[Code, ...]:
        """What the wait before a retry is told beside how long it is."""
        return ()

    def deadline(self, client: Code, seconds: Code, uses: Uses) -> Code:
        """A client that refuses requests once so many seconds have passed."""
        return call(uses.helper("_Deadline"), client, seconds)


@dataclass(frozen=True)
class EitherFlavour(Flavour):
    """Code that is written once, for clients that block and for those that do not.

    Given a blocking client, a coroutine never suspends: it ends when it is first run.
    """

    @property
    def opened(self) -> tuple[tuple[str, Words], ...]:
        return (("", BLOCKING_WORDS), ("_async", ASYNC_WORDS))

    def words_of(self, helper: str) -> Words:
        return (
            BLOCKING_WORDS
            if helper in ("_open", "_Deadline", "_certified", "_read_body")
            else self.words
        )

    def client(self, uses: Uses) -> Code:
        return uses.helper("_Client")

    def pause(self, client: Code, seconds: Code, uses: Uses) -> Code:
        return self.awaited(call(uses.helper("_sleep"), client, seconds))

    def waiting(self, client: Code) -> tuple[Code, ...]:
        return (client,)

    def deadline(self, client: Code, seconds: Code, uses: Uses) -> Code:
        return call(uses.helper("_deadline"), client, seconds)
