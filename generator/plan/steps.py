"""The function of a step that calls an operation."""

from __future__ import annotations

from dataclasses import replace

from ..expressions.model import MessagePart
from ..link.model import Action, OperationCall, Step
from .actions import plan_attempts, success_returns
from .body_reads import BodyReads, body_reads
from .code import Code, call, identifier, literal
from .context import ModuleContext
from .criteria import compile_criterion
from .model import Argument, StepFunction
from .requests import Request, plan_request
from .scope import Arguments, Phase, StepScope
from .statements import Line, Statement, assign, line
from .values import value_of
