"""What media types mean for the bodies that have them."""

from __future__ import annotations

_JSON = ("application/json", "text/json", "application/*", "*/*")
"""Ranges count as JSON: documents that write them describe JSON bodies."""
_XML = ("application/xml", "text/xml")
_TEXT = frozenset(
    (
        "application/graphql",
        "application/javascript",
        "application/json-seq",
        "application/jsonl",
        "application/jwt",
        "application/sql",
        "application/toml",
        "application/x-jsonl",
        "application/x-jsonlines",
        "application/x-ndjson",
        "application/x-www-form-urlencoded",
        "application/x-yaml",
        "application/yaml",
    )
)
_BINARY = frozenset(
    (
        "application/gzip",
        "application/octet-stream",
        "application/pdf",
        "application/vnd.ms-excel",
        "application/x-gzip",
        "application/x-tar",
        "application/x-zip-compressed",
        "application/zip",
    )
)
_BINARY_TYPES = ("audio", "font", "image", "multipart", "video")


def essence(name: str) -> str:
    """A media type in lower case, without its parameters."""
    return name.partition(";")[0].strip().lower()


def is_json(name: str) -> bool:
    """Whether bodies of that media type are JSON, `*/*` included."""
    name = essence(name)
    return name in _JSON or name.endswith("+json")


def is_xml(name: str) -> bool:
    """Whether bodies of that media type are XML."""
    name = essence(name)
    return name in _XML or name.endswith("+xml")


def is_text(name: str) -> bool:
    """Whether bodies of that media type are text, XML included, and not JSON."""
    if is_json(name):
        return False
    name = essence(name)
    suffixed = name.endswith("+yaml")
    return is_xml(name) or name.startswith("text/") or name in _TEXT or suffixed


def is_binary(name: str) -> bool:
    """Whether bodies of that media type are known to be neither JSON nor text."""
    name = essence(name)
    kind = name.partition("/")[0]
    return name in _BINARY or (kind in _BINARY_TYPES and not is_text(name))
