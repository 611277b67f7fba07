"""The record can be looked through without asking anything."""

from __future__ import annotations

import pytest

from knowledge.snapshot import Snapshot
from tests.chat import Chat


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/start", "Hello! I keep 20 years of the SCO Secretariat"),
        ("/help", "what did Lavrov say about security?"),
        ("/about", "10 quotes, 9 reported statements"),
        ("/privacy", "What is stored"),
        ("/speakers", "Who sent a message"),
        ("/topics", "What they speak of"),
        ("/facts", "What is known"),
    ],
)
async def test_each_command_answers(chat: Chat, command: str, words: str) -> None:
    assert words in (await chat.says(command)).text


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ("q_lavrov-team", "Sergey Lavrov"),
        ("t_trust", "Mutual trust"),
        ("s_ravi", "Dammu Ravi"),
        ("q_gone", "no longer in the record"),
        ("nonsense", "Hello!"),
    ],
)
async def test_a_deep_link_opens_what_it_names(chat: Chat, payload: str, words: str) -> None:
    assert words in (await chat.says(f"/start {payload}")).text


async def test_a_speakers_passages_are_turned_like_pages_in_the_same_message(chat: Chat) -> None:
    listed = await chat.says("/speakers")
    first = await chat.presses(listed, "China")
    assert first is not None
    second = await chat.presses(first, "Next")
    assert second is not None
    again = await chat.presses(second, "Previous")

    assert again is not None
    assert first.message_id == second.message_id
    assert first.text == again.text != second.text


async def test_a_theme_shows_one_excerpt_for_each_who_speaks_of_it(chat: Chat) -> None:
    page = await chat.says("/topics")
    theme = await chat.presses(page, "Shanghai Spirit")

    assert theme is not None
    assert "Wang Yi" in theme.text
    assert "Murat Nurtleu" in theme.text


async def test_a_quote_comes_at_random_or_by_name(chat: Chat, snapshot: Snapshot) -> None:
    reply = await chat.says("/quote")
    named = await chat.says("/quote india")

    assert any(quote.text in reply.text for quote in snapshot.record.quotes)
    assert "Dammu Ravi" in named.text


async def test_every_entry_and_every_page_fits_into_a_message_in_every_language(
    chat: Chat, snapshot: Snapshot
) -> None:
    for language in ("en", "ru", "zh"):
        user = {"id": 100, "is_bot": False, "first_name": "Ann", "language_code": language}
        for entry_id in snapshot.record.entries:
            if not entry_id.startswith("no-message-"):
                chat.world.now += 10
                await chat.says(f"/start q_{entry_id}", user=user)
        for theme_id in snapshot.record.themes:
            chat.world.now += 10
            await chat.says(f"/start t_{theme_id}", user=user)
