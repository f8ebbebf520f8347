"""What comparing and writing give."""

from __future__ import annotations

from dataclasses import dataclass

from ..diagnostics.model import Diagnostic, Severity


@dataclass(frozen=True)
class FileChange:
    """A file of the output that differs.

    Attributes:
        path: Relative to the output folder, with forward slashes.
        before: What it holds now; None where it is to be created.
        after: What it is to hold; None where it is to be removed.
    """

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True)
class TreeDifference:
    """How the output folder differs from what would be written.

    Attributes:
        changes: By path.
        unchanged: Paths of the files that are as they should be.
        diagnostics: What stands in the way; errors mean that nothing can be written.
    """

    changes: tuple[FileChange, ...] = ()
    unchanged: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def created(self) -> tuple[str, ...]:
        return tuple(found.path for found in self.changes if found.before is None)

    @property
    def changed(self) -> tuple[str, ...]:
        return tuple(
            found.path
            for found in self.changes
            if found.before is not None and found.after is not None
        )

    @property
    def removed(self) -> tuple[str, ...]:
        return tuple(found.path for found in self.changes if found.after is None)

    @property
    def is_refused(self) -> bool:
        """Whether something stands in the way of writing."""
        return any(found.severity is Severity.ERROR for found in self.diagnostics)


@dataclass(frozen=True)
class WriteResult:
    """What a run has done to the output folder.

    Attributes:
        created, changed, removed, unchanged: Paths relative to the output folder; all
            empty where an error left the folder as it was.
        diagnostics: Why nothing was written, and what deserves a look.
    """

    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether nothing was written."""
        return any(found.severity is Severity.ERROR for found in self.diagnostics)
