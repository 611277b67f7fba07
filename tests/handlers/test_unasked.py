"""What /quote and /card show is gone on from like an answer, though nobody had asked for it."""

from __future__ import annotations

import pytest

from tests.chat import Chat


@pytest.mark.parametrize("shown", ["/quote lavrov", "random quote by Lavrov", "/card lavrov"])
async def test_the_source_of_what_was_only_shown_is_told(chat: Chat, shown: str) -> None:
    await chat.says("what did Wang Yi say about the Shanghai Spirit?")
    await chat.says(shown)
    said = await chat.says("source?")

    assert said.text.startswith("As published")
    assert "Sergey Lavrov" in said.text


async def test_nobody_asked_for_what_was_only_shown(chat: Chat) -> None:
    await chat.says("/quote lavrov")

    assert "Nobody asked for this one" in (await chat.says("why?")).text


@pytest.mark.parametrize("is_reply", [True, False])
async def test_what_was_only_shown_is_gone_on_from(chat: Chat, *, is_reply: bool) -> None:
    quote = await chat.says("/quote nurtleu")
    said = await chat.says("what else did he say?", reply_to=quote if is_reply else None)

    assert "Murat Nurtleu" in said.text
    assert quote.text.splitlines()[0] not in said.text


async def test_an_answer_after_it_has_its_own_reason(chat: Chat) -> None:
    await chat.says("/quote lavrov")
    await chat.says("what did Wang Yi say about security?")

    assert "Wang Yi" in (await chat.says("why?")).text


async def test_the_buttons_of_what_was_only_shown_explain_nothing(chat: Chat) -> None:
    source = await chat.presses(await chat.says("/quote lavrov"), "Source")

    assert source is not None
    assert "Why this?" not in source.labels


async def test_it_is_no_question_of_the_persons(chat: Chat) -> None:
    await chat.says("/quote lavrov")

    assert "Lavrov" not in (await chat.says("/mydata")).text


async def test_what_is_asked_further_is_answered_in_its_own_language(chat: Chat) -> None:
    await chat.says("/quote Ван И")

    assert "Ван И" in (await chat.says("что ещё он сказал?")).text


@pytest.mark.parametrize("words", ["another one", "ещё одну", "再来一条"])
async def test_another_one_after_a_quote_is_another_quote(chat: Chat, words: str) -> None:
    assert "Another one" in (await chat.says("/quote")).labels
    another = await chat.says(words)

    assert {"Another one", "Ещё одну", "再来一条"} & set(another.labels)


async def test_another_one_after_an_answer_goes_on_from_that(chat: Chat) -> None:
    await chat.says("what did Wang Yi say about the Shanghai Spirit?")

    assert "Another one" not in (await chat.says("another one")).labels


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("source?", "Greetings"),
        ("how do I cite this?", "Greetings"),
        ("как это процитировать?", "«Greetings"),
        ("这些话怎么引用", "《Greetings"),
    ],
)
async def test_before_anything_was_shown_the_source_is_that_of_all(
    chat: Chat, question: str, title: str
) -> None:
    assert title in (await chat.says(question)).text


async def test_how_to_cite_what_was_shown_is_told_by_its_source(chat: Chat) -> None:
    await chat.says("what did Lavrov say about security?")

    assert (await chat.says("how should I cite that?")).text.startswith("As published")
