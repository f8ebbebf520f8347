"""What modules share: helpers and the step class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..plan import helpers, step_methods
from ..plan.code import Code, Uses, join
from ..plan.flavour import Flavour
from ..plan.model import ModulePlan
from .environment import environment
from .layout import formatted

_TEMPLATES: Final = {
    "_ABSENT": "absent",
    "_AsyncDeadline": "deadline",
    "_Client": "client_type",
    "_Inputs": "inputs_type",
    "_Outputs": "outputs_type",
    "_Result": "result_type",
    "_deadline": "deadline_of",
    "_together": "together_manager",
    "_certified_async": "certified",
    "_open_async": "open",
    "_read_body_async": "read_body",
}
"""The templates of helpers that are not named after them."""


def shared_parts(plan: ModulePlan, uses: Uses) -> Iterator[str]:
    """The helpers and the step class, formatted."""
    error, completed = Code(plan.error.name), Code(plan.completed_name)
    names = shared_names(plan.flavour, uses, error, completed)
    for helper in helpers_of(plan.flavour, uses):
        yield helper_source(helper.name, plan.flavour, names)
    methods = [
        method_source(method.name, names)
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
        "nests": "_is_deep" in uses.helpers,
        "send_options": [
            option
            for option in step_methods.SEND_OPTIONS
            if option in uses.send_options
        ],
        "credential_parts": uses.credential_parts,
        "opened": [(Code(suffix), words) for suffix, words in flavour.opened],
        "words": flavour.words,
        "client": flavour.client(Uses()),
        "exchanges": "_exchange" in flavour.sending,
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
    return formatted(source)


def method_source(name: str, names: Mapping[str, object]) -> str:
    """A method of the step class, formatted."""
    return formatted(render(f"step/{name}.jinja", **names))


def helper_template(name: str) -> str:
    """The template of a helper: by its name, in lower case for classes."""
    return f"helpers/{_TEMPLATES.get(name, name.lstrip('_').lower())}.jinja"


def render(template: str, **values: object) -> Code:
    """The source that a template gives."""
    return Code(environment().get_template(template).render(**values))
