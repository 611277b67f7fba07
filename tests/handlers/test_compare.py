"""Voices side by side: an excerpt of each who speaks of it, who is silent, and pages where there are many."""

from __future__ import annotations

import pytest

from handlers.compare import side_by_side
from handlers.named import theme_named
from handlers.texts import load_locales
from knowledge.record.values import Quote, Reported
from knowledge.snapshot import Snapshot
from tests.chat import Chat, choose_english
from tests.telegram.html import parse


@pytest.mark.parametrize("wanted", ["shanghai spirit", "shangai spirt", "spirit of Shanghay", "上海精神"])
async def test_a_themes_voices_stand_side_by_side_and_the_others_are_named_as_silent(
    chat: Chat, wanted: str
) -> None:
    await choose_english(chat)
    told = await chat.says(f"/compare {wanted}")

    said, _, silent = told.text.rpartition("\n\n")
    assert said.count("— ") == 2
    assert "Wang Yi" in said
    assert "Murat Nurtleu" in said
    assert silent == "Sergey Lavrov says nothing about Shanghai Spirit."


async def test_a_theme_of_one_voice_says_who_is_silent_too(chat: Chat) -> None:
    told = await chat.says("/compare trade")

    assert "Murat Nurtleu" in told.text
    assert "Wang Yi and Sergey Lavrov say nothing about Trade." in told.text


async def test_long_excerpts_are_folded(chat: Chat) -> None:
    told = await chat.says("/compare Kazakhstan and Russia")

    assert [entity["type"] for entity in told.entities].count("expandable_blockquote") == 2


async def test_of_a_theme_each_voice_is_the_sentence_that_speaks_of_it(chat: Chat) -> None:
    told = await chat.says("/compare Shanghai Spirit")

    assert "a shared-future community" not in told.text
    assert " …" in told.text
    assert "expandable_blockquote" not in [entity["type"] for entity in told.entities]


@pytest.mark.parametrize(
    "wanted",
    ["kazakstan and rusia", "Нуртлеу и Лавров", "比较哈萨克斯坦和俄罗斯", "nurtleu lavroff"],
)
async def test_two_speakers_stand_side_by_side_however_they_are_named(chat: Chat, wanted: str) -> None:
    await choose_english(chat)
    told = await chat.says(f"/compare {wanted}")

    assert told.text.index("— Murat Nurtleu") < told.text.index("— Sergey Lavrov")
    assert told.text.count("— ") == 2


async def test_who_sent_nothing_is_said_to_have_sent_nothing(chat: Chat) -> None:
    told = await chat.says("/compare lavrov, wang and iran")

    assert "— Sergey Lavrov" in told.text
    assert "— Wang Yi" in told.text
    assert "no message from Iran" in told.text


async def test_one_speaker_is_shown_with_a_word_on_how_to_name_two(chat: Chat) -> None:
    told = await chat.says("/compare lavrof")

    assert "— Sergey Lavrov" in told.text
    assert "/compare China and Kazakhstan" in told.text


async def test_nothing_to_compare_says_what_can_be_compared_by_this_record(chat: Chat) -> None:
    assert "/compare Shanghai Spirit" in (await chat.says("/compare")).text
    assert "I can't find that" in (await chat.says("/compare zzzz")).text


async def test_nobody_is_called_silent_of_words_that_are_no_theme(chat: Chat) -> None:
    told = await chat.says("/compare cooperation")

    assert "nothing about" not in told.text  # Wang Yi speaks of cooperation, though no theme says so


def test_every_theme_is_compared_by_what_was_decided_by_reading(snapshot: Snapshot) -> None:
    record, texts = snapshot.record, load_locales().within("en")
    for theme in record.themes.values():
        answer = snapshot.answer(theme.name.original)
        passages = [record.entries[one] for one in theme.entries]
        speaking = {one.speaker.name.original for one in passages if isinstance(one, Quote | Reported)}
        if theme_named(answer, record) is None or not speaking:
            continue
        told = parse(side_by_side(answer, texts, record=record, username="quotes_bot").html).text
        tells = "nothing about" in told or "I find no" in told
        said, _, silent = told.rpartition("\n\n") if tells else (told, "", "")
        for speaker in record.speakers.values():
            name = speaker.name.original
            assert (f"— {name}" in said, name in silent) == (name in speaking, name not in speaking), theme.id
