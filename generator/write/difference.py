"""How an output folder differs from the files of a new generation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..diagnostics.model import Diagnostic
from ..diagnostics.rules import files as rules
from .failures import about, diagnose_failure
from .manifest import MANIFEST, Manifest, is_generated, parse_manifest, render_manifest
from .model import GeneratedFile
from .paths import NotARegularFileError, check_paths, read_output
from .result import FileChange, TreeDifference


def compare_tree(out: Path, files: Sequence[GeneratedFile]) -> TreeDifference:
    """What writing these files to the folder would change. Writes nothing.

    Files that the manifest lists and this generation does not have are to be removed.
    A file without the generated marker is neither changed nor removed: an error where
    a generated file needs its place that does not yield, a warning where it is stale.
    """
    refused = check_paths(out, (file.path for file in files))
    if refused:
        return TreeDifference(diagnostics=tuple(refused))
    try:
        return _Comparison(out).run(files)
    except OSError as error:
        return TreeDifference(diagnostics=(diagnose_failure(error, out),))


@dataclass
class _Comparison:
    out: Path
    changes: list[FileChange] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def run(self, files: Sequence[GeneratedFile]) -> TreeDifference:
        texts = {file.path: file.text.encode() for file in files}
        texts[MANIFEST] = render_manifest(texts).encode()
        manifest = self._manifest()
        yielding = {file.path for file in files if file.yields}
        for path, after in texts.items():
            self._wanted(path, after, path in manifest.paths, path in yielding)
        for path in sorted(manifest.paths - texts.keys()):
            self._stale(path)
        changes = sorted(self.changes, key=lambda change: change.path)
        unchanged = sorted(self.unchanged)
        return TreeDifference(tuple(changes), tuple(unchanged), tuple(self.diagnostics))

    def _manifest(self) -> Manifest:
        try:
            manifest = parse_manifest(read_output(self.out, MANIFEST))
        except NotARegularFileError:
            return Manifest()
        if manifest.is_broken:
            message = "the list of generated files is broken, so no file is removed"
            hint = "delete modules that no workflow leads to"
            self._note(
                about(rules.MANIFEST_UNREADABLE, self.out, MANIFEST, message, hint)
            )
        return manifest

    def _wanted(self, path: str, after: bytes, is_listed: bool, yields: bool) -> None:
        try:
            before = read_output(self.out, path)
        except NotARegularFileError:
            self._note_in_the_way(path, "something that is no plain file")
            return
        if before == after:
            self.unchanged.append(path)
        elif before is None or is_generated(before, is_listed):
            self.changes.append(FileChange(path, before, after))
        elif not yields:
            self._note_in_the_way(path, "a file that was not generated")

    def _stale(self, path: str) -> None:
        try:
            before = read_output(self.out, path)
        except NotARegularFileError:
            return
        if before is None:
            return
        if is_generated(before, is_listed=True):
            self.changes.append(FileChange(path, before, None))
            return
        message = "no workflow leads to this file, but it was made by hand and is kept"
        hint = "delete it if nothing uses it"
        self._note(about(rules.STALE_FILE_KEPT, self.out, path, message, hint))

    def _note_in_the_way(self, path: str, what: str) -> None:
        message = f"{what} stands where a generated file goes"
        hint = "move it, delete it or choose another output folder with -o"
        self._note(about(rules.HAND_WRITTEN_FILE, self.out, path, message, hint))

    def _note(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)
