"""Texts that are no URLs, where one is expected: findings, and no exceptions."""

from __future__ import annotations

import pytest

from ..support.workflows import PETS, check_documents

WORKFLOW = """
arazzo: 1.1.0
{self}
info: {{title: Test, version: 1.0.0}}
sourceDescriptions:
- {{name: pets, url: {url}, type: openapi}}
workflows:
- workflowId: main
  steps:
  - {{stepId: list, operationId: listPets}}
"""


@pytest.mark.parametrize(
    "url", ["https://[", "//[", "http://[::1/a", "https://x:port/"]
)
def test_a_source_whose_url_is_none_is_reported_at_it(url: str) -> None:
    report = check_documents(WORKFLOW.format(self="", url=f"'{url}'"))

    assert report.errors[0].startswith("AZ")
    assert report.places(report.errors[0])[0] == "/sourceDescriptions/0/url"


def test_an_identity_that_is_no_url_is_no_base() -> None:
    text = WORKFLOW.format(self="$self: 'https://['", url="pets.yml")

    assert check_documents(text).errors == []


@pytest.mark.parametrize(
    "url",
    ["//[", "https://[::1/", "https://x:y/", r"https://a/\x13", "https://-\u20ac/"],
)
def test_a_server_whose_url_is_none_is_reported_at_it(url: str) -> None:
    pets = PETS.replace("https://pets.example.com", f'"{url}"')
    report = check_documents(WORKFLOW.format(self="", url="pets.yml"), pets=pets)

    assert report.places("AZ153") == ["/servers/0"]
