"""Servers that requests cannot be sent to as they are described."""

from __future__ import annotations

from ..link.servers import resolve_server
from ..read.document import Place
from .inspection import Inspection


def check_servers(inspection: Inspection) -> None:
    """Report servers whose URL cannot be used, each once: the function needs it as an
    argument."""
    reported: list[object] = []
    for _, operation in inspection.operation_steps:
        problem = resolve_server(operation).problem
        if problem is None or not isinstance(problem.place, Place):
            continue
        place = (problem.place.document, problem.place.pointer)
        if place not in reported:
            reported.append(place)
            inspection.diagnostics.extend([problem])
