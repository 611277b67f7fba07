"""The names of all places take half a second and 30 MiB: who orders no daily quote does not pay for them."""

from __future__ import annotations

from handlers.daily.words.places import known_places
from tests.chat import Chat


async def test_places_are_gathered_when_a_daily_quote_is_ordered(chat: Chat) -> None:
    known_places.cache_clear()

    await chat.says("what did lavrov say?")
    await chat.says("/help")
    assert known_places.cache_info().currsize == 0

    reply = await chat.says("/daily 7:30 Tashkent")
    assert "Tashkent" in reply.text
    assert known_places.cache_info().currsize == 1


def test_a_word_that_else_says_nothing_may_be_a_place_by_itself() -> None:
    assert [hit.places[0].zone for hit in known_places().named("ровно")[0]] == ["Europe/Kyiv"]
    assert known_places().named("ровно в 8")[0] == ()
