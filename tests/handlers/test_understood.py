"""What a reply says it understood reads as people write, and a part offers nothing that has no button."""

from __future__ import annotations

import pytest

from handlers.rendering import render
from handlers.texts import load_locales
from knowledge.snapshot import Snapshot
from tests.chat import Chat


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("what did nurtlev say about culture?", "and china?", "Understood as: China · culture"),
        ("what did lavrof say about securty?", "and about coffee?", "Understood as: Sergey Lavrov\n"),
        ("что сказал лавров о безопасности?", "а о культуре?", "Понимаю так: Сергей Лавров · Культура"),
    ],
)
async def test_what_was_understood_has_its_names(chat: Chat, first: str, then: str, said: str) -> None:
    await chat.says(first)

    assert said in (await chat.says(then)).text


async def test_what_the_reply_itself_begins_with_is_not_said_above_it_too(chat: Chat) -> None:
    await chat.says("what did lavrof say about securty?")

    assert (await chat.says("and nurtlev?")).text.startswith("Murat Nurtleu says nothing about Security.")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("did the minister mention terrorism?", "who does?"),
        ("говорил ли министр о терроризме?", "а кто говорил?"),
        ("外长提到恐怖主义了吗？", "那谁提到了？"),
    ],
)
async def test_words_of_an_earlier_question_are_not_strung_together(
    chat: Chat, first: str, then: str
) -> None:
    await chat.says(first)

    assert " · " not in (await chat.says(then)).text


async def test_two_speakers_are_headed_by_their_names(chat: Chat) -> None:
    headed = "Side by side: Wang Yi and Sergey Lavrov"

    assert (await chat.says("compare Wang Yi and Lavrov")).text.startswith(headed)
    assert (await chat.says("/compare Wang Yi and Lavrov")).text.startswith(headed)


@pytest.mark.parametrize(
    ("first", "why", "told"),
    [
        ("what did Lavrov say about football?", "why?", "I looked through the whole record"),
        ("что сказал Лавров о футболе?", "почему?", "Я просмотрел всё собрание"),
        ("谁没有发贺信？", "为什么？", "我查遍了资料"),
    ],
)
async def test_why_behind_a_refusal_says_that_nothing_answers_it(
    chat: Chat, first: str, why: str, told: str
) -> None:
    await chat.says("what did Wang Yi say about security?")
    await chat.says(first)

    assert told in (await chat.says(why)).text


async def test_why_behind_an_answer_explains_that(chat: Chat) -> None:
    await chat.says("what did Lavrov say about football?")
    await chat.says("what did Wang Yi say about security?")

    assert "whole record" not in (await chat.says("why?")).text


async def test_a_part_without_an_answer_offers_no_questions_that_have_no_button(chat: Chat) -> None:
    said = await chat.says("what did Wang Yi say about security, and what did Lavrov say about football?")

    assert "· · ·" in said.text
    assert "could ask" not in said.text


async def test_who_speaks_of_it_is_not_called_the_nearest(snapshot: Snapshot) -> None:
    answer = snapshot.answer("who did not mention security?")
    texts = load_locales().within("en")
    reply = render(answer, texts, record=snapshot.record, username="quotes_bot")

    assert answer.nearest
    assert texts.say("nearest") not in reply.html
    assert "Wang Yi and Sergey Lavrov speak of it:\n\n1." in reply.html


async def test_what_is_asked_twice_in_one_message_is_answered_once(chat: Chat) -> None:
    said = await chat.says("Who spoke of trust? Who spoke of trust? Who spoke of security?")

    assert said.text.count("· · ·") == 1


@pytest.mark.parametrize(
    ("question", "asked_back"),
    [
        ("who said this?", "Which words do you mean?"),
        ("чьи это слова?", "О каких словах речь?"),
        ("谁说的？", "您指的是哪句话？"),
    ],
)
async def test_whose_words_is_asked_back_where_none_were_shown(
    chat: Chat, question: str, asked_back: str
) -> None:
    assert (await chat.says(question)).text.startswith(asked_back)


async def test_whose_words_is_answered_of_what_was_shown(chat: Chat) -> None:
    await chat.says("who spoke of security?")

    assert "Wang Yi" in (await chat.says("who said this?")).text


@pytest.mark.parametrize("question", ["What did Putin say about trust?", "did Orban write?"])
async def test_who_asks_for_a_strangers_words_is_told_whose_there_are(chat: Chat, question: str) -> None:
    said = (await chat.says(question)).text

    assert said.startswith("I don't find that person in the record.")
    assert "Wang Yi, Murat Nurtleu and Sergey Lavrov" in said
    assert "Putin" not in said


async def test_whether_words_are_quoted_is_said_with_how_they_stand(chat: Chat) -> None:
    await chat.says("what did Lavrov wish?")

    said = (await chat.says("is that a direct quote?")).text

    assert said.startswith("No.")
    assert "without quoting it" in said


async def test_a_refused_part_says_what_it_asks_about(chat: Chat) -> None:
    said = await chat.says("what did Wang Yi say about security, and what did Lavrov say about coffee?")

    assert said.text.endswith("Lavrov · coffee\nI can't find that in the record.")


async def test_why_repeats_words_as_they_were_typed(chat: Chat) -> None:
    await chat.says("did Lavrov mention Kashmir?")

    assert "recognise: Kashmir" in (await chat.says("why?")).text


async def test_a_list_that_has_no_heading_begins_with_its_first_line(chat: Chat) -> None:
    await chat.says("what did Lavrov say?")
    said = (await chat.says("can I quote it?")).text

    assert not said.startswith("\n")


async def test_a_country_is_shown_by_the_name_of_who_speaks_for_it(chat: Chat) -> None:
    await chat.says("what did Lavrov say about trade?")

    assert (await chat.says("and China?")).text.startswith("Wang Yi says nothing about Trade.")


async def test_a_word_typed_without_its_dots_needs_no_explanation(chat: Chat) -> None:
    await chat.says("кому еще Лавров пожелал здоровья?")

    assert "кому ещё" not in (await chat.says("почему?")).text
