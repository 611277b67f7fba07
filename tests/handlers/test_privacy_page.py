"""docs/privacy.md, the schema, /privacy in every language and /mydata say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import timedelta

import pytest

from bot import heartbeat
from bot.delivery import engine, in_flight
from bot.delivery.rate_limit import FARTHEST_SECONDS
from bot.intake import held_updates, journal, spool
from bot.storage import deliveries
from bot.storage.tables import METADATA
from bot.storage.updates import KEPT_SECONDS
from handlers.memories import EDITABLE, FOLLOW_UP, Memories
from handlers.question_rate import MINUTE
from handlers.texts import load_locales
from tests.e2e.process import PROJECT

DOCUMENTED = ("en", "ru", "zh")
"""Languages whose words the page gives; another is one file of texts more."""
PAGE = (PROJECT / "docs" / "privacy.md").read_text(encoding="utf-8")
NOBODYS = {"cards", "notes"}
HOLDS: Mapping[str, Mapping[str, str]] = {
    "preferences": {"user id": "user_id", "language": "language"},
    "subscriptions": {
        "order id": "id",
        "when it was made": "created_at",
        "user id": "user_id",
        "chat and topic": "chat_id thread_id",
        "time": "at_minute",
        "place": "place",
        "zone": "zone",
        "days": "weekdays",
        "with or without sound": "is_silent",
        "speaker or theme": "speaker theme",
        "language": "language",
        "state and its reason": "state reason",
        "a number that shuffles the quotes": "seed",
        "when the next is due": "next_due_at next_due_date",
        "the last day that went without and why": "skipped_date skipped_reason",
        "which quotes came": "last_date last_delivered_at cycle delivered last_entry",
    },
    "deliveries": {
        "order id": "subscription_id",
        "date and moment": "local_date due_at",
        "state": "state changed_at",
        "entry": "entry_id cycle",
        "number of tries and doubts": "attempts handovers doubts",
        "message id": "message_id",
        "what Telegram refused": "reason",
    },
    "paces": {"chat id": "chat_id", "when it may be written to again": "next_at held_from held_until"},
    "updates": {
        "chat": "chat_id",
        "user id": "user_id",
        "the update as Telegram sent it": "update_id received_at state taken_by body",
    },
    "memories": {
        "questions, answers, last shown and rate": "kind second kept_at until value",
        "chat, topic and user id": "chat_id third user_id",
    },
    "mistakes": {
        "an entry's id": "id entry_id",
        "the language": "language",
        "the words": "words",
        "the day": "reported_on",
    },
    "missed": {
        "a question": "id words times is_refused",
        "its language and day": "language asked_on",
        "a keyed hash of the user id": "asker",
        "the key": "month",
    },
}
"""Table → words of its row → the columns that they speak of."""
LASTS: Mapping[str, tuple[timedelta, str]] = {
    "`deliveries`": (deliveries._KEPT, "eight days"),
    "`paces`": (timedelta(seconds=2 * FARTHEST_SECONDS), "four minutes"),
    "the delivery engine's tables": (engine._KEPT, "a minute after"),
    "`updates` (webhooks on PostgreSQL)": (timedelta(seconds=KEPT_SECONDS), "24 hours"),
    "memory: questions": (FOLLOW_UP, "five minutes"),
    "memory: answers": (EDITABLE, "two days"),
    "memory: last shown": (FOLLOW_UP, "five minutes"),
    "memory: question rate": (MINUTE, "a minute"),
}
"""Row → how long the program keeps it → how the page says it."""
IN_WORDS: Mapping[str, timedelta] = {
    "a minute": timedelta(minutes=1),
    "a minute after": timedelta(minutes=1),
    "four minutes": timedelta(minutes=4),
    "five minutes": timedelta(minutes=5),
    "24 hours": timedelta(hours=24),
    "two days": timedelta(days=2),
    "eight days": timedelta(days=8),
}
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


@pytest.mark.parametrize("table", HOLDS)
def test_the_row_of_a_table_speaks_of_each_of_its_columns(table: str) -> None:
    [row] = [row for row in rows() if row[0].startswith(f"`{table}`")]
    named = " ".join(HOLDS[table].values()).split()

    assert sorted(named) == sorted(column.name for column in METADATA.tables[table].columns)
    for words in HOLDS[table]:
        assert words in row[1], words


def test_each_table_with_people_in_it_is_compared() -> None:
    assert set(HOLDS) == set(METADATA.tables) - NOBODYS


@pytest.mark.parametrize("name", LASTS)
def test_a_row_says_how_long_as_the_program_keeps_it(name: str) -> None:
    [row] = [row for row in rows() if row[0] == name]
    seconds, words = LASTS[name]

    assert words in row[3]
    assert seconds == IN_WORDS[words]


def test_each_thing_remembered_has_its_row() -> None:
    """A file of memories more, or a kind of them, needs a row, or to be named as nobody's."""
    remembered = {
        "recent": "memory: questions",
        "answered_messages": "memory: answers",
        "sent": "memory: answers",
        "shown": "memory: last shown",
        "question_rate": "memory: question rate",
    }

    assert {one.name for one in fields(Memories)} == {*remembered, "cooldown"}
    assert {row[0] for row in rows()} >= set(remembered.values())
    assert "what a group was answered within the last minute" in PAGE


def test_each_file_with_people_in_it_has_its_row() -> None:
    named = {row[0].split("`")[1] for row in rows() if row[0].startswith("file")}

    assert named == {spool.FILE_NAME, held_updates.FILE_NAME, in_flight.FILE_NAME.format("N")}
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
