"""The plan of one module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from functools import cached_property

from ..check.checker import CheckedWorkflow
from ..check.flow_graph import always_completed_before
from ..check.flow_steps import flow_steps, transfers
from ..check.reads import expressions_of_step, expressions_of_value
from ..check.typing import WorkflowTypes
from ..expressions.model import Expression, WorkflowField
from ..link.model import Step, StepTarget, WorkflowKey, WorkflowTarget, retry_target
from .classes import ModelClass, OutputsPlan
from .code import Code, Uses
from .context import (
    ModuleContext,
    OtherModule,
    runs,
    step_with_result,
    workflow_named,
)
from .entries import plan_functions
from .errors import plan_error
from .factories import ClientFactory, plan_factories
from .flavour import Flavour
from .flow.queries import asking_steps, completed_at_returns
from .flow.structured import structured_flow
from .flow.together import run_together
from .flow.tree import Flow
from .locations import ModuleLocation
from .model import (
    CompletedField,
    ModulePlan,
    SiblingImport,
    UrlConstant,
    WorkflowFunction,
)
from .module_classes import ClassPlanner
from .names import ModuleNames, file_name, name_module
from .naming import snake_case, unique_names
from .parallel import order_of
from .secrets import sent_secrets
from .security import ServerSecurity, security_of_steps, with_called
from .servers import ServerKey, ServerNames, name_servers, servers_of
from .step_functions import StepFunctions


class ModulePlanner:
    """Plans the module of a workflow, given those of the workflows that it calls."""

    def __init__(
        self,
        checked: CheckedWorkflow,
        location: ModuleLocation,
        others: Mapping[WorkflowKey, OtherModule],
        locations: Mapping[WorkflowKey, ModuleLocation],
        flavour: Flavour,
    ) -> None:
        self.checked = checked
        self.workflow = checked.workflow
        self.location = location
        self._all = others
        self._locations = locations
        self.flavour = flavour
        self.uses = Uses()

    def plan(self) -> tuple[ModulePlan, OtherModule]:
        """The plan, and what modules that call this one see of it."""
        asked = dict.fromkeys(asking_steps(self.flow), True)
        functions = StepFunctions(self.context, asked)
        planned = [functions.function(step.id) for step in self._steps_with_functions]
        flow = self.flow
        if self.flavour.parallel:
            order = order_of(self.workflow, functions, self._running)
            flow = run_together(flow, order)
        own = plan_functions(self.context, flow, functions, self.keywords)
        document = self.workflow.document.name
        plan = ModulePlan(
            path=self.location.path,
            workflow_id=self.workflow.key.workflow_id,
            summary=self.workflow.summary or self.workflow.description or "",
            document=file_name(document),
            document_name=document,
            urls=tuple(self._urls()),
            classes=(*self.input_classes, *self.output_classes.models),
            typed_dicts=self.output_classes.typed_dicts,
            completed_name=self.names.completed,
            completed=tuple(self._completed()),
            error=plan_error(
                self.names, self._steps_with_functions, self.flow, self.uses
            ),
            functions=own,
            steps=tuple(planned),
            factories=self._factories(),
            siblings=tuple(self._siblings()),
            flavour=self.flavour,
            uses=self.uses,
            inputs=self.names.inputs if self.inputs is not None else None,
            outputs=self.names.outputs if self.workflow.outputs else None,
            servers=tuple(self.servers.values()),
            passes=tuple(self.passes.items()),
        )
        return plan, self._as_other(own[-1])

    @cached_property
    def flow(self) -> Flow:
        return structured_flow(flow_steps(self.workflow.steps))

    @cached_property
    def others(self) -> dict[WorkflowKey, OtherModule]:
        """The modules that this one imports, under names of its own."""
        keys = dict.fromkeys(self.checked.called)
        for key in self.checked.called:
            keys.update(dict.fromkeys(self._all[key].passes))
        functions = {key: self._locations[key].name for key in keys}
        repeated = len(set(functions.values())) < len(functions)
        ids = {
            key: f"{key.document} {name}" if repeated else name
            for key, name in functions.items()
        }
        names = unique_names(list(ids.values()), snake_case)
        return {
            key: replace(
                self._all[key],
                alias=f"{names[id_]}_workflow",
                result=f"{names[id_]}_workflow_outputs",
            )
            for key, id_ in ids.items()
        }

    @cached_property
    def passes(self) -> dict[WorkflowKey, str]:
        """The arguments that bring inputs of workflows which run before."""
        keys = {
            key: None
            for key in self.workflow.depends_on
            if self.others[key].inputs is not None
        }
        for key in self.checked.called:
            keys.update(dict.fromkeys(self._all[key].passes))
        return {
            key: self.others[key].alias.removesuffix("_workflow") + "_inputs"
            for key in keys
        }

    @cached_property
    def keywords(self) -> tuple[str, ...]:
        needed = {
            name for key in self.checked.called for name in self._all[key].keywords
        }
        if self.flow.loops:
            needed |= {"poll_interval", "max_steps"}
        if self.workflow.depends_on:
            needed.add("dependencies")
        order = ("poll_interval", "max_steps", "dependencies")
        return tuple(name for name in order if name in needed)

    @cached_property
    def outputs_of(self) -> dict[str, tuple[str, ...]]:
        """The outputs of each step, those of a workflow that it runs included."""
        found: dict[str, list[str]] = {step.id: [] for step in self.workflow.steps}
        for step in self.workflow.steps:
            found[step.id] += [output.name for output in step.outputs]
        for step_id, name in self.checked.types.step_outputs:
            if name not in found[step_id]:
                found[step_id].append(name)
        return {step_id: tuple(names) for step_id, names in found.items()}

    @cached_property
    def names(self) -> ModuleNames:
        return name_module(
            self.workflow, self.location.name, self.outputs_of, list(self._taken())
        )

    def _taken(self) -> Iterator[str]:
        """What the module calls its clients and the modules that it imports."""
        for names in self.servers.values():
            yield from (names.client, names.base_url, names.local)
            yield from (f"{names.factory}{suffix}" for suffix, _ in self.flavour.opened)
        for other in self.others.values():
            yield from (other.alias, other.result)
        yield from self.passes.values()

    @cached_property
    def types(self) -> WorkflowTypes:
        return self._classes.types

    @cached_property
    def _classes(self) -> ClassPlanner:
        secret_inputs = {key: other.secret_inputs for key, other in self.others.items()}
        inputs, outputs = sent_secrets(self.checked, secret_inputs)
        return ClassPlanner(
            checked=self.checked,
            names=self.names,
            outputs_of=self.outputs_of,
            others=self.others,
            completed=completed_at_returns(self.flow),
            running=self._running,
            secret_inputs=inputs,
            secret_outputs=outputs,
        )

    @cached_property
    def input_classes(self) -> tuple[ModelClass, ...]:
        return self._classes.inputs()

    @cached_property
    def inputs(self) -> ModelClass | None:
        classes = self.input_classes
        return next((one for one in classes if one.name == self.names.inputs), None)

    @cached_property
    def output_classes(self) -> OutputsPlan:
        taken = [one.name for one in self.input_classes]
        return self._classes.outputs(taken)

    @cached_property
    def servers(self) -> dict[ServerKey, ServerNames]:
        known = {
            key: {server: names.source for server, names in other.servers.items()}
            for key, other in self.others.items()
        }
        return name_servers(servers_of(self.workflow, self.checked.called, known))

    @cached_property
    def security(self) -> Mapping[ServerKey, ServerSecurity]:
        """What the requests to each server need, those of called workflows included."""
        called = [self._all[key].security for key in self.checked.called]
        own = security_of_steps(self.workflow, self.checked.reader.references)
        return with_called(own, called)

    def _factories(self) -> tuple[ClientFactory, ...]:
        if any(one.marks for one in self.security.values()):
            self.uses.send_options.add("operation")
        factories = plan_factories(self.servers, self.security, self.flavour)
        for factory in factories:
            self.uses.merge(factory.uses)
        return factories

    @cached_property
    def certain(self) -> dict[str, Set[str]]:
        """The steps that have run when a step is entered, or run by a retry."""
        completed = always_completed_before(flow_steps(self.workflow.steps)).before
        certain = dict(completed)
        for step in self.workflow.steps:
            for action in (*step.on_success, *step.on_failure):
                target = retry_target(step, action)
                if isinstance(target, StepTarget):
                    before = completed.get(step.id, frozenset())
                    earlier = certain.get(target.step_id, before)
                    certain[target.step_id] = earlier & before
        return certain

    @cached_property
    def context(self) -> ModuleContext:
        return ModuleContext(
            workflow=self.workflow,
            types=self.types,
            reader=replace(self.checked.reader, step_outputs=self.types.step_outputs),
            references=self.checked.reader.references,
            names=self.names,
            inputs=self.inputs,
            servers=self.servers,
            others=self.others,
            passes=self.passes,
            kept=self.kept,
            certain=self.certain,
            signing=[key for key, one in self.security.items() if one.schemes],
            never_run=frozenset(step.id for step in self.workflow.steps)
            - self._running,
            uses=self.uses,
            flavour=self.flavour,
        )

    @cached_property
    def _running(self) -> frozenset[str]:
        """The steps that run: by the flow, or by a retry."""
        by_retry = {
            target.step_id
            for step in self.workflow.steps
            for action in (*step.on_success, *step.on_failure)
            if isinstance(target := retry_target(step, action), StepTarget)
        }
        return frozenset(
            step.id
            for step in self.workflow.steps
            if step.id not in self.flow.unreachable or step.id in by_retry
        )

    @property
    def _steps_with_functions(self) -> list[Step]:
        return [step for step in self.workflow.steps if step.id in self._running]

    def _urls(self) -> Iterator[UrlConstant]:
        for names in self.servers.values():
            if names.key.url:
                yield UrlConstant(names.base_url, names.key.url)

    def _completed(self) -> Iterator[CompletedField]:
        for step in self._steps_with_functions:
            annotation = Code(f"{self.names.step_outputs[step.id]} | None")
            yield CompletedField(self.names.steps[step.id], annotation)
        for key in self.kept:
            other = self.others[key]
            annotation = Code(f"{other.alias}.{other.names.outputs} | None")
            yield CompletedField(other.result, annotation)

    @cached_property
    def kept(self) -> tuple[WorkflowKey, ...]:
        """The workflows whose outputs are kept: of those that run before this one or
        before a retry, and those of steps that do not hold them as they are."""
        keys = dict.fromkeys(self.workflow.depends_on)
        for step in self.workflow.steps:
            for action in (*step.on_success, *step.on_failure):
                target = retry_target(step, action)
                if isinstance(target, WorkflowTarget):
                    keys[target.workflow] = None
        for key, name in self._results_read:
            if step_with_result(self.workflow, key, name) is None:
                keys[key] = None
        return tuple(key for key in keys if self.others[key].has_outputs)

    @cached_property
    def _results_read(self) -> list[tuple[WorkflowKey, str]]:
        """The outputs that `$workflows` reads of workflows which other steps run."""
        read: list[tuple[Step | None, Expression]] = [
            (step, expression)
            for step in self.workflow.steps
            for expression, _ in expressions_of_step(step)
        ]
        read += [
            (None, expression)
            for output in self.workflow.outputs
            for expression, _ in expressions_of_value(output.value)
        ]
        return [
            (key, expression.name)
            for step, expression in read
            if isinstance(expression, WorkflowField)
            and (
                key := workflow_named(
                    expression.workflow_id, self.workflow, self.others
                )
            )
            and not (step is not None and runs(step, key))
        ]

    def _siblings(self) -> Iterator[SiblingImport]:
        for key, other in self.others.items():
            location = self._locations[key]
            package = self.location.package_of(location)
            yield SiblingImport(package, location.name, other.alias)

    def _as_other(self, called: WorkflowFunction) -> OtherModule:
        """What other modules see of this one; they call that function."""
        taken = {argument.name for argument in called.keywords}
        required = (
            frozenset[str]()
            if transfers(self.workflow.steps)
            else self._classes.required_results
        )
        return OtherModule(
            alias="",
            function=called.name,
            base_urls={
                server: names.base_url
                for server, names in self.servers.items()
                if names.base_url in taken
            },
            result="",
            names=self.names,
            inputs=self.inputs,
            has_outputs=bool(self.workflow.outputs),
            result_fields=self.names.result_fields,
            required_results=required,
            secret_inputs=self._classes.all_secret_inputs,
            secret_outputs=self._classes.all_secret_outputs.of_workflow,
            servers=self.servers,
            security=self.security,
            keywords=self.keywords,
            passes=self.passes,
            path=self.location.dotted,
        )
