"""docs/privacy.md, the schema, /privacy in every language and /mydata say the same."""

from __future__ import annotations

import re

import pytest

from bot import heartbeat
from bot.delivery import in_flight
from bot.intake import journal, spool
from bot.storage.tables import METADATA
from handlers.texts import load_locales
from tests.e2e.process import PROJECT

DOCUMENTED = ("en", "ru", "zh")
"""Languages whose words the page gives; another is one file of texts more."""
PAGE = (PROJECT / "docs" / "privacy.md").read_text(encoding="utf-8")
NOBODYS = {"cards", "notes"}
SHORT_LIVED = {"too short-lived", "kept without a person"}


def rows() -> list[list[str]]:
    """Give the cells of the first table, row by row."""
    table = PAGE.partition("|---")[2].partition("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def said_as(row: list[str]) -> dict[str, str]:
    return dict(zip(DOCUMENTED, re.findall(r'"([^"]+)"', row[4]), strict=True))


def test_each_table_with_people_in_it_has_its_row() -> None:
    named = {row[0].split("`")[1] for row in rows() if row[0].startswith("`")}

    assert named == set(METADATA.tables) - NOBODYS
    assert all(f"`{table}`" in PAGE for table in NOBODYS)


def test_each_file_with_people_in_it_has_its_row() -> None:
    named = {row[0].split("`")[1] for row in rows() if row[0].startswith("file")}

    assert named == {spool.FILE_NAME, in_flight.FILE_NAME.format("N")}
    assert f"`{journal.FILE_NAME}`" in PAGE
    assert f"`{heartbeat.FILE_NAME}`" in PAGE


def test_each_row_says_what_why_and_how_long() -> None:
    for row in rows():
        assert len(row) == 6
        assert all(row), row[0]


@pytest.mark.parametrize("language", DOCUMENTED)
def test_privacy_says_each_row_and_nothing_else(language: str) -> None:
    texts = load_locales().within(language).plain
    told = f"{texts['privacy']}\n{texts['privacy_missed']}"
    stored = [line for line in told.splitlines() if line.startswith("•")]

    for row in rows():
        assert any(said_as(row)[language] in line for line in stored), row[0]
    for line in stored:
        assert any(said_as(row)[language] in line for row in rows()), line


@pytest.mark.parametrize("language", DOCUMENTED)
def test_mydata_has_a_line_for_each_row_that_lasts(language: str) -> None:
    texts = load_locales().within(language)

    for row in rows():
        shown = row[5].strip("`")
        assert shown in SHORT_LIVED or shown in {*texts.plain, *texts.plural}, row[0]


@pytest.mark.parametrize("word", ["VACUUM", "write-ahead log", "backups", "replicas", "secure_delete"])
def test_the_page_says_when_the_bytes_go(word: str) -> None:
    assert word in PAGE.partition("## When")[2]
