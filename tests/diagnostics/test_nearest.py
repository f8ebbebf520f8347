"""What a misspelt name means."""

from __future__ import annotations

import tracemalloc

import pytest

from arazzo_codegen.diagnostics.nearest import nearest

OPERATIONS = ["listPets", "getPet", "getPetById", "createPet", "deletePet"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("listPet", "listPets"),
        ("getPetByID", "getPetById"),
        ("get_pet_by_id", "getPetById"),
        ("CREATEPET", "createPet"),
        ("cretaePet", "createPet"),
        ("sendMail", None),
        ("", None),
    ],
)
def test_finds_what_is_like_it(name: str, meant: str | None) -> None:
    assert nearest(name, OPERATIONS) == meant


def test_a_text_of_megabytes_is_not_compared() -> None:
    text = "listPets" * 500_000
    tracemalloc.start()
    assert nearest(text, OPERATIONS) is None
    assert nearest("listPet", [text, "listPets"]) == "listPets"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 1_000_000


def test_of_equally_near_names_it_is_the_first() -> None:
    assert nearest("pet", ["pets", "pete"]) == "pets"
    assert nearest("pet", ["pete", "pets"]) == "pete"
    assert nearest("ID", ["Id", "iD"]) == "Id"


def test_short_names_are_found() -> None:
    assert nearest("ids", ["name", "id"]) == "id"


def test_nothing_is_like_it_where_nothing_is_known() -> None:
    assert nearest("pet", []) is None
