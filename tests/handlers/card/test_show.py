"""/card and the button under a quote: one picture, drawn once, its words with it, on every surface."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import pytest

from bot.storage.cards import StoredCards
from bot.storage.database import Database
from handlers.card.files import CardKey
from handlers.card.gallery import Gallery
from knowledge.snapshot import Snapshot
from tests.chat import Chat
from tests.handlers.card.test_drawing import CARD
from tests.telegram.refusal import Refusal
from tests.telegram.rules import Json
from tests.telegram.world import ANN, BOT, CHANNEL, FORUM, GROUP, PRIVATE, Sent, World

BOB = {**ANN, "id": 101, "first_name": "Bob"}
RUSSIAN = {**ANN, "language_code": "ru"}
CHINESE = {**ANN, "language_code": "zh-hans"}


async def press(chat: Chat, data: str, *, of: Sent, **changes: object) -> Sent | None:
    """Press a button that the bot did not offer in this place."""
    update = chat.world.presses(of, of.labels[0])
    query = update["callback_query"]
    assert isinstance(query, dict)
    query["data"] = data
    query.update(changes)
    return await chat.happens(update)


async def test_a_card_shows_a_quote_and_says_in_words_what_it_shows(chat: Chat, world: World) -> None:
    card = await chat.says("/card lavrov")

    assert world.pictures[card.file_id].startswith(b"\x89PNG")
    assert re.match(r"[“«]In the recent years", card.text)
    assert "— Sergey Lavrov, Foreign Minister, Russia (in office as of January 2024)" in card.text
    assert "SCO Secretariat" in card.text
    assert card.labels == ["☾ Dark", "Source", "Share"]


async def test_corrected_words_are_marked_and_the_entry_shows_them_as_published(chat: Chat) -> None:
    card = await chat.says("/card lavrov")

    assert "<u>multifaceted</u>" in card.html
    assert "Underlined: a misprint corrected" in card.text
    assert f"https://t.me/{BOT['username']}?start=q_lavrov-team" in card.html

    source = await chat.presses(card, "Source")
    assert source is not None
    assert "miltifaceted" in source.text


@pytest.mark.parametrize(
    ("shown", "label"),
    [("/start", "1"), ("/quote", "Another one"), ("what did China and Pakistan say about trust?", "1")],
)
async def test_what_a_button_has_just_shown_is_drawn(chat: Chat, shown: str, label: str) -> None:
    opened = await chat.presses(await chat.says(shown), label)
    assert opened is not None

    words = opened.text.partition("— ")[0].strip(" …“”«»\n")
    assert words in (await chat.says("/card")).text


async def test_without_words_any_quote_is_drawn(chat: Chat, snapshot: Snapshot) -> None:
    shown = {(await chat.says("/card")).text.split("”")[0] for _ in range(12)}

    assert len(shown) > 2
    assert shown <= {f"“{quote.text}" for quote in snapshot.record.quotes}


async def test_a_theme_is_drawn_too(chat: Chat) -> None:
    card = await chat.says("/card trust")

    assert card.file_id
    assert "trust" in card.text


@pytest.mark.parametrize("user", [RUSSIAN, CHINESE])
async def test_the_quote_stays_english_and_is_said_to_be_so(chat: Chat, user: Json) -> None:
    card = await chat.says("/card lavrov", user=user)

    assert re.match(r"[“«]In the recent years", card.text)
    assert "английский" in card.text or "英语" in card.text
    assert "Лавров" in card.text or "拉夫罗夫" in card.text


async def test_what_is_no_quote_is_answered_without_a_card(chat: Chat) -> None:
    reply = await chat.says("/card who is the secretary-general")

    assert not reply.file_id
    assert reply.text.startswith("Cards are only for direct quotes")
    assert "Zhang Ming" in reply.text


async def test_what_the_record_does_not_hold_is_not_drawn(chat: Chat) -> None:
    reply = await chat.says("/card who won the world cup")

    assert not reply.file_id
    assert "I can't find that" in reply.text


async def test_only_quotes_offer_a_card(chat: Chat, snapshot: Snapshot) -> None:
    for entry in snapshot.record.entries.values():
        chat.world.now += 60
        reply = await chat.says(f"/start q_{entry.id}")
        assert ("Card" in reply.labels) == (entry.kind == "quote"), entry.id


async def test_the_button_sends_the_card_of_its_quote_in_reply_to_it(chat: Chat, world: World) -> None:
    quote = await chat.says("lavrov")
    card = await chat.presses(quote, "Card")

    assert card is not None
    assert card.file_id
    assert card.message_id != quote.message_id
    assert world.calls[-1][1]["reply_parameters"] == {
        "message_id": quote.message_id,
        "allow_sending_without_reply": True,
    }


async def test_a_card_stays_in_its_topic(chat: Chat) -> None:
    quote = await chat.says(f"@{BOT['username']} lavrov", chat=FORUM, thread=5)
    card = await chat.presses(quote, "Card", chat=FORUM)

    assert card is not None
    assert (card.thread, bool(card.file_id)) == (5, True)
    assert (await chat.says("/card", chat=FORUM, thread=6)).thread == 6


async def test_the_theme_changes_in_the_same_message(chat: Chat, world: World) -> None:
    light = await chat.says("/card lavrov")
    dark = await chat.presses(light, "Dark")
    assert dark is not None
    again = await chat.presses(dark, "Light")

    assert again is not None
    assert light.message_id == dark.message_id == again.message_id
    assert world.pictures[light.file_id] != world.pictures[dark.file_id]
    assert again.file_id == light.file_id
    assert (dark.labels[0], again.labels[0]) == ("☀ Light", "☾ Dark")
    assert dark.text == light.text


async def test_the_same_theme_pressed_twice_does_no_harm(chat: Chat, world: World) -> None:
    light = await chat.says("/card lavrov")
    await chat.presses(light, "Dark")

    assert await chat.presses(light, "Dark") is None
    assert not world.alerts


async def test_a_card_that_can_be_changed_no_more_is_sent_anew(chat: Chat, world: World) -> None:
    light = await chat.says("/card lavrov")
    world.faults += [Refusal.bad("query is too old"), Refusal.bad("message can't be edited")]

    dark = await chat.presses(light, "Dark")

    assert dark is not None
    assert dark.message_id != light.message_id
    assert dark.labels[0] == "☀ Light"


async def test_a_card_is_drawn_once_for_all_who_press(chat: Chat, world: World) -> None:
    quotes = [
        await chat.says("lavrov", user=user, chat={**PRIVATE, "id": user["id"]}) for user in (ANN, BOB, BOB)
    ]

    cards = await asyncio.gather(*(chat.presses(quote, "Card") for quote in quotes))

    assert len(world.pictures) == 1
    assert len({card.file_id for card in cards if card}) == 1
    assert sum(method == "sendPhoto" for method, _ in world.calls) == 3


async def test_each_language_and_each_theme_has_a_card_of_its_own(chat: Chat, world: World) -> None:
    for user in (ANN, RUSSIAN, CHINESE):
        card = await chat.says("/card lavrov", user=user)
        await chat.happens(world.presses(card, card.labels[0], user=user))

    assert len(world.pictures) == len(set(world.pictures.values())) == 6


async def test_a_file_that_telegram_has_thrown_away_is_drawn_anew(chat: Chat, world: World) -> None:
    first = await chat.says("/card lavrov")
    world.pictures.clear()

    second = await chat.says("/card lavrov")
    third = await chat.says("/card lavrov")

    assert second.file_id not in {"", first.file_id}
    assert third.file_id == second.file_id


async def test_another_theme_that_telegram_has_thrown_away_is_drawn_anew(chat: Chat, world: World) -> None:
    light = await chat.says("/card lavrov")
    dark = await chat.presses(light, "Dark")
    assert dark is not None
    await chat.presses(dark, "Light")
    del world.pictures[dark.file_id]

    again = await chat.presses(light, "Dark")

    assert again is not None
    assert again.file_id in world.pictures


async def test_a_stranger_refusal_is_no_reason_to_draw_again(chat: Chat, world: World) -> None:
    await chat.says("/card lavrov")
    world.faults.append(Refusal.bad("chat not found"))

    await chat.tries("/card lavrov")

    assert len(world.pictures) == 1


async def test_where_pictures_are_forbidden_the_words_are_sent(chat: Chat, world: World) -> None:
    world.faults.append(Refusal.bad("not enough rights to send photos to the chat"))

    reply = await chat.says("/card lavrov", chat=GROUP)

    assert not reply.file_id
    assert "Sergey Lavrov" in reply.text


async def test_in_a_group_a_card_is_not_repeated_at_once(chat: Chat, world: World) -> None:
    quote = await chat.says(f"@{BOT['username']} lavrov", chat=GROUP)
    card = await chat.presses(quote, "Card", chat=GROUP)
    assert card is not None

    assert await chat.presses(quote, "Card", chat=GROUP, user=BOB) is None
    assert world.alerts == ["I have just answered this here."]

    await chat.presses(card, "Dismiss", chat=GROUP)
    assert await chat.presses(quote, "Card", chat=GROUP, user=BOB) is not None


async def test_who_asked_for_a_card_in_a_group_can_take_any_theme_of_it_away(
    chat: Chat, world: World
) -> None:
    card = await chat.says("/card lavrov", chat=GROUP)
    dark = await chat.presses(card, "Dark", chat=GROUP, user=BOB)
    assert dark is not None

    await chat.presses(dark, "Dismiss", chat=GROUP, user=BOB)
    assert world.alerts == ["Only the person who asked can dismiss this."]
    await chat.presses(dark, "Dismiss", chat=GROUP)
    assert (dark.chat_id, dark.message_id) not in world.sent


async def test_under_a_channels_post_the_button_leads_into_ones_own_chat(chat: Chat, world: World) -> None:
    post = await chat.says(f"lavrov @{BOT['username']}", chat=CHANNEL, kind="channel_post")

    assert await chat.presses(post, "Card", chat=CHANNEL) is None
    assert world.calls[-1][1]["url"] == f"https://t.me/{BOT['username']}?start=k_lavrov-team"
    assert (await chat.says("/start k_lavrov-team")).file_id


async def test_under_an_inline_message_the_button_leads_into_ones_own_chat(chat: Chat, world: World) -> None:
    quote = await chat.says("lavrov")

    update = world.presses(quote, "Card")
    query = update["callback_query"]
    assert isinstance(query, dict)
    del query["message"]
    query["inline_message_id"] = "inline-1"

    assert await chat.happens(update) is None
    assert world.calls[-1][1]["url"] == f"https://t.me/{BOT['username']}?start=k_lavrov-team"


@pytest.mark.parametrize(
    ("target", "said"), [("gone", "no longer in the record"), ("wang-host", "Cards are only for")]
)
async def test_a_card_of_what_is_gone_or_no_quote_is_refused_kindly(
    chat: Chat, world: World, target: str, said: str
) -> None:
    assert said in (await chat.says(f"/start k_{target}")).text

    assert await press(chat, f"k:{target}", of=await chat.says("lavrov")) is None
    assert said in world.alerts[-1]


async def test_the_event_loop_goes_on_while_a_card_is_drawn(database: Database) -> None:
    shown: list[bytes | str] = []

    async def sending(picture: bytes | str) -> None:
        shown.append(picture)

    key = CardKey("basil", "v1", "light", "en", design=1)
    drawing = asyncio.create_task(Gallery(StoredCards(database)).send(key, CARD, CARD, sending))
    turns = 0
    while not drawing.done():
        turns += 1
        await asyncio.sleep(0.001)

    assert turns > 5
    assert isinstance(shown[0], bytes)


async def test_a_quote_in_letters_that_we_have_not_is_not_sent(database: Database) -> None:
    async def sending(picture: bytes | str) -> None:
        raise AssertionError(picture)

    key = CardKey("q", "v1", "light", "en", design=1)
    assert await Gallery(StoredCards(database)).send(key, replace(CARD, text="जलील"), CARD, sending) is None


@pytest.mark.parametrize(
    "said", ["/card dark", "/card in dark", "make a dark card of that", "/card тёмная", "/card 深色"]
)
async def test_a_dark_card_of_what_was_just_shown_can_be_asked_for(chat: Chat, said: str) -> None:
    await chat.says("what did Nurtleu say about trade?")
    card = await chat.says(said)

    assert "Over the past two decades" in card.text
    assert card.labels[0][0] == "☀"


async def test_a_card_that_was_just_drawn_is_drawn_dark(chat: Chat) -> None:
    light = await chat.says("/card lavrov")
    dark = await chat.says("/card dark")

    assert (light.text, light.labels[0]) == (dark.text, "☾ Dark")


async def test_a_name_and_how_light_it_is_stand_side_by_side(chat: Chat) -> None:
    card = await chat.says("/card Lavrov dark")

    assert ("Sergey Lavrov" in card.text, card.labels[0]) == (True, "☀ Light")


async def test_after_a_fact_no_other_quote_is_drawn(chat: Chat) -> None:
    await chat.says("when was the Secretariat founded?")

    for _ in range(2):
        told = await chat.says("/card")
        assert (told.file_id, told.text[:30]) == ("", "Cards are only for direct quot")


async def test_a_card_that_was_just_drawn_is_wanted_in_dark_by_one_word(chat: Chat) -> None:
    card = await chat.says("/card")
    dark = await chat.says("dark please")

    assert (dark.text, dark.labels[0]) == (card.text, "☀ Light")
