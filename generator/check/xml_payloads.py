"""Targets of replacements in XML payloads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import StringIO
from xml.etree import ElementTree

from ..link.openapi_model import MediaType
from ..link.references import References

_LAST_NAME = re.compile(
    r"(?P<parent>.*[^/])/(?P<name>@?[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?)", re.DOTALL
)


@dataclass(frozen=True)
class XmlTarget:
    """An XPath to the element or attribute that a replacement sets.

    Attributes:
        parent: The path to what holds it; empty where the path ends in more than a
            plain name, so that nothing can be added.
        name: Its name; that of an attribute with `@`.
    """

    path: str
    parent: str = ""
    name: str = ""


def xml_target(path: str) -> XmlTarget:
    """An XPath, taken apart at its last name."""
    found = _LAST_NAME.fullmatch(path)
    if found is None:
        return XmlTarget(path)
    return XmlTarget(path, found["parent"], found["name"])


def root_name(media: MediaType | None, references: References) -> str | None:
    """The name of the root element of an XML body that is written as an object: of the
    schema's XML Object, else of the component that the schema refers to."""
    if media is None or media.schema is None:
        return None
    schema = references.follow(media.schema)
    hints = schema.get("xml") if schema is not None else None
    name = hints.text("name") if hints is not None else None
    reference = media.schema.text("$ref") or ""
    return name or reference.rpartition("/")[2] or None


def has_place(text: str, target: XmlTarget) -> bool:
    """Whether a target, or the element to add it to, is in an XML text.

    True as well where the text cannot be read: that is another matter.
    """
    # Takes longer to import than most documents to compile.
    import elementpath  # noqa: PLC0415
    from elementpath.xpath31 import XPath31Parser  # noqa: PLC0415

    try:
        tree = ElementTree.ElementTree(ElementTree.fromstring(text))
        prefixes = _prefixes(text)
    except (ElementTree.ParseError, ValueError):
        return True
    for path in (target.path, target.parent):
        try:
            if path and elementpath.select(tree, path, prefixes, XPath31Parser):
                return True
        except (
            elementpath.ElementPathError,
            ArithmeticError,
            RecursionError,
            ValueError,
        ):
            return False
    return False


def _prefixes(text: str) -> dict[str, str]:
    """The prefixes that the root of a document declares."""
    found: dict[str, str] = {}
    for event, item in ElementTree.iterparse(StringIO(text), ("start", "start-ns")):
        if event == "start":
            break
        prefix, namespace = item
        found[prefix] = namespace
    found.pop("", None)
    return found
