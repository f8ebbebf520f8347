"""Which addresses are those of the public internet, in all their disguises."""

from __future__ import annotations

import socket

import pytest

from arazzo_codegen.read.addresses import special_kind


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", "loopback"),
        ("127.255.0.3", "loopback"),
        ("::1", "loopback"),
        ("::ffff:127.0.0.1", "loopback"),
        ("64:ff9b::7f00:1", "loopback"),
        ("2002:7f00:1::", "loopback"),
        ("169.254.169.254", "link-local"),
        ("::ffff:a9fe:a9fe", "link-local"),
        ("64:ff9b::169.254.169.254", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("0.0.0.0", "unspecified"),
        ("::", "unspecified"),
        ("224.0.0.1", "multicast"),
        ("ff02::1", "multicast"),
        ("10.1.2.3", "private"),
        ("172.31.0.1", "private"),
        ("192.168.0.1", "private"),
        ("100.64.0.1", "private"),
        ("192.0.2.1", "private"),
        ("fd00:ec2::254", "private"),
        ("::ffff:10.0.0.1", "private"),
        ("2002:a00:1::", "private"),
        ("64:ff9b:1::a00:1", "reserved"),
        ("2001:0:a00:1::1", "private"),
        ("2001:db8::1", "private"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("::7f00:1", "reserved"),
        ("::ffff:0:127.0.0.1", "reserved"),
    ],
)
def test_an_address_that_is_not_public_is_told(address: str, kind: str) -> None:
    assert special_kind(address) == kind


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"],
)
def test_a_public_address_is_nothing_special(address: str) -> None:
    assert special_kind(address) is None


@pytest.mark.parametrize(
    "spelling", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1"]
)
def test_other_spellings_are_judged_as_the_system_reads_them(spelling: str) -> None:
    found = socket.getaddrinfo(spelling, 443, socket.AF_INET, socket.SOCK_STREAM)
    assert special_kind(str(found[0][4][0])) == "loopback"
