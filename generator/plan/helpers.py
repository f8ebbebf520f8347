"""The helpers that generated modules share, and what each needs.

A helper is one template `templates/helpers/<name without leading underscore>.jinja`.
A module holds only the helpers that its own code uses, in the order of `HELPERS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Helper:
    """A function, class or constant that generated code calls by its name.

    Attributes:
        name: Its name in the generated module, with the leading underscore.
        modules: Modules it imports whole.
        names: Names it imports, as (module, name).
        helpers: Other helpers it calls.
    """

    name: str
    modules: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    helpers: tuple[str, ...] = ()


OPEN_ASYNC = Helper(
    "_open_async",
    names=(
        ("collections.abc", "AsyncIterator"),
        ("contextlib", "asynccontextmanager"),
    ),
)

HELPERS: tuple[Helper, ...] = (
    Helper("_LOGGER", modules=("logging",)),
    Helper(
        "_open",
        names=(
            ("collections.abc", "Iterator"),
            ("contextlib", "contextmanager"),
        ),
    ),
    OPEN_ASYNC,
    Helper("_Client", names=(("typing", "TypeAlias"),)),
    Helper("_Result", names=(("typing", "TypeVar"),)),
    Helper(
        "_finish",
        names=(("collections.abc", "Coroutine"), ("typing", "Any")),
        helpers=("_Result",),
    ),
    Helper(
        "_exchange",
        names=(("contextlib", "aclosing"), ("contextlib", "closing")),
        helpers=("_Client", "_read_body", "_read_body_async"),
    ),
    Helper("_sleep", modules=("asyncio", "time"), helpers=("_Client",)),
    Helper("_credential", modules=("os",)),
    Helper("_basic", names=(("base64", "b64encode"),)),
    Helper(
        "_Token",
        modules=("json", "re", "time"),
        names=(("urllib.parse", "quote_plus"),),
        helpers=("_basic",),
    ),
    Helper("_Sent", names=(("typing", "TypeAlias"),)),
    Helper(
        "_Credentials",
        names=(("collections.abc", "Sequence"),),
        helpers=("_Sent",),
    ),
    Helper("_add_query", names=(("urllib.parse", "quote"),)),
    Helper("_add_cookie"),
    Helper("_certified", modules=("ssl",), names=(("collections.abc", "Mapping"),)),
    Helper(
        "_certified_async", modules=("ssl",), names=(("collections.abc", "Mapping"),)
    ),
    Helper("_ABSENT", names=(("typing", "Final"),)),
    Helper("_Action", names=(("typing", "TypeVar"),)),
    Helper("_Outputs", names=(("typing", "TypeVar"),)),
    Helper("_Inputs", names=(("typing", "TypeVar"),)),
    Helper(
        "_inputs_of",
        names=(("pydantic", "ValidationError"),),
        helpers=("_Inputs",),
    ),
    Helper("_Deadline", modules=("time",), names=(("typing", "Any"),)),
    Helper("_AsyncDeadline", modules=("time",), names=(("typing", "Any"),)),
    Helper("_deadline", helpers=("_AsyncDeadline", "_Client", "_Deadline")),
    Helper(
        "_result",
        names=(("pydantic", "ValidationError"),),
        helpers=("_ABSENT", "_Outputs"),
    ),
    Helper("_result_text", helpers=("_ABSENT", "_text")),
    Helper(
        "_fit",
        names=(("pydantic", "ValidationError"), ("typing", "Any")),
        helpers=("_Outputs",),
    ),
    Helper(
        "_together",
        modules=("asyncio",),
        names=(
            ("collections.abc", "AsyncIterator"),
            ("contextlib", "asynccontextmanager"),
        ),
        helpers=("_Together",),
    ),
    Helper(
        "_Together",
        modules=("asyncio",),
        names=(("collections.abc", "Coroutine"), ("typing", "Any")),
        helpers=("_Outputs",),
    ),
    Helper("_is_deep", names=(("itertools", "chain"), ("typing", "Any"))),
    Helper("_ran", helpers=("_Outputs",)),
    Helper("_count"),
    Helper("_status"),
    Helper(
        "_wait", modules=("time",), names=(("email.utils", "parsedate_to_datetime"),)
    ),
    Helper("_at", names=(("typing", "Any"),), helpers=("_ABSENT",)),
    Helper("_get", names=(("typing", "Any"),), helpers=("_ABSENT",)),
    Helper("_given", helpers=("_ABSENT",)),
    Helper("_given_items", helpers=("_ABSENT",)),
    Helper("_input", helpers=("_ABSENT",)),
    Helper("_plain", names=(("typing", "Any"),)),
    Helper("_select", names=(("typing", "Any"),), helpers=("_ABSENT",)),
    Helper("_children", names=(("typing", "Any"),)),
    Helper("_truthy", names=(("typing", "Any"),), helpers=("_ABSENT",)),
    Helper(
        "_equal",
        names=(("typing", "Any"),),
        helpers=("_comparable", "_json_equal"),
    ),
    Helper("_less", names=(("typing", "Any"),), helpers=("_comparable", "_json_less")),
    Helper("_at_most", names=(("typing", "Any"),), helpers=("_equal", "_less")),
    Helper("_comparable", names=(("typing", "Any"),), helpers=("_ABSENT", "_number")),
    Helper("_number", modules=("re",), names=(("typing", "Any"),)),
    Helper("_json_equal", names=(("typing", "Any"),)),
    Helper("_json_less", names=(("typing", "Any"),)),
    Helper(
        "_json_at_most",
        names=(("typing", "Any"),),
        helpers=("_json_equal", "_json_less"),
    ),
    Helper("_length", modules=("math",), names=(("typing", "Any"),)),
    Helper("_length_member", names=(("typing", "Any"),), helpers=("_ABSENT",)),
    Helper(
        "_jsonpath",
        modules=("jsonpath_rfc9535",),
        names=(("typing", "Any"),),
        helpers=("_ABSENT", "_LOGGER"),
    ),
    Helper("_selection", names=(("typing", "Any"),), helpers=("_ABSENT",)),
    Helper(
        "_xpath_holds",
        names=(("elementpath.xpath31", "XPath31Parser"), ("typing", "Any")),
        helpers=("_xpath",),
    ),
    Helper(
        "_xpath_select",
        names=(("elementpath.xpath31", "XPath31Parser"), ("typing", "Any")),
        helpers=("_xml_value", "_xpath"),
    ),
    Helper(
        "_xpath",
        modules=("elementpath", "io"),
        names=(("typing", "Any"), ("xml.etree", "ElementTree")),
        helpers=("_LOGGER",),
    ),
    Helper(
        "_xml_value",
        names=(
            ("decimal", "Decimal"),
            ("typing", "Any"),
            ("xml.etree", "ElementTree"),
        ),
    ),
    Helper(
        "_search",
        modules=("re",),
        names=(("typing", "Any"),),
        helpers=("_ABSENT", "_LOGGER", "_text"),
    ),
    Helper("_quoted", modules=("re",), names=(("typing", "Any"),), helpers=("_text",)),
    Helper("_text", modules=("json",)),
    Helper("_text_if_given", helpers=("_ABSENT", "_text")),
    Helper(
        "_urlencoded",
        names=(("collections.abc", "Mapping"),),
        helpers=("_ABSENT", "_encoded"),
    ),
    Helper("_form_text", helpers=("_text_if_given", "_urlencoded")),
    Helper("_encoded", names=(("urllib.parse", "quote"),), helpers=("_text",)),
    Helper(
        "_reserved",
        modules=("re",),
        names=(("urllib.parse", "quote"),),
        helpers=("_text",),
    ),
    Helper(
        "_parts",
        names=(("collections.abc", "Callable"), ("itertools", "chain")),
        helpers=("_ABSENT", "_encoded"),
    ),
    Helper("_form", names=(("collections.abc", "Callable"),), helpers=("_parts",)),
    Helper("_delimited", names=(("collections.abc", "Callable"),), helpers=("_parts",)),
    Helper("_deep_object", names=(("itertools", "chain"),), helpers=("_form",)),
    Helper("_simple", helpers=("_parts", "_text")),
    Helper(
        "_query_text",
        names=(("urllib.parse", "quote"),),
        helpers=("_ABSENT", "_form", "_text"),
    ),
    Helper("_add_cookies"),
    Helper("_declared_length"),
    Helper("_read_body"),
    Helper("_read_body_async"),
    Helper("_decoded"),
    Helper("_with_body", names=(("contextlib", "suppress"),)),
    Helper("_Part", names=(("typing", "TypeAlias"),)),
    Helper(
        "_field",
        names=(("itertools", "chain"),),
        helpers=("_ABSENT", "_Part", "_text"),
    ),
    Helper(
        "_replace_xml",
        modules=("elementpath", "re"),
        names=(
            ("elementpath.xpath31", "XPath31Parser"),
            ("typing", "Any"),
            ("xml.dom", "minidom"),
            ("xml.etree", "ElementTree"),
        ),
    ),
)

BY_NAME = {helper.name: helper for helper in HELPERS}


def with_required(
    names: Iterable[str], variants: Mapping[str, Helper] | None = None
) -> tuple[Helper, ...]:
    """These helpers and all that they need, in the order modules hold them.

    Args:
        variants: Helpers that stand in place of those of their names.
    """
    by_name = BY_NAME | dict(variants or {})
    needed: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting.extend(by_name[name].helpers)
    return tuple(by_name[one.name] for one in HELPERS if one.name in needed)
