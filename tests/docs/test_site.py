"""The site that docs/ becomes, and the links of its pages and of README.md."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from .pages import PAGES, ROOT

CONFIGURATION = ROOT / "zensical.toml"
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$|`[^`\n]+`", re.DOTALL | re.MULTILINE)

needs_zensical = pytest.mark.skipif(
    find_spec("zensical") is None, reason="`make site` installs zensical"
)


def links(page: Path) -> list[str]:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    return [link for link in LINK.findall(text) if "://" not in link]


def anchors(page: Path) -> list[str]:
    """What the headings of a page are called in links, on the site and on GitHub."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.S | re.M)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings]


@pytest.mark.parametrize(
    "page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_links_lead_somewhere(page: Path) -> None:
    dead = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)

    assert dead == []


@pytest.mark.parametrize(
    "page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_no_heading_is_there_twice(page: Path) -> None:
    assert len(anchors(page)) == len(set(anchors(page)))


def navigation(entries: list[dict[str, Any]]) -> Iterator[str]:
    for entry in entries:
        for value in entry.values():
            if isinstance(value, str):
                yield value
            else:
                yield from navigation(value)


def test_the_navigation_names_each_page_once() -> None:
    project = tomllib.loads(CONFIGURATION.read_text(encoding="utf-8"))["project"]
    named = list(navigation(project["nav"]))

    pages = [page.relative_to(ROOT / "docs").as_posix() for page in PAGES[1:]]
    assert sorted(named) == sorted(pages)


@needs_zensical
def test_the_site_is_built_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    shutil.copy(CONFIGURATION, tmp_path)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")

    built = subprocess.run(
        [str(Path(sys.executable).parent / "zensical"), "build", "--strict", "--clean"],
        cwd=tmp_path,
        env=os.environ | {"https_proxy": "http://127.0.0.1:9"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert built.returncode == 0, built.stdout + built.stderr
    pages = list((tmp_path / "build/site").rglob("*.html"))
    html = "".join(page.read_text(encoding="utf-8") for page in pages)
    tags = re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*>", html)
    assert len(pages) > 1
    assert [
        tag for tag in tags if re.search(r'(?:src|href)="?(?:https?:)?//', tag)
    ] == []
