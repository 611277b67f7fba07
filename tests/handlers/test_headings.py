"""A list is headed by what it is about and by whom; a refusal names all who were asked for."""

from __future__ import annotations

import pytest

from tests.chat import Chat
from tests.telegram.rules import Json
from tests.telegram.world import ANN, World

RUSSIAN = {**ANN, "language_code": "ru"}
CHINESE = {**ANN, "language_code": "zh"}


@pytest.mark.parametrize(
    ("user", "asked", "heading"),
    [
        (ANN, "who speaks of culture and trade?", "On Culture and Trade · 3 speakers:"),
        (ANN, "who speaks of the regional development?", "“regional development” · 3 speakers:"),
        (ANN, "/compare humankind", "“humankind” · 1 speaker:"),
        (ANN, "the whole message of Lavrov", "Sergey Lavrov · 2 passages:"),
        (RUSSIAN, "послание Лаврова целиком", "Сергей Лавров · 2 отрывка:"),
        (ANN, "development, who speaks of cooperation?", "2 speakers:"),
        (ANN, "who called the Secretariat important?", "3 speakers:"),
        (CHINESE, "拉夫罗夫的贺信全文", "谢尔盖·拉夫罗夫 · 共2段："),
        (
            ANN,
            "who is silent on trade?",
            "Wang Yi and Sergey Lavrov say nothing about Trade. Only Murat Nurtleu speaks of it:",
        ),
        (ANN, "any message from Iran or Belarus?", "The record holds no message from Iran or Belarus."),
        (RUSSIAN, "есть послание от Ирана или от Франции?", "Иран или Франция? Послания оттуда"),
    ],
)
async def test_a_list_says_what_it_is_about(chat: Chat, user: Json, asked: str, heading: str) -> None:
    assert (await chat.says(asked, user=user)).text.startswith(heading)


async def test_who_sends_no_words_is_offered_other_examples_each_time(chat: Chat, world: World) -> None:
    sticker = {"sticker": {"file_id": "1", "file_unique_id": "1", "type": "regular", "width": 1, "height": 1}}
    sticker["sticker"] |= {"is_animated": False, "is_video": False}
    first = await chat.happens(world.sends(sticker))
    second = await chat.happens(world.sends(sticker))
    third = await chat.says("???")

    assert first is not None
    assert second is not None
    for before, after in ((first, second), (second, third)):
        assert set(before.text.splitlines()[1:]) & set(after.text.splitlines()[1:]) == {""}
        assert before.labels != after.labels
