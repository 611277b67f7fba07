"""A pressed button opens what it says in the same message, whatever happened meanwhile."""

from __future__ import annotations

from typing import cast

import pytest

from tests.chat import Chat, why_of
from tests.telegram.refusal import Refusal
from tests.telegram.world import ANN, BOT, CHANNEL, GROUP, World

NAME = f"@{BOT['username']}"
BOB = {**ANN, "id": 101, "first_name": "Bob"}


def query_of(update: dict[str, object]) -> dict[str, object]:
    return cast("dict[str, object]", update["callback_query"])


async def test_an_entry_of_several_leads_back_to_them(chat: Chat) -> None:
    several = await chat.says("who mentioned the Shanghai Spirit")
    one = await chat.presses(several, "Kazakhstan")
    assert one is not None
    back = await chat.presses(one, "Back")

    assert one.labels[:2] == ["Source", "Card"]
    assert back is not None
    assert back.text == several.text


async def test_a_follow_up_is_explained_with_what_it_leaned_on(chat: Chat) -> None:
    await chat.says("What did Kazakhstan say about culture?")
    reply = await chat.says("and Russia?")
    why = await why_of(chat, reply)

    assert why is not None
    assert "topic" in why.text
    assert "country" in why.text


async def test_a_follow_up_is_explained_to_others_in_the_group_too(chat: Chat) -> None:
    await chat.says(f"{NAME} What did Kazakhstan say about culture?", chat=GROUP)
    reply = await chat.says(f"{NAME} and Russia?", chat=GROUP)
    why = await why_of(chat, reply, chat=GROUP, user=BOB)

    assert why is not None
    assert "topic" in why.text
    assert "country" in why.text


async def test_in_a_group_the_bots_own_name_needs_no_explanation(chat: Chat) -> None:
    reply = await chat.says(f"{NAME} what did lavrof say", chat=GROUP)
    why = await why_of(chat, reply, chat=GROUP, user=BOB)

    assert why is not None
    assert "quotes" not in why.text


async def test_only_an_answer_offers_to_explain_itself(chat: Chat) -> None:
    answer = await chat.presses(await chat.says("lavrov"), "Source")
    assert answer is not None
    assert "Why this?" in answer.labels
    for browsed in ("/quote", "/quote lavrov", "/start q_lavrov-team"):
        page = await chat.presses(await chat.says(browsed), "Source")
        assert page is not None
        assert "Why this?" not in page.labels


async def test_dismiss_stays_when_pages_are_opened(chat: Chat) -> None:
    reply = await chat.says(f"{NAME} lavrov", chat=GROUP)
    source = await chat.presses(reply, "Source", chat=GROUP, user=BOB)

    assert source is not None
    assert "Dismiss" in source.labels


async def test_another_one_is_another_one(chat: Chat) -> None:
    reply = await chat.says("/quote")
    for _ in range(12):
        another = await chat.presses(reply, "Another one")
        assert another is not None
        assert another.text != reply.text
        reply = another


async def test_another_one_of_a_speaker_stays_with_the_speaker(chat: Chat) -> None:
    reply = await chat.says("/quote china")
    for _ in range(4):
        assert "Wang Yi" in reply.text
        another = await chat.presses(reply, "Another one")
        assert another is not None
        reply = another


@pytest.mark.parametrize("label", ["Source", "Speaker"])
async def test_a_press_in_a_channel_leads_into_ones_own_chat(chat: Chat, world: World, label: str) -> None:
    post = await chat.says(f"lavrov {NAME}", chat=CHANNEL, kind="channel_post")

    assert await chat.happens(world.presses(post, label, chat=CHANNEL)) is None
    method, parameters = world.calls[-1]
    assert method == "answerCallbackQuery"
    assert str(parameters["url"]).startswith(f"https://t.me/{BOT['username']}?start=")


async def test_an_example_is_answered_though_the_language_was_changed_meanwhile(chat: Chat) -> None:
    hello = await chat.says("/start")
    example = hello.text.partition(". When was the Secretariat founded?")[0][-1]
    answer = await chat.presses(hello, example, user={**ANN, "language_code": "ru"})

    assert answer is not None
    assert "2004" in answer.text


@pytest.mark.parametrize("refusal", ["message can't be edited", "message to edit not found"])
async def test_where_a_message_can_be_changed_no_more_the_page_is_sent_anew(
    chat: Chat, world: World, refusal: str
) -> None:
    reply = await chat.says("lavrov")
    # Answering the press is the first call, editing the second.
    world.faults += [Refusal.bad("query is too old"), Refusal.bad(refusal)]

    source = await chat.presses(reply, "Source")

    assert source is not None
    assert source.text.startswith("As published")
    assert source.message_id != reply.message_id


async def test_a_press_under_an_inline_message_edits_it_there(chat: Chat, world: World) -> None:
    update = world.presses(await chat.says("lavrov"), "Source")
    del query_of(update)["message"]
    query_of(update)["inline_message_id"] = "inline-1"

    await chat.happens(update)

    method, parameters = world.calls[-1]
    assert (method, parameters["inline_message_id"]) == ("editMessageText", "inline-1")
    assert "As published" in str(parameters["text"])


async def test_a_press_that_does_not_tell_under_which_message_only_stops_the_clock(
    chat: Chat, world: World
) -> None:
    update = world.calls_back("ls")
    assert not {"message", "inline_message_id"} & set(query_of(update))

    assert await chat.happens(update) is None

    assert [method for method, _ in world.calls] == ["getMe", "answerCallbackQuery"]
    assert world.alerts == []


@pytest.mark.parametrize("data", ["", "zz:top", "e:", "n::999999", "x:000000000000", "t:gone", "s:gone:3"])
async def test_what_no_button_carries_any_more_is_said_to_be_gone(
    chat: Chat, world: World, data: str
) -> None:
    update = world.presses(await chat.says("/quote"), "Source")
    query_of(update)["data"] = data

    await chat.happens(update)

    assert len(world.alerts) == 1


@pytest.mark.parametrize(("opening", "label"), [("/speakers", "China"), ("/topics", "1")])
async def test_from_a_page_of_a_list_there_is_a_way_back_to_the_list(
    chat: Chat, opening: str, label: str
) -> None:
    listed = await chat.says(opening)
    page = await chat.presses(listed, label)
    assert page is not None
    back = await chat.presses(page, "Back")

    assert back is not None
    assert back.labels == listed.labels


async def test_from_more_of_a_speaker_there_is_a_way_back_to_the_answer(chat: Chat) -> None:
    answer = await chat.says("what did Wang Yi say about culture?")
    more = await chat.presses(answer, "Speaker")
    assert more is not None
    back = await chat.presses(more, "Back")

    assert back is not None
    assert back.text == answer.text
