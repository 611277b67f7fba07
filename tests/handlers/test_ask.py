"""A question in a chat is answered with the quote and who said it."""

from __future__ import annotations

import pytest

from tests.chat import Chat, why_of
from tests.telegram.world import ANN, BOT, CHANNEL, FORUM, GROUP, World

QUESTION = "what did the rusian minister say about securty?"


async def test_a_misspelt_question_is_answered_with_speaker_office_and_country(chat: Chat) -> None:
    reply = await chat.says(QUESTION)

    assert "ensuring reliable security and stability" in reply.text
    assert "Sergey Lavrov, Foreign Minister, Russia" in reply.text
    assert "in office as of January 2024" in reply.text
    assert {"type": "blockquote", "offset": 0}.items() <= reply.entities[0].items()
    assert reply.labels[:2] == ["Source", "Card"]


async def test_a_corrected_misprint_is_marked_and_the_source_shows_it_as_published(chat: Chat) -> None:
    reply = await chat.says("lavrov")
    source = await chat.presses(reply, "Source")

    assert "multifaceted" in reply.text
    assert "<u>multifaceted</u>" in reply.html
    assert source is not None
    assert "<u>miltifaceted</u>" in source.html
    assert source.message_id == reply.message_id


async def test_the_way_back_from_the_source_gives_the_same_answer(chat: Chat) -> None:
    reply = await chat.says("lavrov")
    source = await chat.presses(reply, "Source")
    assert source is not None
    back = await chat.presses(source, "Back")

    assert back is not None
    assert back.text == reply.text


async def test_reported_speech_has_no_quotation_marks_and_says_so(chat: Chat) -> None:
    reply = await chat.says("what did lavrov wish the team?")

    assert reply.text.startswith("Reported, not quoted:")
    assert not any(mark in reply.text for mark in '“”"«»')
    assert all(entity["type"] != "blockquote" for entity in reply.entities)


async def test_why_this_tells_what_was_taken_for_what(chat: Chat) -> None:
    reply = await chat.says("what did lavrof say")
    why = await why_of(chat, reply)

    assert why is not None
    assert "lavrof → speaker: Sergey Lavrov" in why.text


async def test_a_country_without_a_message_is_refused_kindly(chat: Chat) -> None:
    reply = await chat.says("and Iran?")

    assert reply.text.startswith("The record holds no message from Iran. It holds messages from China")
    assert "What did the Russian minister say about security?" in reply.labels


async def test_an_unsure_answer_asks_back_and_claims_nothing(chat: Chat) -> None:
    reply = await chat.says("what did Lavrov say about the security of unicorns and flutes")

    if "Is it one of these?" in reply.text:
        assert not reply.entities
        opened = await chat.presses(reply, "1")
        assert opened is not None


async def test_html_in_a_question_is_shown_harmlessly(chat: Chat) -> None:
    reply = await chat.says("<b>lavrov</b> & <script>alert(1)</script> frobnicate")

    assert "<script>" not in reply.html


async def test_a_question_of_4096_characters_is_answered(chat: Chat) -> None:
    question = ("what did lavrov say? " * 300)[:4096]

    assert "Sergey Lavrov" in (await chat.says(question)).text


async def test_a_follow_up_says_how_it_was_understood(chat: Chat) -> None:
    await chat.says("What did Kazakhstan say about culture?")
    reply = await chat.says("and Russia?")

    assert reply.text.startswith("Understood as: Russia · culture")
    assert "Sergey Lavrov" in reply.text


async def test_who_replies_to_an_answer_asks_on_from_there_whoever_had_asked(chat: Chat) -> None:
    culture = await chat.says(f"@{BOT['username']} What did Kazakhstan say about culture?", chat=GROUP)
    await chat.says(f"@{BOT['username']} who mentioned security?", chat=GROUP)
    bob = {**ANN, "id": 101, "first_name": "Bob"}

    theirs = await chat.says("and Russia?", chat=GROUP, user=bob, reply_to=culture)
    own = await chat.says("and China?", chat=GROUP, reply_to=culture)

    assert theirs.text.startswith("Understood as: Russia · culture")
    assert "culture" in own.text.partition("\n")[0]


async def test_what_a_person_had_forgotten_is_leaned_on_by_nobody(chat: Chat) -> None:
    culture = await chat.says(f"@{BOT['username']} What did Kazakhstan say about culture?", chat=GROUP)
    shown = await chat.says("/mydata")
    await chat.says("/forget")
    asked_on = await chat.says("and China?", chat=GROUP, reply_to=culture)

    assert "about culture?" in shown.text
    assert "Understood as" not in asked_on.text


