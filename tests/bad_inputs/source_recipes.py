"""Recipes about source descriptions, the files that they lead to, and what these hold."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from .command import API, HEAD, Ended, compile_texts, run, workflow, written
from .recipe import PLAIN, STEP, Recipe, with_source


def circle_of_references(folder: Path) -> Ended:
    inputs = ", inputs: {$ref: '#/components/inputs/a'}"
    files = workflow(STEP, inputs)
    files["w.arazzo.yml"] += (
        "components: {inputs: {a: {$ref: '#/components/inputs/b'},"
        " b: {$ref: '#/components/inputs/a'}}}\n"
    )
    return compile_texts(folder, files)


def escaped_pointer(folder: Path) -> Ended:
    path = "'{$sourceDescriptions.pets.url}#/paths/~1a~0b~1%7Bid%7D/get'"
    parameters = "parameters: [{name: id, in: path, value: x}]"
    files = workflow(f"{{stepId: a, operationPath: {path}, {parameters}}}")
    parameter = "{name: id, in: path, required: true, schema: {type: string}}"
    api = API.replace("/pets:", "/a~b/{id}:").replace(
        "operationId: listPets", f"parameters: [{parameter}]"
    )
    return compile_texts(folder, {**files, "pets.yml": api})


def link_out_of_the_folder(folder: Path) -> Ended:
    outside = folder / "outside.yml"
    outside.write_text(API, "utf-8")
    (folder / "specs").mkdir()
    (folder / "specs" / "linked.yml").symlink_to(outside)
    return compile_texts(folder, with_source("linked.yml"))


def pipe_as_source(folder: Path) -> Ended:
    specs = written(folder, with_source("pipe.yml"))
    os.mkfifo(specs / "pipe.yml")
    return run(specs / "w.arazzo.yml", "-o", folder / "out")


def pipe_among_the_specifications(folder: Path) -> Ended:
    """It is found below a folder of the command line, and cannot be read: hence 2."""
    specs = written(folder, with_source("pipe.yml"))
    os.mkfifo(specs / "pipe.yml")
    return run(specs, "-o", folder / "out")


def device_as_source(folder: Path) -> Ended:
    """It is the command line that names it: hence 2."""
    specs = written(folder, PLAIN)
    return run(specs, "-o", folder / "out", "--source", "pets=/dev/zero")


def link_to_a_device_as_source(folder: Path) -> Ended:
    specs = written(folder, with_source("zero.yml"))
    (specs / "zero.yml").symlink_to("/dev/zero")
    return run(specs / "w.arazzo.yml", "-o", folder / "out")


def socket_as_source(folder: Path) -> Ended:
    specs = written(folder, with_source("s.yml"))
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(specs)  # the path of a socket has to be short
        try:
            listening.bind("s.yml")
        finally:
            os.chdir(here)
        return run(specs / "w.arazzo.yml", "-o", folder / "out")


def documents_that_source_each_other(folder: Path) -> Ended:
    head = HEAD.replace(
        "[{name: pets", "[{name: first, url: ./w.arazzo.yml, type: arazzo}, {name: pets"
    )
    second = workflow(STEP.replace("a,", "b,"), head=head)["w.arazzo.yml"]
    both = HEAD.replace(
        "[{name: pets", "[{name: other, url: ./b.arazzo.yml, type: arazzo}, {name: pets"
    )
    first = workflow(STEP, head=both)
    second = second.replace("workflowId: w", "workflowId: v")
    return compile_texts(folder, {**first, "b.arazzo.yml": second})


def source_that_is_something_else(folder: Path) -> Ended:
    other = workflow(STEP)["w.arazzo.yml"].replace("workflowId: w", "workflowId: v")
    return compile_texts(
        folder, with_source("./b.arazzo.yml") | {"b.arazzo.yml": other}
    )


def swagger(folder: Path) -> Ended:
    api = API.replace("openapi: 3.1.0", "swagger: '2.0'\nhost: pets.example.com")
    response = "          description: Pets.\n"
    api = api[: api.index("          content")].replace(
        "servers: [{url: https://pets.example.com}]\n", ""
    )
    assert response in api
    return compile_texts(folder, {**PLAIN, "pets.yml": api})


def openapi_to_come(folder: Path) -> Ended:
    api = API.replace("3.1.0", "3.3.0")
    return compile_texts(folder, {**PLAIN, "pets.yml": api})


def repeated_operation_id(folder: Path) -> Ended:
    other = API[API.index("  /pets") :].replace("/pets", "/dogs")
    return compile_texts(folder, {**PLAIN, "pets.yml": API + other})


RECIPES = (
    Recipe("B043", circle_of_references, 1, "place"),
    Recipe("B046", escaped_pointer, 0, "neither"),
    Recipe("B053", link_out_of_the_folder, 1, "place"),
    Recipe("B055", pipe_as_source, 1, "place"),
    Recipe("B055", pipe_among_the_specifications, 2, "place"),
    Recipe("B055", device_as_source, 2, "neither"),
    Recipe("B055", link_to_a_device_as_source, 1, "place"),
    Recipe("B055", socket_as_source, 1, "place"),
    Recipe("B059", documents_that_source_each_other, 0, "neither"),
    Recipe("B060", source_that_is_something_else, 1, "place"),
    Recipe("B061", swagger, 0, "neither"),
    Recipe("B061", openapi_to_come, 1, "place"),
    Recipe("B062", repeated_operation_id, 1, "place"),
)
