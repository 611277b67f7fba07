"""Each variable and each command stands where an operator looks for it."""

from __future__ import annotations

import re

import pytest

from bot import VERSION
from bot.__main__ import COMMANDS
from bot.settings import VARIABLES
from tests.e2e.process import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", VARIABLES)
def test_each_variable_stands_in_readme(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_stands_in_the_documentation(name: str) -> None:
    documented = README + (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"`{name}" in documented or f"bot {name}" in documented


def test_the_newest_release_that_the_changelog_tells_of_is_this_version() -> None:
    changelog = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## (\d+\.\d+\.\d+), ", changelog, flags=re.MULTILINE)

    assert released[:1] == [VERSION]


def test_the_changelog_says_each_thing_once_and_no_heading_comes_twice_in_a_release() -> None:
    changelog = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    lines = [line for line in changelog.splitlines() if line.startswith("- ")]

    assert len(lines) == len(set(lines))
    for release in changelog.split("\n## ")[1:]:
        headings = re.findall(r"^### .*$", release, flags=re.MULTILINE)
        assert len(headings) == len(set(headings))
