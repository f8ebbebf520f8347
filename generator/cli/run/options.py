"""What the command line of `run` says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..options import Options


@dataclass(frozen=True)
class RunOptions:
    """The words of the command line.

    Attributes:
        specs: The file or folder that is compiled.
        workflow: The id of the workflow, perhaps with its document; None where there
            is but one.
        inputs: Values of inputs: `name=value`, `name=@file` or `name:=json`.
        input_file: A YAML or JSON file with inputs, `-` for standard input.
        servers: Base URLs: `SOURCE=URL`.
        mock: Send nothing; a mock answers.
        dry_run: Send nothing; show the requests.
        strict, sources, allow_remote, hosts: As for `generate`.
        output_format: How the result is shown.
        quiet: Outputs and errors only.
        verbose: Every warning, and the traceback of an internal error.
    """

    specs: str
    workflow: str | None = None
    inputs: tuple[str, ...] = ()
    input_file: str | None = None
    servers: tuple[str, ...] = ()
    mock: bool = False
    dry_run: bool = False
    strict: bool | None = None
    sources: tuple[str, ...] = ()
    allow_remote: bool | None = None
    hosts: tuple[str, ...] = ()
    output_format: Literal["text", "json"] = "text"
    quiet: bool = False
    verbose: bool = False

    @property
    def compiling(self) -> Options:
        """The options with which SPECS are compiled."""
        return Options(
            specs=(self.specs,),
            layout="document",
            strict=self.strict,
            sources=self.sources,
            allow_remote=self.allow_remote,
            hosts=self.hosts,
            no_cache=True,
            quiet=self.quiet,
            verbose=self.verbose,
        )
