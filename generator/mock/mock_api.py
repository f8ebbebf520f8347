"""Answers the requests of a workflow so that it runs to its end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import httpx

from ..check.media_types import is_binary, is_json, is_xml
from ..check.reads import expressions_of_step
from ..check.response_types import response_for
from ..check.statuses import (
    codes_in,
    verdict_of_all,
    verdict_of_success,
)
from ..expressions.model import Expression, MessagePart
from ..link.model import (
    Action,
    Criterion,
    SelectorValue,
    Step,
    StepTarget,
)
from ..link.openapi_model import MediaType, OperationResponse
from ..link.references import References
from .demands import Demands
from .drafts import Draft
from .exchanges import Exchanges
from .labels import Label
from .satisfying import ResponseDraft, Satisfier
from .scenes import Scene, Sent
from .turns import Fail, Turn, make_fail, status_to_fail, usual_turn
from .values import NOTHING, MaybeValue

Faults: TypeAlias = Mapping[Step, httpx.Response | Exception]
"""What steps get instead of a response that leads on."""

Direction: TypeAlias = Callable[[Scene, int], Turn]
"""Says how a step is to end when it is visited for the nth time, from 0."""

Adapt: TypeAlias = Callable[[Scene, httpx.Response], httpx.Response]
"""Changes the response of a step before it is sent."""

Inspect: TypeAlias = Callable[[Scene, httpx.Request], None]


# None of these is an error of the transport, so that workflows pass them on.


class MockError(Exception):
    """The mock has no answer to a request."""


class UnexpectedRequestError(MockError):
    """A request that is of none of the workflow's steps."""


class TooManyRequestsError(MockError):
    """The workflow goes on and on: its loops were not left."""


@dataclass(frozen=True)
class Played:
    """A request that a step sent to the mock, and what it got.

    Attributes:
        got: The response, or what went wrong instead.
    """

    scene: Scene
    request: httpx.Request
    got: httpx.Response | Exception


