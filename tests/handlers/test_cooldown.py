"""In a group the same answer is not given twice in a minute."""

from __future__ import annotations

from tests.chat import Chat
from tests.telegram.world import ANN, BOT, FORUM, GROUP, World

ASKED = f"@{BOT['username']} what did Lavrov say"
BOB = {**ANN, "id": 101, "first_name": "Bob"}


async def test_who_asks_again_is_pointed_at_the_answer_once(chat: Chat, world: World) -> None:
    first = await chat.says(ASKED, chat=GROUP)
    second = await chat.says(ASKED, chat=GROUP, user=BOB)
    third = await chat.tries(ASKED, chat=GROUP)

    assert second.text == "I have just answered this here."
    assert world.calls[-1][1]["reply_parameters"] == {
        "message_id": first.message_id,
        "allow_sending_without_reply": True,
    }
    assert third is None


async def test_after_a_minute_it_is_given_again(chat: Chat, world: World) -> None:
    first = await chat.says(ASKED, chat=GROUP)
    world.now += 61

    assert (await chat.says(ASKED, chat=GROUP)).text == first.text


async def test_an_answer_that_was_taken_away_may_be_given_again(chat: Chat) -> None:
    first = await chat.says(ASKED, chat=GROUP)
    await chat.presses(first, "Dismiss", chat=GROUP)

    assert (await chat.says(ASKED, chat=GROUP)).text == first.text


async def test_each_topic_and_each_private_chat_hears_it(chat: Chat) -> None:
    first = await chat.says(ASKED, chat=FORUM, thread=5)

    assert (await chat.says(ASKED, chat=FORUM, thread=6)).text == first.text
    assert (await chat.says(ASKED)).text == (await chat.says(ASKED)).text == first.text


async def test_another_answer_is_given_at_once(chat: Chat) -> None:
    await chat.says(ASKED, chat=GROUP)

    assert "Wang Yi" in (await chat.says(f"@{BOT['username']} what did Wang Yi say", chat=GROUP)).text
