"""The emit stage: from the plan of a module to its source text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from black import format_str
from black.mode import Mode, TargetVersion

from ..plan import helpers, step_methods
from ..plan.code import Code, Uses, literal
from ..plan.model import Argument, ModulePlan, StepFunction, WorkflowFunction
from ..write.model import GeneratedFile
from .classes import RenderedClasses, render_classes
from .environment import environment
from .imports import import_block
from .statements import spell
from .text import docstring, function_docstring, summary
from .verify import Allowed, verify

_ALWAYS = (
    ("dataclasses", "dataclass"),
    ("pydantic", "BaseModel"),
    ("pydantic", "ConfigDict"),
)
_MODE = Mode(target_versions={TargetVersion.PY311})


def emit_module(plan: ModulePlan) -> GeneratedFile:
    """The source of a module, formatted by black."""
    classes = render_classes(plan.classes, plan.typed_dicts)
    uses = _all_uses(plan, classes.uses)
    header = _render(
        "header.jinja",
        docstring=_module_docstring(plan),
        imports=import_block(uses.modules, uses.names, plan.siblings),
        urls=[(Code(url.name), literal(url.url)) for url in plan.urls],
        markers=list(classes.markers.values()),
    )
    definitions = [
        *classes.classes.values(),
        *_completed_and_error(plan),
        _render("function.jinja", function=_workflow(plan.function)),
        *(_render("function.jinja", function=_step(step)) for step in plan.steps),
    ]
    parts = [format_str(part, mode=_MODE) for part in (header, *definitions)]
    text = "\n\n".join([*parts, _SHARED, *_shared(plan, uses)])
    verify(text, _allowed(plan, classes, uses))
    return GeneratedFile(plan.path, text)


def _allowed(plan: ModulePlan, classes: RenderedClasses, uses: Uses) -> Allowed:
    """What the module may import and define, by its plan."""
    shared = {helper.name for helper in helpers.with_required(uses.helpers)}
    shared.add("_Step")
    return Allowed(
        frozenset(
            (
                "__future__.annotations",
                *uses.modules,
                *(f"{module}.{name}" for module, name in uses.names),
                *(sibling.name for sibling in plan.siblings),
            )
        ),
        frozenset(
            (
                *(url.name for url in plan.urls),
                *classes.markers,
                *classes.classes,
                plan.completed_name,
                plan.error.name,
                plan.function.name,
                *(step.name for step in plan.steps),
                *shared,
            )
        ),
        frozenset(shared),
    )


_SHARED = "# What the steps above share. Only what this module uses is here.\n"


def _completed_and_error(plan: ModulePlan) -> tuple[Code, Code]:
    completed = _render(
        "completed.jinja",
        completed=Code(plan.completed_name),
        fields=[(Code(one.name), one.annotation) for one in plan.completed],
    )
    error = _render(
        "error.jinja",
        error=Code(plan.error.name),
        completed=Code(plan.completed_name),
        actions=[literal(name) for name in plan.error.actions],
    )
    return completed, error


def _shared(plan: ModulePlan, uses: Uses) -> Iterator[str]:
    """The helpers and the step class, formatted.

    A helper is formatted already as its template is, unless it holds a name. Black
    looks at the length of a name alone: with another of that length in its place, a
    helper is formatted once for many modules.
    """
    error = plan.error.name
    stand_in = Code("Q" * len(error))
    names: dict[str, object] = {
        "error": stand_in,
        "fit": Code(
            "_fit(model, given)" if "_fit" in uses.helpers else "model(**given)"
        ),
        "send_options": [
            option
            for option in step_methods.SEND_OPTIONS
            if option in uses.send_options
        ],
    }
    for helper in helpers.with_required(uses.helpers):
        shared = _fragment(f"helpers/{_template(helper.name)}.jinja", names)
        yield shared.replace(stand_in, error)
    methods = [
        _fragment(f"step/{method.name}.jinja", names).replace(stand_in, error)
        for method in step_methods.with_required(uses.methods)
    ]
    yield "\n".join([_render("step_class.jinja"), *methods])


def _fragment(template: str, names: dict[str, object]) -> str:
    source = _render(template, **names)
    if not _holds_names(template):
        return source
    if not template.startswith("step/"):
        return _formatted(source)
    # A method is formatted as a function, one level further out.
    holder = _formatted(f"class _:\n{source}")
    return holder.split("\n", 1)[1].lstrip("\n")


@lru_cache(maxsize=1024)
def _formatted(source: str) -> str:
    return format_str(source, mode=_MODE)


@cache
def _holds_names(template: str) -> bool:
    """Whether a template prints anything but its own text."""
    loader = environment().loader
    assert loader is not None
    source = loader.get_source(environment(), template)[0]
    return "{{" in source or "{%" in source


def _render(template: str, **values: object) -> Code:
    return Code(environment().get_template(template).render(**values))


def package_file(about: str) -> str:
    """The text of an `__init__.py`."""
    origin = "Generated by arazzo-codegen. Do not edit."
    return docstring(f"{about}\n\n{origin}") + "\n"


def _all_uses(plan: ModulePlan, of_classes: Uses) -> Uses:
    """What the whole module uses: its own code, its classes and its helpers."""
    uses = Uses()
    uses.merge(plan.uses)
    uses.merge(of_classes)
    uses.modules.add("httpx")
    uses.names.update(_ALWAYS)
    if _has_integers(plan) and {"outputs"} & uses.methods | {"_result"} & uses.helpers:
        uses.helpers.add("_fit")
    needed: list[step_methods.StepMethod | helpers.Helper] = [
        *step_methods.with_required(uses.methods),
        *(step_methods.SEND_OPTIONS[option] for option in uses.send_options),
    ]
    for method in needed:
        uses.helpers.update(method.helpers)
    needed += helpers.with_required(uses.helpers)
    for one in needed:
        uses.modules.update(one.modules)
        uses.names.update(one.names)
    return uses


def _has_integers(plan: ModulePlan) -> bool:
    """Whether some output is documented as an integer: then 1.0 has to fit, too."""
    return any(
        "integer" in str(field.schema) and '"number"' not in str(field.schema)
        for model in plan.classes
        if model.config in ("step_outputs", "workflow_outputs")
        for field in model.fields
    )


def _template(helper: str) -> str:
    """The template of a helper: by its name, or in lower case for classes."""
    special = {
        "_ABSENT": "absent",
        "_Outputs": "outputs_type",
        "_Inputs": "inputs_type",
    }
    return special.get(helper, helper.lstrip("_").lower())


def _module_docstring(plan: ModulePlan) -> Code:
    origin = (
        f"Generated by arazzo-codegen from the workflow `{plan.workflow_id}` of "
        f"{plan.document}. Do not edit: change the specification and generate again."
    )
    first = summary(plan.summary) or f"The workflow `{plan.workflow_id}`."
    return docstring(f"{first}\n\n{origin}")


def _signature(positional: Sequence[Argument], keywords: Sequence[Argument]) -> Code:
    listed = [_argument(one) for one in positional]
    if keywords:
        listed += ["*", *(_argument(one) for one in keywords)]
    return Code(", ".join(listed))


def _argument(argument: Argument) -> str:
    default = "" if argument.default is None else f" = {argument.default}"
    return f"{argument.name}: {argument.annotation}{default}"


def _workflow(function: WorkflowFunction) -> dict[str, Code]:
    arguments = (*function.positional, *function.keywords)
    sections = [
        ("Args", [(one.name, one.doc) for one in arguments]),
        ("Raises", [(function.error, function.raises)]),
    ]
    described = summary(function.description) or f"Run `{function.name}`."
    return {
        "name": Code(function.name),
        "signature": _signature(function.positional, function.keywords),
        "returns": function.returns,
        "docstring": function_docstring([described], [s for s in sections if s[1]], 4),
        "body": spell(function.body, 1),
    }


def _step(step: StepFunction) -> dict[str, Code]:
    return {
        "name": Code(step.name),
        "signature": _signature(step.arguments, ()),
        "returns": step.returns,
        "docstring": _step_docstring(step),
        "body": spell(step.body, 1),
    }


def _step_docstring(step: StepFunction) -> Code:
    """What the step is for, and its request: in one line where they fit in it."""
    described = summary(step.description)
    request = f"`{step.summary}`"
    if not described:
        return docstring("\n\n".join([f"{request}.", *step.notes]), 4)
    short = f"{described.rstrip('.')}: {request}."
    if len(short) <= 88 - 4 - 6:
        return docstring("\n\n".join([short, *step.notes]), 4)
    return docstring("\n\n".join([described, request, *step.notes]), 4)
