"""AZ1xx: files, YAML, JSON and sources."""

from __future__ import annotations

from pathlib import Path

from .kinds import HEAD, Cases, calling, documents, fetch, load, step, text

STEP = "workflows:\n- {workflowId: main, steps: [{stepId: a, operationId: listPets}]}\n"


def write(folder: Path) -> None:
    (folder / "specs" / "folder").mkdir(parents=True)
    (folder / "specs" / "a.yml").write_text("a: 1\n")
    (folder / "outside.yml").write_text("a: 1\n")


def write_too_much(folder: Path) -> None:
    write(folder)
    with (folder / "specs" / "a.yml").open("wb") as file:
        file.truncate(32 * 2**20 + 1)


THERE = load("specs/a.yml", write)
ALIASES = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 8)
)
ASYNCAPI = "asyncapi: 3.0.0\ninfo: {title: A, version: 1.0.0}\n"
PATHS = "paths: {/a: {get: {operationId: call, responses: {'204': {description: A}}}}}"
LIMIT = (
    "paths: {/a: {get: {operationId: call, parameters: [{$ref: '#/components/"
    "parameters/%s'}], responses: {'204': {description: A}}}}}\n"
    "components: {parameters: {limit: {name: limit, in: query}}}"
)
PET = (
    "paths: {/a: {get: {operationId: call, responses: {'200': {description: A, content: "
    "{application/json: {schema: {$ref: '#/components/schemas/%s'}}}}}}}}\n"
    "components: {schemas: {Pet: {properties: {id: {type: string}}}}}"
)
SCHEME = "components: {securitySchemes: {bearerAuth: {type: http, scheme: bearer}}}"
READ = ", outputs: {id: $response.body#/id}"

CASES: Cases = {
    "AZ101": (load("specs/b.yml", write), THERE),
    "AZ102": (load("specs/folder", write), THERE),
    "AZ104": (load("outside.yml", write), THERE),
    "AZ105": (load("specs/a.yml", write_too_much), THERE),
    "AZ110": (text("a: é".encode("latin-1")), text("a: é")),
    "AZ111": (text("a: \x01"), text('a: "\\x01"')),
    "AZ112": (text("a: b: c"), text("a: 'b: c'")),
    "AZ113": (text('{"a": 1,}', "a.json"), text('{"a": 1}', "a.json")),
    "AZ114": (text("# nothing\n"), text("a: 1\n")),
    "AZ115": (text("a: 1\n---\na: 1\n"), text("---\na: 1\n")),
    "AZ116": (text("a: *b\nb: &b 1\n"), text("b: &b 1\na: *b\n")),
    "AZ117": (text(ALIASES), text("\n".join(ALIASES.split("\n")[:3]))),
    "AZ118": (text("[" * 250 + "]" * 250), text("[" * 50 + "]" * 50)),
    "AZ120": (text("a: 1\n'a': 2\n"), text("a: 1\nb: 2\n")),
    "AZ121": (text("? [a]\n: 1\n"), text("200: 1\n")),
    "AZ122": (text("a: &a {x: 1}\nb: {<<: *a}\n"), text("a: {'<<': 1}\n")),
    "AZ123": (text("a: !!binary aGVsbG8=\n"), text("a: !!str 1\n")),
    "AZ124": (text("a: .inf\n"), text("a: 1.5\n")),
    "AZ150": (
        documents(f"{HEAD}- {{name: a, url: a.yml}}\n{STEP}", a=ASYNCAPI),
        step("operationId: listPets"),
    ),
    "AZ151": (
        documents(f"{HEAD}- {{name: a, url: a.yml}}\n{STEP}", a="openapi: 4.0.0\n"),
        step("operationId: listPets"),
    ),
    "AZ152": (calling(LIMIT % "page"), calling(LIMIT % "limit")),
    "AZ153": (
        calling(PATHS, head="servers: [{url: 'https://{region}.example.com'}]"),
        calling(PATHS, head="servers: [{url: 'https://eu.example.com'}]"),
    ),
    "AZ155": (
        calling(f"{PATHS}\n{SCHEME}", head="security: [{bearer: []}]"),
        calling(f"{PATHS}\n{SCHEME}", head="security: [{bearerAuth: []}]"),
    ),
    "AZ160": (fetch("https://127.0.0.1:9/a.yml"), THERE),
    "AZ161": (fetch("https://127.0.0.1:9/a.yml", "127.0.0.1"), THERE),
    "AZ154": (calling(PET % "Cat", READ), calling(PET % "Pet", READ)),
}
