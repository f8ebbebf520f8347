"""Which network addresses are those of the public internet."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

_NAT64: Final = IPv6Network("64:ff9b::/96")
"""IPv4 addresses for hosts that speak IPv6 alone (RFC 6052, section 2.1)."""

_KINDS: Final = ("loopback", "link_local", "multicast", "unspecified", "reserved")


def special_kind(text: str) -> str | None:
    """What an address is where it is none of the public internet; None where it is.

    Args:
        text: The address, as the system's resolver gives it. IPv4 addresses within
            IPv6 addresses are judged as what they are.
    """
    outer = ip_address(text.partition("%")[0])
    address = _embedded(outer) or outer
    for kind in _KINDS:
        if getattr(address, f"is_{kind}"):
            return kind.replace("_", "-")
    return None if address.is_global else "private"


def _embedded(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to."""
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
