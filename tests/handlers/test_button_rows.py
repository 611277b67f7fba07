"""What stands under an answer: few buttons, a source that can be opened, a citation to copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from handlers.button_rows import MOST_IN_ROW, MOST_ROWS
from handlers.citing import MOST_COPIED, citation
from handlers.texts import LANGUAGES, load_locales
from knowledge.record.values import Absence, Entry
from knowledge.snapshot import LiveSnapshot, Snapshot, build_snapshot
from tests.chat import Chat
from tests.telegram.world import BOT, GROUP, Sent

NAME = f"@{BOT['username']}"
PAGE = "https://example.org/greetings?id=1&part=2"
SAID = (
    "what did lavrof say about security?",
    "who mentioned the Shanghai Spirit",
    "compare everybody on trust",
    "what did Wang Yi say about culture and when was the Secretariat founded?",
    "who won the world cup",
    "a message from Iran",
    "hello",
    "/start",
    "/help",
    "/start s_wang",
    "/start t_trust",
    "/quote",
    "/quote trust",
    "/compare trust",
    "/card lavrov",
)


def is_quiet(sent: Sent) -> bool:
    return len(sent.buttons) <= MOST_ROWS and all(len(row) <= MOST_IN_ROW for row in sent.buttons)


@pytest.mark.parametrize("said", SAID)
async def test_no_message_has_more_than_two_rows_of_three(chat: Chat, said: str) -> None:
    alone = await chat.says(said)
    command, _, rest = said.partition(" ")
    addressed = f"{command}@quotes_bot {rest}" if said.startswith("/") else f"{NAME} {said}"
    grouped = await chat.says(addressed, chat=GROUP)

    assert is_quiet(alone), alone.labels
    assert is_quiet(grouped), grouped.labels
    for label in alone.labels:
        if label in {"Source", "Speaker", "Another one"}:
            opened = await chat.presses(alone, label)
            assert opened is not None
            assert is_quiet(opened), opened.labels


async def test_only_start_and_help_offer_a_group_and_only_in_private(chat: Chat) -> None:
    offering = [said for said in SAID if "Take it to a group" in (await chat.says(said)).labels]

    assert offering == ["/start", "/help"]
    assert "Take it to a group" not in (await chat.says("/start@quotes_bot", chat=GROUP)).labels


def edited(snapshot: Snapshot, **of_source: object) -> Snapshot:
    """Give the record with what is known of its source changed."""
    entries: dict[str, Entry] = {
        one.id: one
        if isinstance(one, Absence)
        else replace(one, source=replace(one.source, **of_source), corrected_on=date(2026, 11, 20))  # type: ignore[arg-type]
        for one in snapshot.record.entries.values()
    }
    return build_snapshot(replace(snapshot.record, entries=entries), (), "00000000")


async def test_the_title_opens_the_published_page_where_it_is_known(
    chat: Chat, live: LiveSnapshot, snapshot: Snapshot
) -> None:
    before = await chat.says("/start q_lavrov-team")
    live.replace(edited(snapshot, url=PAGE, published_on=date(2024, 1, 15)))
    after = await chat.says("/start q_lavrov-team")
    source = await chat.presses(after, "Source")

    assert "https://t.me/quotes_bot?start=q_lavrov-team" in links(before)
    assert PAGE in links(after)
    assert source is not None
    assert PAGE in links(source)
    assert "15 January 2024" in source.text
    assert "corrected on 20 November 2026" in source.text


def links(page: Sent) -> list[str]:
    return [str(entity["url"]) for entity in page.entities if entity["type"] == "text_link"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_fits_the_copy_button_and_ends_with_a_whole_link(
    snapshot: Snapshot, language: str
) -> None:
    texts = load_locales().within(language)

    for entry in snapshot.record.entries.values():
        if isinstance(entry, Absence):
            continue
        plain = citation(entry, texts, username="a_name_of_thirty_two_characters_")
        paged = citation(
            replace(entry, source=replace(entry.source, url=f"https://example.org/{'a' * 150}")),
            texts,
            username="quotes_bot",
        )
        assert len(plain) <= MOST_COPIED
        assert plain.endswith(f"?start=q_{entry.id}")
        assert len(paged) <= MOST_COPIED
        assert paged.endswith("a" * 150)


async def test_a_citation_begins_with_the_very_words(chat: Chat, snapshot: Snapshot) -> None:
    reply = await chat.says("/start q_lavrov-team")
    copied = next(button["copy_text"] for row in reply.buttons for button in row if "copy_text" in button)
    assert isinstance(copied, dict)
    words = str(copied["text"]).partition("”")[0].removeprefix("“").removesuffix(" …")

    assert snapshot.record.entries["lavrov-team"].text.startswith(words)
    assert "Sergey Lavrov" in copied["text"]


async def test_no_refusal_repeats_the_one_before(chat: Chat) -> None:
    seen = [await chat.says(f"qwzx {word}") for word in ("zzkk", "vvqq", "xxjj", "qqww", "kkzz")]

    for before, after in pairwise(seen):
        assert before.text.splitlines()[0] != after.text.splitlines()[0]
        assert before.labels != after.labels
