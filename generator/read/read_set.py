"""What a run has read, so that a later one can tell whether it would read the same."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

_SETTLED: Final = 2_000_000_000
"""Nanoseconds after which another change of a file gives it another time stamp."""


@dataclass(frozen=True)
class FileState:
    """A file as it was read.

    Attributes:
        size, modified, changed: As the file system says; times in nanoseconds.
        taken: When that was asked, in nanoseconds.
        digest: SHA-256 of the bytes.
    """

    size: int
    modified: int
    changed: int
    taken: int
    digest: str

    @classmethod
    def of(cls, status: os.stat_result, data: bytes) -> FileState:
        """The state of a file, its status taken before its bytes were read."""
        return cls(
            status.st_size,
            status.st_mtime_ns,
            status.st_ctime_ns,
            time.time_ns(),
            hashlib.sha256(data).hexdigest(),
        )

    def is_current(self, path: str) -> bool:
        """Whether a file still has these bytes. They are read only where its times
        may hide a change."""
        status = os.stat(path)
        seen = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        is_same = seen == (self.size, self.modified, self.changed)
        if is_same and max(seen[1:]) + _SETTLED < self.taken:
            return True
        if status.st_size != self.size:
            return False
        return hashlib.sha256(Path(path).read_bytes()).hexdigest() == self.digest


@dataclass
class ReadSet:
    """The files and folders that a run has asked for; paths as it named them.

    Attributes:
        files: What was read.
        folders: Digests of the names in folders that were searched.
        present, absent: Files that were only asked for, by the answer.
        is_complete: Whether that is all; not where something could not be read.
    """

    files: dict[str, FileState] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)
    is_complete: bool = True

    def note_folder(self, folder: Path) -> None:
        self.folders[str(folder)] = _listing(str(folder))

    def is_current(self) -> bool:
        """Whether a run would read the same now."""
        try:
            return (
                all(_listing(path) == found for path, found in self.folders.items())
                and all(state.is_current(path) for path, state in self.files.items())
                and all(os.path.isfile(path) for path in self.present)
                and not any(os.path.lexists(path) for path in self.absent)
            )
        except (OSError, ValueError):
            return False

    def to_json(self) -> dict[str, Any]:
        content = asdict(self)
        content["present"], content["absent"] = sorted(self.present), sorted(
            self.absent
        )
        return content

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> ReadSet:
        """The reverse of `to_json`.

        Raises:
            KeyError, TypeError: It does not come from there.
        """
        files = {path: FileState(**state) for path, state in content["files"].items()}
        present, absent = set(content["present"]), set(content["absent"])
        return cls(files, content["folders"], present, absent, content["is_complete"])


def _listing(folder: str) -> str:
    """A digest of the names in a folder, and of which are folders and links."""
    digest = hashlib.sha256()
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        kind = f"\0{os.path.isdir(path)}\0{os.path.islink(path)}\0"
        digest.update(os.fsencode(name) + kind.encode())
    return digest.hexdigest()