class _PlannedError(Exception):
    """Carries an exception that a step is to get."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


@dataclass
class MockApi:
    """Plays the APIs that a workflow calls.

    Each response has a status that the step's success criteria take, and a body of the
    document's examples or schemas, changed so that criteria hold. A step that is run
    again gets a response that leads another way, so that loops end.

    Attributes:
        inspect: Shown each request, before it is answered.
        faults: What some steps get instead of a response that leads on.
        direct: Says how steps are to end.
        adapt: Changes responses before they are sent.
        limit: How many requests are answered.
        played: What was, in order.
    """

    scenes: Sequence[Scene]
    demands: Demands
    exchanges: Exchanges
    references: References
    inspect: Inspect = lambda scene, request: None
    faults: Faults = field(default_factory=dict)
    direct: Direction = usual_turn
    adapt: Adapt = lambda scene, response: response
    limit: int = 200
    played: list[Played] = field(default_factory=list)
    _position: int = 0
    _visits: dict[Step, int] = field(default_factory=dict)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """The response to a request.

        Raises:
            MockError: There is none; UnexpectedRequestError and TooManyRequestsError say
                why, else the mock itself failed.
            Exception: A fault that the step was to get.
        """
        try:
            return self._answer(request)
        except _PlannedError as planned:
            raise planned.error from None
        except MockError:
            raise
        except Exception as error:
            raise MockError(f"{type(error).__name__}: {error}") from error

    def _answer(self, request: httpx.Request) -> httpx.Response:
        request.read()
        if len(self.played) >= self.limit:
            raise TooManyRequestsError(f"more than {self.limit} requests")
        index = self._index_of(request)
        scene = self.scenes[index]
        self.inspect(scene, request)
        if scene.step in self.faults:
            return self._fault(scene, request)
        visit = self._visits.get(scene.step, 0)
        self._visits[scene.step] = visit + 1
        turn = self.direct(scene, visit)
        # The last part of the request is needed to tell what expressions read of it.
        self.exchanges.last[scene.step] = (request, httpx.Response(200))
        response = self.adapt(scene, self._response(scene, turn))
        self.exchanges.last[scene.step] = (request, response)
        self._position = self._after(index, turn)
        self.played.append(Played(scene, request, response))
        return response

    def _fault(self, scene: Scene, request: httpx.Request) -> httpx.Response:
        fault = self.faults[scene.step]
        self.played.append(Played(scene, request, fault))
        if isinstance(fault, Exception):
            raise _PlannedError(fault)
        headers = fault.headers
        return httpx.Response(fault.status_code, headers=headers, content=fault.content)

    def _index_of(self, request: httpx.Request) -> int:
        sent = Sent.of(request)
        found = [i for i, scene in enumerate(self.scenes) if scene.is_of(sent)]
        if not found:
            url = request.url.copy_with(query=None)
            raise UnexpectedRequestError(f"{request.method} {url}")
        return min(found, key=self._unlikeliness)

    def _unlikeliness(self, index: int) -> tuple[int, bool, int]:
        """The most literal path first, then the next step from where the flow is."""
        variables = self.scenes[index].url.groups
        return variables, index < self._position, abs(index - self._position)

    def _after(self, index: int, turn: Turn) -> int:
        """The scene that the response leads to."""
        workflow, way = self.scenes[index].workflow, turn.way
        if way is not None and way.kind == "retry":
            return index
        if way is not None and isinstance(way.target, StepTarget):
            for number, scene in enumerate(self.scenes):
                if scene.workflow is workflow and scene.step.id == way.target.step_id:
                    return number
        return index + 1

    # Responses

    def _response(self, scene: Scene, turn: Turn) -> httpx.Response:
        if isinstance(turn, Fail):
            return self._failure(scene, turn.way)
        return self._success(scene, turn.way)

    def _failure(self, scene: Scene, way: Action | None) -> httpx.Response:
        """A response that fails the step, with content only if that matters."""
        status = status_to_fail(scene, way)
        if status is None:
            return httpx.Response(500)
        if not status.needs_body:
            return httpx.Response(status.code)
        media = media_of(response_for(scene.operation, status.code))
        draft = ResponseDraft(status.code, Draft(self.references))
        if status.is_success:
            draft = self._draft(scene, status.code, media)
        satisfier = Satisfier(draft, lambda one: self._lookup(one, scene))
        make_fail(scene, way, status, satisfier)
        return self._sent(draft, media if status.is_success else None)

    def _success(self, scene: Scene, way: Action | None) -> httpx.Response:
        step = scene.step
        status = status_for(scene, way)
        documented = response_for(scene.operation, status)
        media = media_of(documented)
        draft = self._draft(scene, status, media)
        satisfier = Satisfier(draft, lambda one: self._lookup(one, scene))
        satisfier.satisfy(step.success_criteria)
        for action in step.on_success:
            if action is way:
                break
            satisfier.dissatisfy(action.criteria)
        satisfier.satisfy(way.criteria if way is not None else ())
        satisfier.satisfy(step.success_criteria)
        return self._sent(draft, media)

    def _lookup(self, expression: Expression, scene: Scene) -> MaybeValue:
        return self.exchanges.expression(expression, scene.workflow, scene.step)

    def _draft(
        self, scene: Scene, status: int, media: MediaType | None
    ) -> ResponseDraft:
        step = scene.step
        slots = self.demands.bodies.get(step, {})
        schema = media.schema if media and is_json(media.name) else None
        example = example_of(media, self.references) if media else NOTHING
        if media is None and (slots or _reads_body(scene)):
            example = {}
        number = self.scenes.index(scene) + 1
        body = Draft.of_schema(schema, self.references, example, number)
        if media is None or is_json(media.name):
            for pointer, needed in slots.items():
                body.ensure(pointer, needed)
        draft = ResponseDraft(status, body)
        for name in self.demands.headers.get(step, ()):
            draft.headers[name.lower()] = Label((name,), number).text
        for output in step.outputs:
            self._select(draft, output.value)
        return draft

    def _select(self, draft: ResponseDraft, value: object) -> None:
        """Have what a JSONPath or XPath selector finds."""
        if isinstance(value, SelectorValue) and value.kind != "jsonpointer":
            criterion = Criterion(
                kind=value.kind,
                text=value.selector,
                version=None,
                context=value.context,
                condition=None,
                template=None,
                node=value.node,
            )
            Satisfier(draft, lambda _: NOTHING).satisfy((criterion,))

    def _sent(self, draft: ResponseDraft, media: MediaType | None) -> httpx.Response:
        value = draft.body.value
        if value is NOTHING and (media is None or draft.status == 204):
            return httpx.Response(draft.status, headers=draft.headers)
        name = "application/json" if media is None else media.name.replace("*/*", "")
        name = name if "*" not in name and name else "application/json"
        value = "text" if value is NOTHING else value
        content: str | bytes
        if is_json(name):
            content = json.dumps(value)
        elif is_xml(name):
            content = value if isinstance(value, str) else "<response>text</response>"
        elif is_binary(name):
            content = b"\x00\x01\x02"
        else:
            content = value if isinstance(value, str) else json.dumps(value)
        headers = {"content-type": name, **draft.headers}
        return httpx.Response(draft.status, headers=headers, content=content)


def status_for(scene: Scene, way: Action | None) -> int:
    """A status with which the step succeeds and the way is taken; documented, if
    possible with content where the step reads any."""
    success = verdict_of_success(scene.step).may
    wanted = success & verdict_of_all(way.criteria).may if way else success
    for action in scene.step.on_success:
        if action is way:
            break
        wanted &= ~verdict_of_all(action.criteria).must
    codes = codes_in(wanted) or codes_in(success) or frozenset((200,))
    documented = [
        (response, code)
        for response in scene.operation.responses
        for code in _codes_of(response, codes)
    ]
    documented.sort(key=lambda one: _preference(scene, *one))
    if documented:
        return documented[0][1]
    return min(codes, key=lambda code: (code // 100 != 2, code))


def _codes_of(response: OperationResponse, codes: frozenset[int]) -> Iterator[int]:
    if response.status.isdigit():
        if int(response.status) in codes:
            yield int(response.status)
        return
    hundreds = "2" if response.status == "default" else response.status[0]
    found = [code for code in sorted(codes) if str(code)[0] == hundreds]
    yield from found[:1]


def _preference(
    scene: Scene, response: OperationResponse, code: int
) -> tuple[bool, bool, bool]:
    lacks_body = _reads_body(scene) and not response.content
    return code // 100 != 2, lacks_body, not response.status.isdigit()


def _reads_body(scene: Scene) -> bool:
    return any(
        isinstance(one, MessagePart)
        and one.message == "response"
        and one.part == "body"
        for one, _ in expressions_of_step(scene.step)
    )


def media_of(response: OperationResponse | None) -> MediaType | None:
    """JSON if the response has it, else its first media type."""
    content = response.content if response else ()
    json_media = [media for media in content if is_json(media.name)]
    return next(iter((*json_media, *content)), None)


def example_of(media: MediaType, references: References) -> MaybeValue:
    """The example of a media type: `example`, or the first of `examples`."""
    example = media.node.get("example")
    if example is not None:
        return example.value
    examples = media.node.get("examples")
    for _, node in examples.members() if examples else ():
        followed = references.follow(node)
        value = followed.get("value") if followed else None
        if value is not None:
            return value.value
    return NOTHING