async def test_a_follow_up_is_forgotten_after_a_while(chat: Chat, world: World) -> None:
    await chat.says("What did Kazakhstan say about culture?")
    world.now += 600

    assert "Understood as" not in (await chat.says("and China?")).text


async def test_an_edited_question_is_answered_in_the_place_of_the_answer(chat: Chat) -> None:
    first = await chat.says("what did Lavrov say", message_id=77_000)
    second = await chat.says("what did Wang Yi say", message_id=77_000, kind="edited_message")

    assert second.message_id == first.message_id
    assert "Wang Yi" in second.text


async def test_an_edit_of_something_never_answered_is_answered(chat: Chat) -> None:
    assert "Sergey Lavrov" in (await chat.says("what did Lavrov say", kind="edited_message")).text


async def test_a_question_that_waited_too_long_is_passed_over(chat: Chat, world: World) -> None:
    update = world.says("what did Lavrov say")
    world.now += 3600

    assert await chat.happens(update) is None


@pytest.mark.parametrize(
    "what",
    [
        {
            "sticker": {
                "file_id": "f",
                "file_unique_id": "u",
                "type": "regular",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
            }
        },
        {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]},
        {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 1}},
        {"location": {"latitude": 1.0, "longitude": 1.0}},
    ],
)
async def test_whatever_else_people_send_gets_a_reply(
    chat: Chat, world: World, what: dict[str, object]
) -> None:
    reply = await chat.happens(world.sends(what))

    assert reply is not None
    assert reply.text.startswith("I can read only text.")


async def test_in_a_group_only_what_is_addressed_to_the_bot_is_answered(chat: Chat) -> None:
    assert await chat.tries("what did Lavrov say", chat=GROUP) is None
    mentioned = await chat.says(f"@{BOT['username']} what did Lavrov say", chat=GROUP)
    replied = await chat.says("and Wang Yi?", chat=GROUP, reply_to=mentioned)

    assert "Sergey Lavrov" in mentioned.text
    assert "Wang Yi" in replied.text


async def test_in_a_topic_the_answer_stays_in_the_topic(chat: Chat) -> None:
    reply = await chat.says(f"@{BOT['username']} lavrov", chat=FORUM, thread=9)

    assert reply.thread == 9


async def test_a_channel_post_that_mentions_the_bot_is_answered(chat: Chat) -> None:
    reply = await chat.says(f"lavrov @{BOT['username']}", chat=CHANNEL, kind="channel_post")

    assert "Sergey Lavrov" in reply.text


async def test_the_interface_speaks_the_language_of_the_person(chat: Chat) -> None:
    russian = await chat.says("Лавров", user={**ANN, "language_code": "ru"})
    chinese = await chat.says("王毅", user={**ANN, "language_code": "zh-hans"})

    assert "Сергей Лавров, министр иностранных дел, Россия" in russian.text
    assert "язык публикации — английский, без перевода" in russian.text
    assert "王毅，中国外交部长" in chinese.text


async def test_a_button_holds_after_a_restart_and_one_that_leads_nowhere_says_so(
    chat: Chat, world: World
) -> None:
    reply = await chat.says("lavrov")
    update = world.presses(reply, "Source")
    query = update["callback_query"]
    assert isinstance(query, dict)
    query["data"] = "e:no-such-entry"

    assert await chat.happens(update) is None
    assert world.alerts == ["This entry is no longer in the record."]


async def test_pressing_the_same_button_twice_is_harmless(chat: Chat, world: World) -> None:
    reply = await chat.says("/speakers")
    update = world.presses(reply, "Russia")

    assert await chat.happens(update) is not None
    assert await chat.happens(update) is None


async def test_a_reason_asked_for_in_words_repeats_the_words_as_typed(chat: Chat) -> None:
    await chat.says("what did Lavrov say about Security?")
    said = await chat.says("why?")

    assert "• Lavrov → speaker: Sergey Lavrov" in said.text
    assert "• Security → topic: Security" in said.text


@pytest.mark.parametrize(("typed", "meant"), [("qoute", "/quote?"), ("topcis", "/topics?")])
async def test_a_misspelt_command_is_not_taken_for_one_far_from_it(
    chat: Chat, typed: str, meant: str
) -> None:
    assert (await chat.says(f"/{typed}")).text.endswith(f"Did you mean {meant}")
