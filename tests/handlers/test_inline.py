"""Typed behind the bot's name: something to send at every letter, and never an error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.inline import listed, offered
from handlers.texts import load_locales
from knowledge.snapshot import Snapshot
from tests.chat import Chat
from tests.telegram import rules
from tests.telegram.refusal import Refusal
from tests.telegram.rules import Json
from tests.telegram.world import ANN, World


async def results(chat: Chat, world: World, typed: str, **more: object) -> Sequence[Json]:
    await chat.happens(world.types_inline(typed, **more))  # type: ignore[arg-type]
    return cast("Sequence[Json]", world.inline_answers[-1]["results"])


def titles(offered: Sequence[Json]) -> list[str]:
    return [str(one["title"]) for one in offered]


async def test_nothing_typed_offers_a_quote_of_each_speaker_first(
    chat: Chat, world: World, snapshot: Snapshot
) -> None:
    offered = await results(chat, world, "")

    speakers = snapshot.record.speakers.values()
    assert set(titles(offered)[: len(speakers)]) == {
        f"{speaker.name.original}, {speaker.country.name.original}" for speaker in speakers if speaker.country
    }


async def test_nothing_typed_offers_another_quote_first_each_day(
    chat: Chat, world: World, snapshot: Snapshot
) -> None:
    seen = set()
    for _ in snapshot.record.quotes:
        seen.add(str((await results(chat, world, ""))[0]["id"]))
        world.now += 86_400

    assert seen == {f"{snapshot.version}-{quote.id}" for quote in snapshot.record.quotes}


async def test_pages_give_everything_once(chat: Chat, world: World, snapshot: Snapshot) -> None:
    seen: list[str] = []
    offset = "0"
    while offset:
        page = await results(chat, world, "", offset=offset)
        assert page
        seen.extend(str(one["id"]) for one in page)
        offset = str(world.inline_answers[-1]["next_offset"])

    sayable = [entry for entry in snapshot.record.entries.values() if entry.kind != "absence"]
    assert sorted(seen) == sorted(f"{snapshot.version}-{entry.id}" for entry in sayable)
    assert len(world.inline_answers) > 1


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("la", "Sergey Lavrov, Russia"),
        ("Lav", "Sergey Lavrov, Russia"),
        ("Ла", "Sergey Lavrov, Russia"),
        ("ch", "Wang Yi, China"),
        ("中国", "Wang Yi, China"),
        ("mu", "Murat Nurtleu, Kazakhstan"),
        ("kazakhs", "Murat Nurtleu, Kazakhstan"),
    ],
)
async def test_two_letters_of_a_name_are_enough(chat: Chat, world: World, typed: str, title: str) -> None:
    assert title in titles(await results(chat, world, typed))


async def test_two_letters_of_a_theme_are_enough(chat: Chat, world: World) -> None:
    assert "Murat Nurtleu, Kazakhstan" in titles(await results(chat, world, "trus"))


async def test_results_carry_the_records_version_and_a_snippet(
    chat: Chat, world: World, snapshot: Snapshot
) -> None:
    offered = await results(chat, world, "lavrov")

    assert str(offered[0]["id"]) == f"{snapshot.version}-lavrov-team"
    assert str(offered[0]["description"]).startswith("“In the recent years")
    assert all(0 < len(str(one["description"])) <= 100 for one in offered)


async def test_voices_together_are_titled_by_who_they_are(chat: Chat, world: World) -> None:
    first = (await results(chat, world, "who mentioned the Shanghai Spirit"))[0]

    assert first["title"] == "On Shanghai Spirit · 2 speakers"
    assert "Murat Nurtleu" in str(first["description"])


async def test_results_are_in_the_language_of_who_types_and_kept_for_them_alone(
    chat: Chat, world: World
) -> None:
    offered = await results(chat, world, "лавров", user={**ANN, "language_code": "ru"})

    assert titles(offered)[0] == "Сергей Лавров, Россия"
    assert world.inline_answers[-1]["is_personal"] is True
    assert 0 < int(str(world.inline_answers[-1]["cache_time"])) <= 300


async def test_a_shared_entry_is_found_by_its_id(chat: Chat, world: World) -> None:
    reply = await chat.says("lavrov")
    shared = [
        button["switch_inline_query"]
        for row in reply.buttons
        for button in row
        if "switch_inline_query" in button
    ]

    assert titles(await results(chat, world, str(shared[0]))) == ["Sergey Lavrov, Russia"]


@pytest.mark.parametrize(
    "typed",
    ["zzzz", "how do I cook plov", "x" * 256, "what did Iran say", "no-message-ir", "<b>&", "🙂🙂"],
)
async def test_no_match_offers_nothing_to_send_but_a_way_into_the_chat(
    chat: Chat, world: World, typed: str
) -> None:
    assert list(await results(chat, world, typed)) == []
    button = cast("Json", world.inline_answers[-1]["button"])
    assert 0 < len(str(button["text"])) <= 64
    assert not any(sign in str(button["text"]) for sign in ("<i>", "&amp;", "&lt;"))
    assert (await chat.says(f"/start {button['start_parameter']}")).text


async def test_a_no_is_read_above_the_list_and_whole_in_the_chat(chat: Chat, world: World) -> None:
    assert not await results(chat, world, "what did Iran say")
    button = cast("Json", world.inline_answers[-1]["button"])

    assert "no message from Iran" in str(button["text"])
    assert button["start_parameter"] == "q_no-message-ir"
    assert "no message from Iran" in (await chat.says("/start q_no-message-ir")).text
    assert not await results(chat, world, "как варить плов", user={**ANN, "language_code": "ru"})
    assert re.search("[а-я]{4}", str(cast("Json", world.inline_answers[-1]["button"])["text"]))


async def test_a_card_that_was_sent_once_is_offered_inline(chat: Chat, world: World) -> None:
    assert {one["type"] for one in await results(chat, world, "lavrov")} == {"article"}
    card = await chat.says("/card lavrov")
    shown = await results(chat, world, "lavrov")

    photos = [one for one in shown if one["type"] == "photo"]
    assert [one["photo_file_id"] for one in photos] == [card.file_id]
    assert shown.index(photos[0]) == 1
    assert "Sergey Lavrov" in str(photos[0]["caption"])


@pytest.mark.parametrize("offset", ["-1 or 1=1", "-5", "²", "١٢", "9" * 64, "1.5", " "])
async def test_a_strange_offset_is_taken_for_the_beginning(chat: Chat, world: World, offset: str) -> None:
    assert await results(chat, world, "lavrov", offset=offset) == await results(chat, world, "lavrov")


async def test_behind_the_last_page_it_is_not_said_that_nothing_was_found(chat: Chat, world: World) -> None:
    assert not await results(chat, world, "lavrov", offset="40")
    assert "No match" not in str(world.inline_answers[-1]["button"])


@pytest.mark.parametrize("refusal", ["query is too old and response timeout expired or query ID is invalid"])
async def test_who_types_on_is_not_waited_for(
    chat: Chat, world: World, caplog: pytest.LogCaptureFixture, refusal: str
) -> None:
    world.faults.append(Refusal.bad(refusal))
    await chat.happens(world.types_inline("lavrov"))

    assert not caplog.records


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(typed=st.text(max_size=256), language=st.sampled_from(["en", "ru", "zh"]))
def test_whatever_is_typed_gives_results_that_telegram_takes(
    snapshot: Snapshot, typed: str, language: str
) -> None:
    today = datetime(2024, 1, 15, tzinfo=UTC).date()
    found = offered(typed, snapshot, load_locales().within(language), username="quotes_bot", today=today)

    rules.inline_results([one.to_dict() for one in found[:50]])


def test_every_entry_fits_where_results_go(snapshot: Snapshot) -> None:
    today = datetime(2024, 1, 15, tzinfo=UTC).date()
    for texts in load_locales().by_language.values():
        everything = offered("", snapshot, texts, username="quotes_bot", today=today)
        for begin in range(0, len(everything), 50):
            rules.inline_results([one.to_dict() for one in everything[begin : begin + 50]])


async def test_a_result_shows_the_sentence_that_answers_cut_between_words(chat: Chat, world: World) -> None:
    first = (await results(chat, world, "what did lavrov say about security?"))[0]

    assert str(first["description"]).startswith("… “The Secretariat effectively facilitated")
    assert str(first["description"]).endswith("…”")
    assert len(str(first["description"])) <= 100


async def test_one_chinese_character_begins_a_name_and_two_are_a_word(chat: Chat, world: World) -> None:
    await chat.happens(world.types_inline("王", user={**ANN, "language_code": "zh"}))
    begun = cast("list[Json]", world.inline_answers[-1]["results"])
    assert {one["title"] for one in begun} == {"王毅，中国"}

    await chat.happens(world.types_inline("安全", user={**ANN, "language_code": "zh"}))
    asked = cast("list[Json]", world.inline_answers[-1]["results"])
    assert str(asked[0]["title"]).startswith("关于安全")


@pytest.mark.parametrize("query", ["compare Russia and China", "trust", "SCO", "上合组织"])
async def test_a_list_says_below_its_title_what_the_title_does_not(
    chat: Chat, world: World, query: str
) -> None:
    first = (await results(chat, world, query))[0]

    assert str(first["description"]) not in str(first["title"])


def test_names_that_a_line_has_no_room_for_are_counted() -> None:
    texts = load_locales().within("en")
    names = tuple(f"{name} of Somewhere Far" for name in ("Ann", "Bob", "Cid", "Dan", "Eve", "Fay"))

    assert listed(names[:2], texts) == "Ann of Somewhere Far and Bob of Somewhere Far"
    assert listed(names, texts).endswith("Dan of Somewhere Far and 2 more")
