"""One answer on every surface, in the way people are used to there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest

from knowledge.snapshot import Snapshot
from tests.chat import Chat
from tests.telegram import rules
from tests.telegram.refusal import Refusal
from tests.telegram.rules import Json
from tests.telegram.world import BOT, CHANNEL, FORUM, GROUP, World

QUESTIONS = (
    "what did lavrof say about securty",
    "who mentioned trust",
    "when was the secretariat founded",
    "message from Iran",
)


async def results(chat: Chat, world: World, typed: str, *, offset: str = "") -> Sequence[Json]:
    await chat.happens(world.types_inline(typed, offset=offset))
    return cast("Sequence[Json]", world.inline_answers[-1]["results"])


@pytest.mark.parametrize("question", QUESTIONS)
async def test_the_same_question_has_the_same_text_everywhere(
    chat: Chat, world: World, question: str
) -> None:
    private = await chat.says(question)
    mention = f"{question} @{BOT['username']}"
    group = await chat.says(mention, chat=GROUP)
    topic = await chat.says(mention, chat=FORUM, thread=5)
    channel = await chat.says(mention, chat=CHANNEL, kind="channel_post")
    await chat.happens(world.asks_as_guest(mention))

    assert {group.text, topic.text, channel.text, world.guest_answers[-1].text} == {private.text}
    offered = await results(chat, world, question)
    if offered:
        assert rules.inline_result(offered[0]).text == private.text
    else:
        assert "no message from Iran" in private.text


async def test_an_empty_inline_query_offers_a_quote_of_each_speaker(
    chat: Chat, world: World, snapshot: Snapshot
) -> None:
    offered = await results(chat, world, "")

    assert len(offered) == len(snapshot.record.speakers)
    assert str(offered[0]["title"]) == "Wang Yi, China"


async def test_inline_results_carry_the_records_version_and_a_snippet(
    chat: Chat, world: World, snapshot: Snapshot
) -> None:
    offered = await results(chat, world, "lavrov")

    assert str(offered[0]["id"]) == f"{snapshot.version}-lavrov-team"
    assert str(offered[0]["description"]).startswith("In the recent years")


async def test_a_shared_entry_is_found_by_its_id(chat: Chat, world: World) -> None:
    reply = await chat.says("lavrov")
    shared = [
        button["switch_inline_query"]
        for row in reply.buttons
        for button in row
        if "switch_inline_query" in button
    ]

    offered = await results(chat, world, str(shared[0]))

    assert [str(one["title"]) for one in offered] == ["Sergey Lavrov, Russia"]


@pytest.mark.parametrize("typed", ["zzzz", "how do I cook plov", "x" * 256])
async def test_no_match_offers_nothing_to_send_but_a_way_into_the_chat(
    chat: Chat, world: World, typed: str
) -> None:
    assert list(await results(chat, world, typed)) == []
    assert cast("Json", world.inline_answers[-1]["button"])["start_parameter"] == "inline"


async def test_a_strange_offset_is_taken_for_the_beginning(chat: Chat, world: World) -> None:
    assert await results(chat, world, "lavrov", offset="-1 or 1=1")


async def test_a_guest_is_told_honestly_what_there_is_not(chat: Chat, world: World) -> None:
    await chat.happens(world.asks_as_guest(f"@{BOT['username']} what did Iran say"))

    assert "no message from Iran" in world.guest_answers[-1].text


async def test_a_theme_is_compared_with_those_who_are_silent(chat: Chat) -> None:
    reply = await chat.says("/compare trust")

    assert "Murat Nurtleu" in reply.text
    assert "Jalil Abbas Jilani" in reply.text
    assert "No words on this from Wang Yi" in reply.text
    assert any(entity["type"] == "expandable_blockquote" for entity in reply.entities)


async def test_two_speakers_are_compared(chat: Chat) -> None:
    reply = await chat.says("/compare Kazakhstan and Kyrgyzstan")

    assert "Murat Nurtleu" in reply.text
    assert "Zheenbek Kulubaev" in reply.text


async def test_compare_without_words_says_how(chat: Chat) -> None:
    assert (await chat.says("/compare")).text.startswith("Compare what?")


async def test_an_answer_waits_as_long_as_telegram_asks(
    chat: Chat, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    world.faults.append(Refusal("Too Many Requests: retry after 1", code=429, retry_after=1))

    assert "Sergey Lavrov" in (await chat.says("lavrov")).text


async def test_what_would_take_too_long_is_let_go(
    chat: Chat, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    world.faults.append(Refusal("Too Many Requests", code=429, retry_after=3600))

    assert await chat.tries("lavrov") is None
