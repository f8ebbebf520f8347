"""Entries of the cache: files that are written whole, checked, and bounded in size."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from platformdirs import user_cache_dir

LIMIT: Final = 32 * 1024 * 1024
"""Bytes that all entries of a folder together may have."""

_SUFFIX: Final = ".entry"


def cache_folder(kind: str) -> Path:
    """The folder for entries of a kind, below the user's cache folder."""
    return Path(user_cache_dir("arazzo-codegen", appauthor=False)) / kind


@dataclass(frozen=True)
class Store:
    """Entries in a folder of their own.

    Any number of processes may use it at a time. What cannot be read is not there, and
    what cannot be written is not kept: neither is an error.
    """

    folder: Path

    def read(self, key: str) -> Any:
        """The content under a key; None where there is none, or it is damaged."""
        path = self._path(key)
        try:
            digest, _, packed = path.read_bytes().partition(b"\n")
            if hashlib.sha256(packed).hexdigest().encode() != digest:
                return None
            content = json.loads(zlib.decompress(packed))
        except (OSError, ValueError, zlib.error, RecursionError):
            return None
        with suppress(OSError):
            os.utime(path)
        return content

    def write(self, entries: Mapping[str, Any]) -> None:
        """Keep contents, which JSON can hold, by key, in the place of earlier ones; the
        entries that were not used for the longest time make room for them."""
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for key, content in entries.items():
                packed = zlib.compress(json.dumps(content).encode(), 1)
                digest = hashlib.sha256(packed).hexdigest().encode()
                if len(packed) <= LIMIT:
                    self._replace(self._path(key), digest + b"\n" + packed)
            if entries:
                self._make_room()

    def _replace(self, path: Path, data: bytes) -> None:
        handle, name = tempfile.mkstemp(dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise

    def _make_room(self) -> None:
        found = [(path, path.stat()) for path in self.folder.iterdir()]
        found.sort(key=lambda one: (one[1].st_mtime_ns, one[0].name), reverse=True)
        total = 0
        for path, status in found:
            total += status.st_size
            if total > LIMIT:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / (key + _SUFFIX)
