"""Parameters of operations as Python expressions: styles and encodings.

See "Style Values" and "Style Examples" of the Parameter Object of OpenAPI. Scalars are
spelled plainly in every style; helpers come in where arrays or objects may.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..link.model import Parameter
from ..link.openapi_model import OperationParameter, Style
from .code import Code, call, join, literal
from .scope import StepScope
from .slots import DELIMITERS, content_value, is_scalar, kinds_of, slot_value


@dataclass(frozen=True)
class Sent:
    """A parameter of a step with what the operation says of it, or None."""

    parameter: Parameter
    declared: OperationParameter | None

    @property
    def name(self) -> str:
        return self.parameter.name

    @property
    def required(self) -> bool:
        return self.declared is not None and self.declared.required

    def is_plain(self, scope: StepScope) -> bool:
        """Whether its value is one text, whatever the style."""
        declared = self.declared
        if declared is not None and declared.content is not None:
            return True
        schema = declared.schema if declared is not None else None
        return is_scalar(kinds_of(self.parameter.value, schema, scope))

    def value(self, scope: StepScope) -> Code:
        """Its value; text where a media type describes it."""
        declared = self.declared
        if declared is not None and declared.content is not None:
            return content_value(
                self.parameter.value, self.name, self.required, declared.content, scope
            )
        return slot_value(self.parameter.value, self.name, self.required, scope)

    def is_array(self, scope: StepScope) -> bool:
        """Whether it is no object."""
        schema = self.declared.schema if self.declared is not None else None
        return "object" not in kinds_of(self.parameter.value, schema, scope)


def path_parts(sent: Sent, reserved: bool, scope: StepScope) -> list[str | Code]:
    """The pieces of a path that a parameter fills in for its variable.

    Args:
        reserved: Whether the template expands it as `{+name}`.
    """
    uses = scope.context.uses
    declared = sent.declared
    # The value is needed in a path anyway: the methods say so.
    optional = Sent(sent.parameter, None) if _has_no_content(declared) else sent
    value, name = optional.value(scope), literal(sent.name)
    if reserved:
        return [call(uses.method("reserved_path"), name, value)]
    style = declared.style if declared is not None else "simple"
    explode = declared.explode if declared is not None else False
    if sent.is_plain(scope):
        prefix = {"label": ".", "matrix": f";{sent.name}="}.get(style, "")
        return [prefix, call(uses.method("path"), name, value)]
    prefix, separator, members = _path_style(sent, style, explode, scope)
    arguments = [name, value]
    if separator != ",":
        arguments.append(literal(separator))
    keywords = {"explode": literal(True)} if members else {}
    return [prefix, call(uses.method("path_items"), *arguments, keywords=keywords)]


def _has_no_content(declared: OperationParameter | None) -> bool:
    return declared is None or declared.content is None


def _path_style(
    sent: Sent, style: Style, explode: bool, scope: StepScope
) -> tuple[str, str, bool]:
    """What stands before the parts and between them, and whether a member of an object
    is one part."""
    if style == "label":
        return ".", "." if explode else ",", explode
    if style == "matrix" and explode:
        start = f";{sent.name}=" if sent.is_array(scope) else ";"
        return start, start, not sent.is_array(scope)
    prefix = f";{sent.name}=" if style == "matrix" else ""
    return prefix, ",", explode and not sent.is_array(scope)


def query_options(sent: Sequence[Sent], scope: StepScope) -> dict[str, Code]:
    """The option of `send` with the query: `params`, or `query` where a parameter needs
    more than a text or the repetition of its name."""
    if not sent:
        return {}
    if all(_repeats(one, scope) for one in sent):
        members = (Code(f"{literal(one.name)}: {one.value(scope)}") for one in sent)
        return {"params": Code("{" + join(", ", members) + "}")}
    pairs = join(", ", (_query_pairs(one, scope) for one in sent))
    return {"query": Code(f"[{pairs}]")}


def _repeats(sent: Sent, scope: StepScope) -> bool:
    """Whether it is a text, or an array whose items each bear the name."""
    declared = sent.declared
    if sent.parameter.location == "querystring":
        return False
    if declared is not None and declared.allow_reserved:
        return False
    if sent.is_plain(scope):
        return True
    explode = declared is None or declared.explode
    deep = declared is not None and declared.style == "deepObject"
    return explode and not deep and sent.is_array(scope)


def _query_pairs(sent: Sent, scope: StepScope) -> Code:
    uses = scope.context.uses
    value = sent.value(scope)
    if sent.parameter.location == "querystring":
        return Code("*" + call(uses.helper("_query_text"), value))
    declared = sent.declared
    arguments = [literal(sent.name), value]
    keywords: dict[str, Code] = {}
    if declared is not None and declared.allow_reserved:
        keywords["encode"] = uses.helper("_reserved")
    plain = sent.is_plain(scope) or declared is None
    helper = "_form" if plain or declared is None else _pairs_helper(declared)
    if helper == "_delimited" and declared is not None:
        arguments.append(literal(DELIMITERS.get(declared.style, ",")))
    if helper == "_deep_object":
        keywords = {}
    return Code("*" + call(uses.helper(helper), *arguments, keywords=keywords))


def _pairs_helper(declared: OperationParameter) -> str:
    if declared.style == "deepObject":
        return "_deep_object"
    return "_form" if declared.explode else "_delimited"


def header_value(sent: Sent, scope: StepScope) -> Code:
    """The value of a header field, which may be None or absent."""
    if sent.is_plain(scope):
        return sent.value(scope)
    keywords = {}
    if sent.declared is not None and sent.declared.explode:
        keywords["explode"] = literal(True)
    simple = scope.context.uses.helper("_simple")
    return call(simple, sent.value(scope), keywords=keywords)


def cookies_value(sent: Sequence[Sent], scope: StepScope) -> Code:
    """The text of a step's cookies, empty where none was given."""
    uses = scope.context.uses
    if all(one.is_plain(scope) for one in sent):
        members = (Code(f"{literal(one.name)}: {one.value(scope)}") for one in sent)
        return call(uses.method("cookies"), Code("{" + join(", ", members) + "}"))
    pairs = join(", ", (_cookie_pairs(one, scope) for one in sent))
    return call(uses.method("cookie_pairs"), Code(f"[{pairs}]"))


def _cookie_pairs(sent: Sent, scope: StepScope) -> Code:
    """The pairs of a cookie; by style `form` they are joined as in a query."""
    uses = scope.context.uses
    declared = sent.declared
    arguments = [literal(sent.name), sent.value(scope)]
    keywords = {"encode": uses.helper("_text")}
    if declared is not None and not declared.explode and not sent.is_plain(scope):
        delimited = uses.helper("_delimited")
        return Code("*" + call(delimited, *arguments, literal(","), keywords=keywords))
    pairs = call(uses.helper("_form"), *arguments, keywords=keywords)
    if declared is not None and declared.style == "cookie":
        return Code(f"*{pairs}")
    return Code(f'"&".join({pairs})')
