"""The plan of a file of tests, from the scenarios that were played."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..link.model import WorkflowKey
from ..mock.rehearsal import Stage
from ..mock.scenes import MOCK_URL
from ..plan.classes import ModelClass
from ..plan.code import Code, call, identifier, literal
from ..plan.model import ModulePlan
from ..plan.naming import snake_case
from ..plan.servers import ServerKey
from ..read.document import JsonValue
from .expectations import Expected, expected_of, faults_of
from .functions import TestFunctions
from .model import Constant, Import, TestModulePlan, name_in_tests
from .routes import Routes
from .scenarios import Exchange, Performance, Rehearser


class TestPlanner:
    """Plans the tests of one workflow."""

    __test__ = False

    def __init__(self, stage: Stage, rehearser: Rehearser, package: str) -> None:
        self.stage = stage
        self.rehearser = rehearser
        self.package = package
        self.key = rehearser.key
        self.module: ModulePlan = stage.planned.plans[self.key]
        self.routes = Routes(self._step_name)
        self.left_out: list[str] = []

    def plan(self) -> TestModulePlan:
        """The plan; one without tests where the success path cannot be played."""
        played = list(self._played())
        for performance, expected in played:
            self.routes.add(performance, expected.keys)
        functions = TestFunctions(
            self.rehearser,
            self.module,
            self.routes,
            self._call("INPUTS"),
            self._call("inputs"),
            self.left_out,
        )
        tests = functions.make(played)
        for scenario, reason in self.rehearser.left_out:
            self.left_out.append(f"{scenario.title}: {reason}")
        raises = any(test.raises for test in tests)
        lists = any("finished(" in code for test in tests for code in test.checks)
        folder, _, name = self.module.path.rpartition("/")
        return TestModulePlan(
            path=f"{folder}/test_{name}" if folder else f"test_{name}",
            workflow_id=self.module.workflow_id,
            document=self.module.document,
            imports=tuple(self._imports(raises)),
            constants=tuple(self._constants()),
            base_url=self._base_url,
            routes=tuple(self.routes.planned(self._servers)),
            finished=name_in_tests(self.module.error.name) if lists else None,
            waits=any(one.rehearsal.waits for one, _ in played),
            tests=tuple(tests),
            left_out=tuple(dict.fromkeys(self.left_out)),
        )

    def _played(self) -> Iterator[tuple[Performance, Expected]]:
        """The performances in which all that was sent and returned is what the
        documents say; the file tells of the others."""
        for performance in self.rehearser.performances:
            expected = expected_of(performance, self.stage)
            faults = dict.fromkeys(faults_of(performance, expected))
            if faults:
                title = performance.scenario.title
                self.left_out.append(f"{title}: {'; '.join(faults)}")
            else:
                yield performance, expected

    def _step_name(self, exchange: Exchange) -> str:
        plan = self.stage.planned.plans[exchange.scene.workflow.key]
        step_id = exchange.scene.step.id
        names = (one.name for one in plan.steps if one.step_id == step_id)
        return next(names, snake_case(step_id))

    @property
    def _servers(self) -> dict[ServerKey, str]:
        """The constants with the URLs of the servers."""
        return {one.key: one.base_url.upper() for one in self.module.servers}

    @property
    def _base_url(self) -> str | None:
        servers = list(self._servers.values())
        return servers[0] if len(servers) == 1 else None

    def _constants(self) -> Iterator[Constant]:
        for server, name in self._servers.items():
            yield Constant(name, literal(server.url or MOCK_URL))
        if self.module.inputs is not None:
            yield Constant("INPUTS", self._inputs(self.key, self.rehearser.inputs))
        before = self.stage.inputs_before(self.key)
        for key, argument in self.module.passes:
            yield Constant(argument.upper(), self._inputs(key, before[key]))
        yield from self.routes.constants()

    def _inputs(self, key: WorkflowKey, values: JsonValue) -> Code:
        """The expression that makes inputs: by keywords where their types are plain."""
        plan = self.stage.planned.plans[key]
        model = next(one for one in plan.classes if one.name == plan.inputs)
        name = identifier(name_in_tests(model.name))
        given = values if isinstance(values, dict) else {}
        if _is_plain(model, given):
            aliases = {one.alias: one.name for one in model.fields}
            keywords = {aliases[alias]: literal(one) for alias, one in given.items()}
            return call(name, keywords=keywords)
        return call(Code(f"{name}.model_validate"), literal(given))

    def _imports(self, raises: bool) -> Iterator[Import]:
        names = [self.module.function.name]
        names += [self.module.inputs] if self.module.inputs else []
        names += [self.module.error.name] if raises else []
        yield Import(self._dotted(self.module), _named(names))
        for key, _ in self.module.passes:
            plan = self.stage.planned.plans[key]
            if plan.inputs is not None:
                yield Import(self._dotted(plan), _named([plan.inputs]))

    def _dotted(self, plan: ModulePlan) -> str:
        inner = plan.path.removesuffix(".py").replace("/", ".")
        return f"{self.package}.{inner}"

    def _call(self, inputs: str) -> Code:
        arguments = [Code(inputs)] if self.module.inputs is not None else []
        keywords = {
            one.base_url: Code(one.base_url.upper())
            for one in self.module.servers
            if not one.key.url
        }
        keywords |= {name: Code(name.upper()) for _, name in self.module.passes}
        function = identifier(name_in_tests(self.module.function.name))
        return call(function, *arguments, keywords=keywords)


def _named(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, name_in_tests(name)) for name in sorted(names))


def _is_plain(model: ModelClass, given: Mapping[str, JsonValue]) -> bool:
    """Whether literals are of the types of the fields, so that a type checker takes
    them as keywords."""
    fields = {one.alias: one for one in model.fields}
    return all(
        name in fields
        and "$ref" not in str(fields[name].schema)
        and not fields[name].binary
        and not fields[name].binary_items
        for name in given
    )
