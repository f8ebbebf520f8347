"""What modules share: helpers and the step class, formatted once for many modules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from black import format_str
from black.mode import Mode, TargetVersion

from ..plan import helpers, step_methods
from ..plan.code import Code, Uses, join
from ..plan.flavour import Flavour
from ..plan.model import ModulePlan
from .environment import environment

MODE: Final = Mode(target_versions={TargetVersion.PY311})

_TEMPLATES: Final = {
    "_ABSENT": "absent",
    "_AsyncDeadline": "deadline",
    "_Client": "client_type",
    "_Inputs": "inputs_type",
    "_Outputs": "outputs_type",
    "_Result": "result_type",
    "_deadline": "deadline_of",
    "_together": "together_manager",
    "_open_async": "open",
}
"""The templates of helpers that are not named after them."""


def shared_parts(plan: ModulePlan, uses: Uses) -> Iterator[str]:
    """The helpers and the step class, formatted.

    A helper is formatted already as its template is, unless it holds a name. Black
    looks at the length of a name alone: with another of that length in its place, a
    helper is formatted once for many modules.
    """
    error = plan.error.name
    stand_in = Code("Q" * len(error))
    names = shared_names(plan.flavour, uses, stand_in, Code(plan.completed_name))
    for helper in helpers_of(plan.flavour, uses):
        shared = helper_source(helper.name, plan.flavour, names)
        yield shared.replace(stand_in, error)
    methods = [
        method_source(method.name, names).replace(stand_in, error)
        for method in step_methods.with_required(uses.methods)
    ]
    yield "\n".join([render("step_class.jinja"), *methods])


def shared_names(
    flavour: Flavour, uses: Uses, error: Code, completed: Code
) -> dict[str, object]:
    """What the templates of helpers and methods are given.

    Args:
        error: The name of the module's error class.
        completed: The name of the class that holds what was completed.
    """
    client = Code("client")
    return {
        "error": error,
        "completed": completed,
        "fit": Code(
            "_fit(model, given)" if "_fit" in uses.helpers else "model(**given)"
        ),
        "send_options": [
            option
            for option in step_methods.SEND_OPTIONS
            if option in uses.send_options
        ],
        "words": flavour.words,
        "client": flavour.client(Uses()),
        "builds": flavour.sending,
        "exchange": Code(
            "_exchange(client, request)" if flavour.sending else "client.send(request)"
        ),
        "waiter": flavour.waiter,
        "waiting": join("", (Code(f"{one}, ") for one in flavour.waiting(client))),
        "pause": flavour.pause(client, Code("seconds"), Uses()),
    }


def helpers_of(flavour: Flavour, uses: Uses) -> tuple[helpers.Helper, ...]:
    """The helpers that a module holds."""
    return helpers.with_required(uses.helpers, flavour.variants)


def helper_source(name: str, flavour: Flavour, names: Mapping[str, object]) -> str:
    """A helper in a flavour, formatted."""
    template = helper_template(name)
    words = flavour.words_of(name)
    source = render(template, **{**names, "words": words, "helper": Code(name)})
    return _formatted(source) if _holds_names(template) else source


def method_source(name: str, names: Mapping[str, object]) -> str:
    """A method of the step class, formatted."""
    template = f"step/{name}.jinja"
    source = render(template, **names)
    if not _holds_names(template):
        return source
    # It is formatted as a function, one level further out.
    holder = _formatted(f"class _:\n{source}")
    return holder.split("\n", 1)[1].lstrip("\n")


def helper_template(name: str) -> str:
    """The template of a helper: by its name, in lower case for classes."""
    return f"helpers/{_TEMPLATES.get(name, name.lstrip('_').lower())}.jinja"


@lru_cache(maxsize=1024)
def _formatted(source: str) -> str:
    return format_str(source, mode=MODE)


@cache
def _holds_names(template: str) -> bool:
    """Whether a template prints anything but its own text."""
    loader = environment().loader
    assert loader is not None
    source = loader.get_source(environment(), template)[0]
    return "{{" in source or "{%" in source


def render(template: str, **values: object) -> Code:
    """The source that a template gives."""
    return Code(environment().get_template(template).render(**values))
