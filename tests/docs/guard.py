"""Copied into the environment of a page as sitecustomize.py: its processes, too, reach
nothing but loopback."""

import socket
from typing import Any

_connect = socket.socket.connect


def _checked(self: socket.socket, address: Any) -> None:
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1"):
        raise OSError(f"the documentation connects to {address[0]}")
    _connect(self, address)


socket.socket.connect = _checked  # type: ignore[method-assign,assignment]
