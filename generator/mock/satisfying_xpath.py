"""Makes XML bodies in which XPath criteria hold.

What is understood is a path of names with predicates, alone, counted or compared with a
literal, and several of these joined by `and`. A body for any other expression is as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from .comparing import OPPOSITES, compare, value_for

_NAME: Final = r"[^\W\d][\w.-]*"
_STEP: Final = rf"text\(\)|@?{_NAME}(?::{_NAME})?|\*|\."
_PREDICATES: Final = r"(?:\[[^\[\]]*\])*"
_PATH: Final = rf"/{{0,2}}(?:{_STEP}){_PREDICATES}(?:/{{1,2}}(?:{_STEP}){_PREDICATES})*"
_LITERAL: Final = r"'[^']*'|\"[^\"]*\"|-?\d+(?:\.\d+)?"
_CONDITION: Final = re.compile(
    rf"\s*(?:(?P<function>count|not|boolean|exists|string|number|normalize-space)"
    rf"\(\s*(?P<inner>{_PATH})\s*\)|(?P<path>{_PATH}))"
    rf"\s*(?:(?P<operator>=|!=|<=|>=|<|>)\s*(?P<literal>{_LITERAL}))?\s*"
)
_AND: Final = re.compile(r"\s+and\s+(?=(?:[^'\"]|'[^']*'|\"[^\"]*\")*$)")
_PIECE: Final = re.compile(rf"(/{{0,2}})({_STEP})({_PREDICATES})")
_PREDICATE: Final = re.compile(r"\[([^\[\]]*)\]")
_OPERATORS: Final = {"=": "=="}
_MOST: Final = 100
"""Elements of one name that are made at most."""


@dataclass(frozen=True)
class _Place:
    """An element, or an attribute of it."""

    element: ET.Element
    attribute: str | None = None

    @property
    def text(self) -> str:
        if self.attribute is not None:
            return self.element.get(self.attribute, "")
        return self.element.text or ""

    def put(self, text: str) -> None:
        if self.attribute is not None:
            self.element.set(self.attribute, text)
        else:
            self.element.text = text


def with_xpath(body: str, expression: str, wanted: bool) -> str:
    """A body in which an expression holds, or does not.

    Args:
        body: XML, or any other text for none yet.
        expression: XPath, with the values of what is embedded in it.
    """
    conditions = [_CONDITION.fullmatch(part) for part in _AND.split(expression)]
    if not all(conditions):
        return body
    builder = _Builder(_parsed(body))
    for condition in conditions:
        if condition is not None:
            builder.hold(condition, wanted)
    return builder.text()


def _parsed(body: str) -> ET.Element | None:
    """The root of an example or of what was made before, prefixes as parts of the
    names; None of anything else, and of a text with declarations."""
    if "<!" in body:
        return None
    try:
        return ET.fromstring(re.sub(r"(?<=[</\s])([\w.-]+):(?=\w)", r"\1__", body))
    except ET.ParseError:
        return None


@dataclass
class _Builder:
    root: ET.Element | None

    def text(self) -> str:
        """The XML; prefixes are declared at the root."""
        if self.root is None:
            return "<response>text</response>"
        text = ET.tostring(self.root, encoding="unicode")
        text = re.sub(r"(?<=[</\s])([\w.-]+?)__(?=\w)", r"\1:", text)
        prefixes = dict.fromkeys(re.findall(r"<([\w.-]+):", text))
        declared = "".join(
            f' xmlns:{one}="urn:{one}"'
            for one in prefixes
            if f"xmlns:{one}=" not in text
        )
        return re.sub(r"(?=\s|/?>)", declared, text, count=1) if declared else text

    def hold(self, condition: re.Match[str], wanted: bool) -> None:
        function, literal = condition["function"], condition["literal"]
        path = condition["inner"] or condition["path"]
        if function == "not":
            wanted = not wanted
        operator = _OPERATORS.get(condition["operator"], condition["operator"])
        if operator and not wanted:
            operator = OPPOSITES[operator]
        if function == "count":
            wish = value_for(operator or ">", _number(literal or "0"))
            self._count(path, int(wish) if isinstance(wish, int | float) else 1)
        elif operator and literal:
            self._compare(path, operator, literal)
        elif wanted:
            self._place(path)
        else:
            self._remove(path)

    def _compare(self, path: str, operator: str, literal: str) -> None:
        place = self._place(path)
        is_text = literal[0] in "'\""
        other: str | float | int = literal[1:-1] if is_text else _number(literal)
        present: str | float | int = place.text if is_text else _number(place.text)
        if not compare(operator, present, other) or not place.text:
            place.put(str(value_for(operator, other)))

    def _count(self, path: str, count: int) -> None:
        if count < 1:
            self._remove(path)
            return
        place = self._place(path)
        parent = self._parent(place.element)
        if parent is not None:
            same = parent.findall(place.element.tag)
            for _ in range(min(count, _MOST) - len(same)):
                parent.append(ET.fromstring(ET.tostring(place.element)))
            for one in same[count:]:
                parent.remove(one)

    def _remove(self, path: str) -> None:
        place = self._place(path)
        parent = self._parent(place.element)
        if place.attribute is not None:
            place.element.attrib.pop(place.attribute, None)
        elif parent is not None:
            for one in parent.findall(place.element.tag):
                parent.remove(one)

    def _parent(self, child: ET.Element) -> ET.Element | None:
        if self.root is None:
            return None
        return next((one for one in self.root.iter() if child in list(one)), None)

    def _place(self, path: str) -> _Place:
        """The first place that a path leads to; what is on the way is made."""
        element: ET.Element | None = None
        for slashes, name, predicates in _PIECE.findall(path):
            if name.startswith("@"):
                place = _Place(self._from(element), _tag(name[1:]))
                if not place.text:
                    place.put("text")
                return place
            if name in (".", "text()"):
                continue
            element = self._child(element, slashes, _tag(name))
            for predicate in _PREDICATE.findall(predicates):
                element = self._selected(element, predicate)
        found = self._from(element)
        if not len(found) and not (found.text or "").strip():
            found.text = "text"
        return _Place(found)

    def _from(self, element: ET.Element | None) -> ET.Element:
        if element is not None:
            return element
        if self.root is None:
            self.root = ET.Element("response")
        return self.root

    def _child(self, element: ET.Element | None, slashes: str, tag: str) -> ET.Element:
        if element is None and slashes == "/":
            if self.root is None or self.root.tag != tag != "*":
                self.root = ET.Element("response" if tag == "*" else tag)
            return self.root
        parent = self._from(element)
        if slashes == "//":
            found = next((one for one in parent.iter(tag)), None)
        else:
            found = parent.find(tag)
        if found is not None:
            return found
        if not len(parent):
            parent.text = None
        return ET.SubElement(parent, "item" if tag == "*" else tag)

    def _selected(self, element: ET.Element, predicate: str) -> ET.Element:
        """The element that a predicate selects among those of its name."""
        parent = self._parent(element)
        if predicate.strip().isdigit() and parent is not None:
            number = int(predicate)
            for _ in range(min(number, _MOST) - len(parent.findall(element.tag))):
                ET.SubElement(parent, element.tag)
            return parent.findall(element.tag)[min(number, _MOST) - 1]
        conditions = [_CONDITION.fullmatch(part) for part in _AND.split(predicate)]
        for condition in conditions:
            if condition is not None and condition["path"]:
                inner = _Builder(element)
                inner.hold_inside(condition)
        return element

    def hold_inside(self, condition: re.Match[str]) -> None:
        """Make a predicate hold for this element."""
        operator = _OPERATORS.get(condition["operator"], condition["operator"])
        if operator and condition["literal"]:
            self._compare(condition["path"], operator, condition["literal"])
        else:
            self._place(condition["path"])


def _tag(name: str) -> str:
    """A name with its prefix as a part of it."""
    return name.replace(":", "__")


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return 0
