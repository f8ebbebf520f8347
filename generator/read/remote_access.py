"""Leave to fetch documents from elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Two letters at least: one is the drive of a Windows path.
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:")


@dataclass(frozen=True)
class RemoteAccess:
    """Documents may be fetched by https, from public addresses.

    Attributes:
        hosts: The hosts that may have any address, also a private one: those that the
            command line names.
    """

    hosts: tuple[str, ...] = ()

    def names(self, host: str) -> bool:
        """Whether the command line names a host."""
        return _plain(host) in map(_plain, self.hosts)


def is_url(text: str) -> bool:
    """Whether a text begins with the scheme of a URL, and is no path."""
    return _SCHEME.match(text) is not None


def _plain(host: str) -> str:
    return host.strip("[]").rstrip(".").casefold()
