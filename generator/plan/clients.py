"""How a function comes by open clients: it opens them, or is given them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .code import Code, identifier
from .context import ModuleContext
from .flavour import Words
from .model import Argument
from .servers import ServerKey
from .statements import Statements, block


@dataclass(frozen=True)
class OwnClients:
    """Clients of the caller's, or of the function's own where it is given none.

    Attributes:
        words: Of the function.
        function: Its name.
        open_: The helper that opens a client.
    """

    context: ModuleContext
    words: Words
    function: str
    open_: str = "_open"

    def base_urls(self) -> Iterator[Argument]:
        """The arguments that bring the URLs of servers which no document names."""
        for names in self.context.servers.values():
            if not names.key.url:
                doc = _base_url_doc(names.key)
                yield Argument(names.base_url, Code("str"), doc=doc)

    def arguments(self) -> Iterator[Argument]:
        """The arguments that bring clients."""
        several = len(self.context.servers) > 1
        annotation = Code(f"{self.words.client} | None")
        for key, names in self.context.servers.items():
            sent = f" of {names.source}" if several else ""
            doc = (
                f"Sends the requests{sent}; its base URL, auth, timeout and transport "
                f"apply. By default a client of {names.base_url}, closed on return."
            )
            if key in self.context.signing:
                doc += f" `{names.factory}{self._suffix()}` opens one that signs in."
            yield Argument(names.client, annotation, Code("None"), doc)

    def _suffix(self) -> str:
        """What the names of the functions end with that open clients of this kind."""
        opened = self.context.flavour.opened
        return next(suffix for suffix, words in opened if words == self.words)

    def local(self, server: ServerKey) -> Code:
        """The variable that holds an open client."""
        return identifier(self.context.servers[server].local)

    def at_once(self, starts: Statements, _: Callable[[], Statements]) -> Statements:
        """The statements that start steps at the same time, in what awaits them."""
        return _together(self.context, starts)

    def opened(self, statements: Statements) -> Statements:
        """The statements with the clients open."""
        opened = [
            f"{self.context.uses.helper(self.open_)}({names.client}, {names.base_url})"
            f" as {names.local}"
            for names in self.context.servers.values()
        ]
        if not opened:
            return statements
        listed = opened[0] if len(opened) == 1 else f"({', '.join(opened)})"
        return (block(f"{self.words.async_}with {listed}", statements),)


@dataclass(frozen=True)
class GivenClients:
    """Clients that whoever calls the function has opened."""

    context: ModuleContext

    @property
    def words(self) -> Words:
        return self.context.flavour.words

    @property
    def function(self) -> str:
        """The name of the function."""
        return self.context.names.shared_function

    def base_urls(self) -> Iterator[Argument]:
        """None: an open client has its base URL."""
        return iter(())

    def arguments(self) -> Iterator[Argument]:
        """The arguments that bring clients."""
        annotation = self.context.flavour.client(self.context.uses)
        for names in self.context.servers.values():
            yield Argument(names.client, annotation)

    def local(self, server: ServerKey) -> Code:
        """The argument that brings an open client."""
        return identifier(self.context.servers[server].client)

    def at_once(
        self, starts: Statements, in_turn: Callable[[], Statements]
    ) -> Statements:
        """The same for clients that allow it; for those that block, one by one."""
        client = next(iter(self.context.servers.values())).client
        return (
            block(f"if isinstance({client}, httpx.Client)", in_turn()),
            block("else", _together(self.context, starts)),
        )

    def opened(self, statements: Statements) -> Statements:
        """The statements as they are."""
        return statements


def _together(context: ModuleContext, starts: Statements) -> Statements:
    helper = context.uses.helper("_together")
    return (block(f"async with {helper}(done) as together", starts),)


Clients = OwnClients | GivenClients


def _base_url_doc(server: ServerKey) -> str:
    ending = f", which ends with {server.relative}" if server.relative else ""
    return f"The URL of the server{ending}; its document names none."
