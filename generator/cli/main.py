"""The command `arazzo-codegen`.

Only click is imported here: what a command needs is imported when it runs, so that
`--version` and `--help` are quick.
"""

from __future__ import annotations

import gc
import os
import traceback
from collections.abc import Sequence
from typing import Any

import click
from click_default_group import DefaultGroup  # type: ignore[import-untyped]

from ..version import __version__
from .asynchronous import FLAVOURS, GenerateCommand
from .console import use_utf8, write_error
from .options import Options

_DEFAULT = "generate"
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 88}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and end the process.

    Args:
        arguments: The words after the command's name; those of the process for None.

    Raises:
        SystemExit: Always. 0: fine; 1: an error in a document, a source or the output,
            or --check found a difference; 2: the command was called wrongly, or a
            document cannot be read; 130: interrupted.
    """
    # Nearly all that a compilation makes lives to its end: looking for garbage as often
    # as by default takes a tenth of the time and finds none.
    gc.set_threshold(100_000, 50, 50)
    use_utf8()
    raise SystemExit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    words = None if arguments is None else list(arguments)
    try:
        status = commands.main(words, "arazzo-codegen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:
        return _report_internal_error(error)
    return status if isinstance(status, int) else 0


def _report_internal_error(error: Exception) -> int:
    from .failure import describe_failure  # noqa: PLC0415

    if os.environ.get("ARAZZO_CODEGEN_TRACEBACK"):
        write_error("".join(traceback.format_exception(error)))
    write_error(describe_failure(error) + "\n")
    return 1


class _Commands(DefaultGroup):  # type: ignore[misc]
    """The commands; a command line that begins with none of them means `generate`."""

    def format_options(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Show the options of the default command as well: they need no command."""
        default = self.commands[_DEFAULT]
        parameters = [*default.params, *self.get_params(ctx)]
        options = [one for one in parameters if isinstance(one, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        with formatter.section("Options"):
            formatter.write_dl([record for record in records if record])
        self.format_commands(ctx, formatter)


@click.group(
    cls=_Commands,
    default=_DEFAULT,
    default_if_no_args=True,
    context_settings=_CONTEXT,
    options_metavar="",
    subcommand_metavar="SPECS... -o OUT [OPTIONS]",
)
@click.version_option(__version__, prog_name="arazzo-codegen")
def commands() -> None:
    """Compile Arazzo workflow documents into typed, standalone Python modules.

    SPECS are Arazzo documents, or folders that are searched for them. OUT becomes a
    package with one module for each workflow; it is written whole or not at all, and
    files that were not generated are never touched.

    Options may stand in [tool.arazzo-codegen] of pyproject.toml as well.
    """


_specs = click.argument("specs", nargs=-1, required=True)
_strict = click.option(
    "--strict/--no-strict",
    default=None,
    help="The letter of the specification: the dialect of published documents is an "
    "error.",
)
_source = click.option(
    "--source",
    "sources",
    metavar="NAME=PATH",
    multiple=True,
    help="Replace the document of a source description; a URL with --allow-remote. "
    "Repeatable.",
)
_allow_remote = click.option(
    "--allow-remote/--no-allow-remote",
    default=None,
    help="Fetch sources and $refs that are https URLs, from public addresses.",
)
_hosts = click.option(
    "--allow-host",
    "hosts",
    metavar="HOST",
    multiple=True,
    help="With --allow-remote, also from this host, whatever its address. Repeatable.",
)
_format = click.option(
    "--output-format",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="Findings as text on standard error, or on standard output as JSON, GitHub "
    "annotations or SARIF 2.1.0.",
)
_select = click.option(
    "--select",
    metavar="CODES",
    multiple=True,
    help="Only these warnings: codes or their beginnings, such as AZ5,AZ606. "
    "Repeatable.",
)
_ignore = click.option(
    "--ignore",
    metavar="CODES",
    multiple=True,
    help="Not these warnings. Errors cannot be ignored. Repeatable.",
)
_jobs = click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Processes that may work at a time; the cores by default.",
)
_no_cache = click.option(
    "--no-cache",
    is_flag=True,
    help="Compile although nothing may have changed, and keep no result.",
)
_quiet = click.option("-q", "--quiet", is_flag=True, help="Errors only.")
_verbose = click.option(
    "-v", "--verbose", is_flag=True, help="Every module; details of internal errors."
)


@click.command(cls=GenerateCommand, options_metavar="-o OUT [OPTIONS]")
@_specs
@click.option("-o", "--out", metavar="OUT", help="The output folder.")
@click.option(
    "--check", is_flag=True, help="Write nothing; exit 1 if OUT is not current."
)
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option(
    "--keep-going", is_flag=True, help="Write what compiles; exit 1 all the same."
)
@click.option(
    "--layout",
    type=click.Choice(["flat", "document"]),
    help="OUT/<workflow>.py (the default) or OUT/<document>/<workflow>.py.",
)
@click.option(
    "--async",
    "flavour",
    metavar="[only|both|no]",
    type=click.Choice(FLAVOURS),
    help="Functions for an event loop, on httpx.AsyncClient; with `both`, beside those "
    "that block.",
)
@click.option(
    "--parallel/--no-parallel",
    default=None,
    help="Steps that nothing orders run at the same time. Needs --async.",
)
@click.option(
    "--tests",
    metavar="DIR",
    help="Write pytest files for the modules to DIR; one without the generated marker "
    "is yours and is kept.",
)
@_strict
@_source
@_allow_remote
@_hosts
@_format
@_select
@_ignore
@_jobs
@_no_cache
@_quiet
@_verbose
def generate(**values: Any) -> int:
    """Compile SPECS and write the modules to OUT."""
    from .generate import run_generate  # noqa: PLC0415

    return run_generate(Options(**values))


@click.command()
@_specs
@_strict
@_source
@_allow_remote
@_hosts
@_format
@_select
@_ignore
@_no_cache
@_quiet
@_verbose
def lint(**values: Any) -> int:
    """Show what is wrong with SPECS; write nothing."""
    from .generate import run_lint  # noqa: PLC0415

    return run_lint(Options(**values))


@click.command(options_metavar="[OPTIONS]")
@click.argument("specs")
@click.argument("workflow", required=False)
@click.option(
    "-i",
    "--input",
    "inputs",
    metavar="NAME=VALUE",
    multiple=True,
    help="An input. Text where the schema allows a string, else JSON; NAME=@FILE for "
    "the text of a file, NAME:=VALUE for JSON in any case. Repeatable.",
)
@click.option(
    "--input-file",
    metavar="FILE",
    help="Inputs in YAML or JSON, - for standard input; -i wins.",
)
@click.option(
    "--server",
    "servers",
    metavar="SOURCE=URL",
    multiple=True,
    help="The base URL of a source, in place of its document's. Repeatable.",
)
@click.option(
    "--mock",
    is_flag=True,
    help="Send nothing: answers come from the examples and schemas of the documents, "
    "and inputs that are not given are made up.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Send nothing: show the requests as far as they are known.",
)
@_strict
@_source
@_allow_remote
@_hosts
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Steps as text on standard error and outputs on standard output, or all as "
    "one JSON object on standard output.",
)
@click.option("-q", "--quiet", is_flag=True, help="Outputs and errors only.")
@click.option(
    "-v",
    "--verbose",
    is_flag=True,
    help="Every warning; details of internal errors.",
)
def run(**values: Any) -> int:
    """Run a workflow of SPECS; write no file.

    SPECS is an Arazzo document, or a folder that is searched for them. WORKFLOW is the
    id of a workflow, or DOCUMENT#ID; it may be left out where there is only one. Each
    step is shown as it goes; the outputs are printed as JSON.
    """
    from .run.command import run_workflow  # noqa: PLC0415
    from .run.options import RunOptions  # noqa: PLC0415

    return run_workflow(RunOptions(**values))


@click.command()
@click.argument("code")
def explain(code: str) -> int:
    """Say what a diagnostic means, and how to mend it."""
    from .explain import run_explain  # noqa: PLC0415

    return run_explain(code)


for _command in (generate, lint, run, explain):
    commands.add_command(_command)
