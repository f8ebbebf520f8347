"""The key of a run in the cache: everything that decides its result but the files."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from ..compilation import CompileRequest
from ..version import __version__

_SHAPING: Final = ("black", "datamodel-code-generator", "jinja2", "pydantic", "pyyaml")
"""The packages whose versions may show in the result."""


def key_of(request: CompileRequest) -> str:
    """The key of what a request asks for, here and with this compiler."""
    options = asdict(request)
    for name in ("jobs", "cached"):
        del options[name]
    text = json.dumps([compiler(), os.getcwd(), options], default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def compiler() -> str:
    """What tells this compiler from others that may give other results."""
    versions = [_version(package) for package in _SHAPING]
    text = json.dumps([__version__, sys.version, versions, list(_sources())])
    return hashlib.sha256(text.encode()).hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _sources() -> Iterator[tuple[str, int, int]]:
    """The compiler's own files: one that is worked on has the same version for long."""
    templates = find_spec("arazzo_codegen_templates")
    origin = templates.origin if templates is not None else None
    for root in (Path(__file__).parents[1], Path(origin or __file__).parent):
        for folder, folders, names in os.walk(root):
            folders[:] = sorted(one for one in folders if one[0] not in "._")
            for name in sorted(names):
                path = os.path.join(folder, name)
                status = os.stat(path)
                yield path, status.st_size, status.st_mtime_ns
