"""What the command line says, before settings are added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Asynchronous: TypeAlias = Literal["only", "both", "no"]
OutputFormat: TypeAlias = Literal["text", "json", "github", "sarif"]


@dataclass(frozen=True)
class Options:
    """The words of a command line; None where it leaves the choice to the settings.

    Attributes:
        specs: Files and folders to compile.
        out: The output folder.
        check: Write nothing; say by the exit status whether the output is current.
        diff: Write nothing; show what would change.
        keep_going: Write what compiles although other workflows do not.
        layout: How modules are laid out in the output folder.
        flavour: What functions the modules have: `only` asynchronous ones, `both` or
            `no` asynchronous ones.
        parallel: Whether steps that nothing orders run at the same time.
        tests: The folder that tests of the modules go to.
        strict: Whether the dialect is an error.
        sources: Replacements of source descriptions, as NAME=PATH_OR_URL.
        allow_remote: Whether documents are fetched by https.
        hosts: Hosts that documents may be fetched from although their address is none
            of the public internet.
        output_format: How findings are shown.
        select: Codes, or beginnings of codes, of the warnings that are wanted.
        ignore: Codes, or beginnings of codes, of those that are not.
        jobs: How many processes may work at a time; None for as many as there are cores.
        no_cache: Compile although nothing may have changed, and keep no result.
        quiet: Errors only.
        verbose: Every module, and the traceback of an internal error.
    """

    specs: tuple[str, ...]
    out: str | None = None
    check: bool = False
    diff: bool = False
    keep_going: bool = False
    layout: Literal["flat", "document"] | None = None
    flavour: Asynchronous | None = None
    parallel: bool | None = None
    tests: str | None = None
    strict: bool | None = None
    sources: tuple[str, ...] = ()
    allow_remote: bool | None = None
    hosts: tuple[str, ...] = ()
    output_format: OutputFormat = "text"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    jobs: int | None = None
    no_cache: bool = False
    quiet: bool = False
    verbose: bool = False
