"""The names of all places take half a second and some MiB: who orders no daily quote pays for neither."""

from __future__ import annotations

import gc
import tracemalloc

from handlers.daily.words.cities import Cities
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


def test_forty_thousand_names_of_cities_take_two_mebibytes_beside_the_table() -> None:
    Cities()  # reads the table and Babel's own, which stay, if no other test of the process did so before
    tracemalloc.start()
    try:
        made = Cities()
        gc.collect()  # what only building it took
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(made) > 40_000
    assert held < 2 * 2**20


def test_a_city_is_found_by_its_name_whatever_else_has_the_same_check_sum() -> None:
    made = Cities()
    items = dict(made.pairs())

    assert list(items) == list(made)
    for name in ("tashkent", "ташкент", "塔什干", "san jose", "vancouver", "alexandria"):
        assert made[name] == items[name]
        assert made[name][0] in made.marked(int(made[name][0].mark, 16))
    assert "no such city" not in made
