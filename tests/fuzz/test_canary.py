"""No text of a document becomes code, wherever it stands in the document.

Here each kind of position holds a hostile text or two, chosen by a fixed seed;
`make fuzz` tries all of them, in every way, for as long as it is given.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from arazzo_codegen.compilation import CompileRequest

from .canary import Trial, all_trials, kinds_of_positions, some_trials
from .documents import COMPLETE, SEEDS, seed
from .limits import limited
from .oracle import (
    WAYS,
    FindingError,
    Oracle,
    check_sent,
    check_text,
    import_all,
    stands_alone,
)
from .payloads import CANARY, PAYLOADS
from .positions import VARIANTS, positions
from .typing_check import mypy_complaints

_ways = (*[WAYS[0]] * 6, *WAYS[1:])
_FEWEST_MODULES = 60
_CHECKED_BY_MYPY = 20
_SHARE = {"arazzo": 0.6, "openapi": 0.2, "swagger": 0.2}
"""Of the positions, by the kind of document that its name tells."""


def trials() -> list[Trial]:
    chance = random.Random(20)
    return [
        trial
        for trial in some_trials(COMPLETE, 1, chance)
        if chance.random() < _SHARE[trial.position.document.split(".")[1]]
    ]


def test_hostile_text_gives_a_harmless_module_or_a_finding(tmp_path: Path) -> None:
    oracles = {name: Oracle(tmp_path / name) for name in COMPLETE}
    for name in COMPLETE:
        (tmp_path / name).mkdir()

    for number, trial in enumerate(trials()):
        oracles[trial.seed].way = _ways[number % len(_ways)]
        with limited():
            try:
                compilation = oracles[trial.seed].judge(trial.documents())
                if trial.sent is not None:
                    check_sent(trial.sent, compilation)
            except Exception as error:
                error.add_note(str(trial))
                raise

    texts = sorted(text for oracle in oracles.values() for text in oracle.modules)
    assert len(texts) > _FEWEST_MODULES
    alone = list(filter(stands_alone, texts))
    chosen = random.Random(3).sample(alone, _CHECKED_BY_MYPY)
    assert mypy_complaints(chosen) == ""


def test_what_is_sent_is_the_text_of_the_document(tmp_path: Path) -> None:
    sent = [one for one in all_trials(["orders", "bodies"]) if one.sent is not None]
    chosen = random.Random(5).sample(sent, 25)
    assert len(sent) > 500

    for trial in chosen:
        for path in tmp_path.iterdir():
            path.unlink()
        compilation = Oracle(tmp_path).judge(trial.documents())
        check_sent(PAYLOADS[trial.payload], compilation)


def test_a_text_that_is_sent_otherwise_is_seen(tmp_path: Path) -> None:
    compilation = Oracle(tmp_path).judge(seed("orders"))
    check_sent("literalNote", compilation)

    with pytest.raises(FindingError):
        check_sent("another note", compilation)


def test_every_text_is_tried() -> None:
    assert {trial.payload for trial in trials()} == set(PAYLOADS)
    assert {trial.variant for trial in trials()} == set(VARIANTS)
    assert len(PAYLOADS) >= 40


@pytest.mark.parametrize("name", SEEDS)
def test_what_texts_are_put_into_compiles(name: str, tmp_path: Path) -> None:
    compilation = Oracle(tmp_path).judge(seed(name))

    assert not compilation.diagnostics.has_errors


@pytest.mark.parametrize("way", WAYS[1:], ids=["tests", "async", "both"])
@pytest.mark.parametrize("name", COMPLETE)
def test_it_compiles_in_every_way(
    name: str, way: CompileRequest, tmp_path: Path
) -> None:
    compilation = Oracle(tmp_path, way).judge(seed(name))

    assert not compilation.diagnostics.has_errors
    assert bool(compilation.tests) == (way.tested_package is not None)


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("application/json", "text/first\u2028"),
        ("200", ""),
        ("200", "\u00b2"),
        ("200", "2" * 5000),
    ],
)
def test_a_response_that_no_server_gives_stops_nothing(
    there: str, instead: str, tmp_path: Path
) -> None:
    documents = seed("straight_line")
    responses = [
        one
        for one in positions(documents)
        if one.text == there and "responses" in one.pointer
    ]
    hostile = VARIANTS["in place"](documents, responses[-1], instead)

    Oracle(tmp_path, WAYS[1]).judge(hostile)


def test_the_trials_change_the_documents_where_they_say() -> None:
    unchanged = [
        trial
        for trial in some_trials(COMPLETE, 1, random.Random(1))
        if trial.documents() == seed(trial.seed)
        and trial.variant in ("in place", "after")
    ]

    assert [t for t in unchanged if t.payload != "nothing"] == []


@pytest.mark.parametrize(
    "source",
    [
        f"{CANARY}()\n",
        f"x = 1\nx.{CANARY}\n",
        f"def {CANARY}(): ...\n",
        f"import {CANARY}\n",
        "\uff23\uff21\uff2e\uff21\uff32\uff39\uff3f\uff3f()\n",
        'x = "\x0c"\n',
        "x  = 1\n",
    ],
)
def test_the_oracle_sees_text_that_became_code(source: str) -> None:
    with pytest.raises(FindingError):
        check_text(source)


@pytest.mark.parametrize(
    "source",
    [
        f"{CANARY}()\n",
        f"eval('{CANARY}()')\n",
        "import os\nos.system('true')\n",
        "open('/dev/null', 'w').close()\n",
        "from __future__ import annotations\nfrom pydantic import BaseModel\n"
        f"class A(BaseModel):\n    a: list['{CANARY}()']\n",
    ],
)
def test_the_oracle_sees_what_an_import_does(source: str) -> None:
    with pytest.raises((FindingError, TypeError)):
        import_all({"__init__.py": "", "a.py": source})


def test_mypy_is_asked() -> None:
    assert "module_0.py:1" in mypy_complaints(["x: int = ''\n"])


def test_the_documents_have_every_field_that_is_named() -> None:
    """A field that is in no document is a position that no text was tried at."""
    names = {one.text for _, one in kinds_of_positions(COMPLETE) if one.part == "key"}
    assert names >= _ARAZZO_FIELDS | _OPENAPI_FIELDS
    assert all(positions(seed(name)) for name in SEEDS)


_ARAZZO_FIELDS = frozenset("""
    $self arazzo components condition contentType context criteria dependsOn description
    failureActions in info inputs name onFailure onSuccess operationId operationPath
    outputs parameters payload reference replacements requestBody retryAfter retryLimit
    selector sourceDescriptions stepId steps successActions successCriteria summary
    target timeout title type url value version workflowId workflows
    """.split())

_OPENAPI_FIELDS = frozenset("""
    $comment $ref additionalProperties allOf authorizationUrl basePath bearerFormat
    callbacks collectionFormat const consumes contact content contentMediaType
    customBasePath customTypePath default definitions description discriminator email
    encoding enum example examples explode externalDocs flows format headers host
    identifier in info items jsonSchemaDialect license links mapping minLength
    name namespace oneOf openIdConnectUrl openapi operationId parameters pattern paths
    patternProperties prefix produces properties propertyName refreshUrl required
    responses schema schemas schemes scheme scopes security securityDefinitions
    securitySchemes servers style summary swagger tags termsOfService title tokenUrl type
    url value variables version webhooks x-python-import x-python-type xml
    """.split())
