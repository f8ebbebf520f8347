"""Follows a run: what the modules log, beside what their clients send."""

from __future__ import annotations

import inspect
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import httpx

from ..link.model import Action, Step, Workflow, WorkflowKey
from ..plan.model import ModulePlan
from ..plan.servers import ServerNames
from .failure import Examiner
from .package import module_name
from .program import Connect, Connection, Program
from .redaction import url_secrets


@dataclass(frozen=True)
class Attempt:
    """A request of a step.

    Attributes:
        depth: How many steps that run workflows are around it.
        number: Which attempt of its step it is, from 1.
        url: As it may be shown; empty where none was sent.
        status: Of the response; None where none arrived.
        fault: Why none did: the name of an exception's class; else empty.
        seconds: From the first byte sent to the last one read.
        action: What followed: the action's name and what it does; else empty.
    """

    workflow_id: str
    step_id: str
    depth: int
    number: int
    method: str
    url: str
    status: int | None
    fault: str
    seconds: float
    action: str = ""


@dataclass(frozen=True)
class Running:
    """A workflow that begins: of a step, or one that runs before (step_id empty)."""

    workflow_id: str
    step_id: str
    depth: int


@dataclass(frozen=True)
class Waiting:
    """A wait between attempts, or between the rounds of a loop."""

    seconds: float
    depth: int


@dataclass(frozen=True)
class Sending:
    """A request that is being sent; which step it is of is known afterwards."""

    method: str
    host: str
    depth: int


@dataclass(frozen=True)
class Notice:
    """What a module warns of."""

    text: str
    depth: int


Event: TypeAlias = Attempt | Running | Waiting | Sending | Notice


class _Listener(logging.Handler):
    """Hands on what is logged."""

    def __init__(self, hear: Callable[[logging.LogRecord], None]) -> None:
        super().__init__(logging.DEBUG)
        self._hear = hear

    def emit(self, record: logging.LogRecord) -> None:
        self._hear(record)


@dataclass
class _Place:
    """A workflow that is running.

    Attributes:
        attempts: How often a step was tried, for those whose last attempt is retried.
    """

    workflow: Workflow
    plan: ModulePlan
    attempts: dict[str, int] = field(default_factory=dict)


@dataclass(eq=False)
class Trace:
    """Tells of each step as it goes.

    An attempt is told when it is known what follows it: an action, or the next event.

    Attributes:
        tell: Told each event.
    """

    program: Program
    workflows: Mapping[WorkflowKey, Workflow]
    examiner: Examiner
    tell: Callable[[Event], None]
    _stack: list[_Place] = field(default_factory=list)
    _pending: Attempt | None = None
    _sent: httpx.URL | None = None
    _since: float = 0.0
    _announced: bool = False

    @contextmanager
    def following(self, key: WorkflowKey) -> Iterator[None]:
        """Follow the run of a workflow that takes place in the block."""
        logger = logging.getLogger(self.program.package.name)
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
        handler = _Listener(self._hear)
        logger.addHandler(handler)
        self._stack = [self._place(key)]
        try:
            yield
        finally:
            logger.removeHandler(handler)
            self._flush()

    def connecting(self, connect: Connect) -> Connect:
        """Connections whose requests are followed."""

        def follow(server: ServerNames) -> Connection:
            connection = connect(server)
            hooks = connection.client.event_hooks
            hooks["request"] = [*hooks["request"], self._note_request]
            connection.client.event_hooks = hooks
            return connection

        return follow

    def waiting(self, seconds: float) -> None:
        """Tell of a wait that begins."""
        self._flush()
        if seconds > 0:
            self.tell(Waiting(seconds, self._depth))

    # What is logged

    def _hear(self, record: logging.LogRecord) -> None:
        self._enter(record.name)
        match record.msg, record.args:
            case "step %s: %s %s", (step_id, "workflow", workflow_id):
                self._flush()
                self.tell(Running(str(workflow_id), str(step_id), self._depth))
                # The next workflow that logs is this one.
                self._announced = True
            case "step %s: action %s", (step_id, name):
                self._take(str(step_id), str(name))
            case "step %s: %s %s: %s", (step_id, method, path, outcome):
                self._try(str(step_id), str(method), str(path), outcome)
            case _ if record.levelno > logging.DEBUG:
                self.tell(Notice(record.getMessage(), self._depth))

    @property
    def _depth(self) -> int:
        return max(len(self._stack) - 1, 0)

    def _place(self, key: WorkflowKey) -> _Place:
        return _Place(self.workflows[key], self.program.plans[key])

    def _enter(self, logger: str) -> None:
        """Go to the workflow whose module logs: no workflow runs itself, so that one
        that is around is back, and one that is not begins."""
        names = [self._module_name(place.plan) for place in self._stack]
        if logger in names:
            del self._stack[names.index(logger) + 1 :]
            return
        for key, plan in self.program.plans.items():
            if self._module_name(plan) == logger:
                self._flush()
                if not self._announced:
                    self.tell(Running(key.workflow_id, "", self._depth))
                self._announced = False
                self._stack.append(self._place(key))

    def _module_name(self, plan: ModulePlan) -> str:
        return module_name(self.program.package.name, plan.path)

    def _try(self, step_id: str, method: str, path: str, outcome: object) -> None:
        self._flush()
        place = self._stack[-1]
        number = place.attempts.get(step_id, 0) + 1
        url = ""
        if self._sent is not None:
            step = place.workflow.step(step_id)
            secret = url_secrets(place.workflow, step, self.program.plans)
            self.examiner.learn(inspect.currentframe())
            url = self.examiner.redaction.url(self._sent, secret, path)
        self._pending = Attempt(
            workflow_id=place.workflow.key.workflow_id,
            step_id=step_id,
            depth=self._depth,
            number=number,
            method=method,
            url=url,
            status=outcome if isinstance(outcome, int) else None,
            fault="" if isinstance(outcome, int) else str(outcome),
            seconds=time.monotonic() - self._since if self._sent is not None else 0.0,
        )
        place.attempts.pop(step_id, None)
        self._sent = None

    def _take(self, step_id: str, name: str) -> None:
        place = self._stack[-1]
        action = _action(place.workflow.step(step_id), name)
        pending = self._pending
        if action is not None and action.kind == "retry":
            number = pending.number if pending and pending.step_id == step_id else 1
            place.attempts[step_id] = number
        if pending is not None and pending.step_id == step_id:
            kind = action.kind if action is not None else "action"
            self._pending = replace(pending, action=f"{kind} {name}")
            self._flush()

    def _flush(self) -> None:
        pending, self._pending = self._pending, None
        if pending is not None:
            self.tell(pending)

    def _note_request(self, request: httpx.Request) -> None:
        self._flush()
        self.tell(Sending(request.method, request.url.host, self._depth))
        self._sent, self._since = request.url, time.monotonic()


def _action(step: Step, name: str) -> Action | None:
    actions = (*step.on_failure, *step.on_success)
    return next((action for action in actions if action.name == name), None)


def as_json(event: Event) -> dict[str, Any] | None:
    """An attempt or a workflow that begins, for reading by machine; None for others."""
    match event:
        case Attempt():
            return {
                "workflow": event.workflow_id,
                "step": event.step_id,
                "depth": event.depth,
                "attempt": event.number,
                "method": event.method,
                "url": event.url or None,
                "status": event.status,
                "fault": event.fault or None,
                "seconds": round(event.seconds, 3),
                "action": event.action or None,
            }
        case Running():
            return {
                "workflow": event.workflow_id,
                "step": event.step_id or None,
                "depth": event.depth,
            }
    return None
