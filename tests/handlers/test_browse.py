"""The record can be looked through without asking anything."""

from __future__ import annotations

from html import escape

import pytest

from handlers.callback_data import Call, Verb
from handlers.entries import label
from handlers.marks import marks_of
from handlers.pages import Pages
from handlers.texts import LANGUAGES, load_locales
from knowledge.record.values import Absence, Quote, Reported
from knowledge.snapshot import LiveSnapshot, Snapshot
from tests.chat import Chat, choose_english
from tests.telegram.world import GROUP, Sent


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/start", "20 years of the SCO Secretariat"),
        ("/help", "Who spoke of the Shanghai Spirit?"),
        ("/about", "5 quotes, 3 reported statements"),
        ("/privacy", "your Telegram user ID"),
        ("/speakers", "Speakers"),
        ("/topics", "Topics"),
        ("/facts", "Facts"),
    ],
)
async def test_each_command_answers(chat: Chat, command: str, words: str) -> None:
    assert words in (await chat.says(command)).text


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ("q_lavrov-team", "Sergey Lavrov"),
        ("t_trust", "Mutual trust"),
        ("s_nurtleu", "Murat Nurtleu"),
        ("Q_LAVROV-Team", "Sergey Lavrov"),
        ("q_gone", "no longer in the record"),
        ("t_gone", "no longer in the record"),
        ("s_gone", "no longer in the record"),
        ("q_", "Hello!"),
        ("nonsense", "Hello!"),
    ],
)
async def test_a_deep_link_opens_what_it_names(chat: Chat, payload: str, words: str) -> None:
    assert words in (await chat.says(f"/start {payload}")).text


async def test_a_deep_link_opens_the_same_in_a_group(chat: Chat) -> None:
    private = await chat.says("/start q_lavrov-team")
    group = await chat.says("/start@quotes_bot q_lavrov-team", chat=GROUP)

    assert group.chat_id == GROUP["id"]
    assert group.text == private.text


async def test_each_entry_links_to_itself_and_to_its_speaker_and_can_be_shared(
    chat: Chat, snapshot: Snapshot
) -> None:
    for entry in snapshot.record.entries.values():
        if isinstance(entry, Absence):
            continue
        chat.world.now += 10
        page = await chat.says(f"/start q_{entry.id}")
        buttons = [button for row in page.buttons for button in row]

        assert f"https://t.me/quotes_bot?start=q_{entry.id}" in links(page)
        assert {"switch_inline_query": entry.id}.items() <= next(
            button for button in buttons if button["text"] == "Share"
        ).items()
        if isinstance(entry, Quote | Reported):
            assert f"https://t.me/quotes_bot?start=s_{entry.speaker.id}" in links(page)


async def test_a_theme_links_to_itself_and_can_be_shared_by_its_name(chat: Chat) -> None:
    page = await chat.says("/start t_trust")
    buttons = [button for row in page.buttons for button in row]

    assert "https://t.me/quotes_bot?start=t_trust" in links(page)
    assert "Mutual trust" in [button.get("switch_inline_query") for button in buttons]


async def test_each_link_that_is_given_opens_what_it_stands_on(chat: Chat) -> None:
    page = await chat.says("/start t_trust")

    for link in links(page):
        payload = link.partition("?start=")[2]
        assert "no longer" not in (await chat.says(f"/start {payload}")).text


def links(page: Sent) -> list[str]:
    return [str(entity["url"]) for entity in page.entities if entity["type"] == "text_link"]


async def test_a_speakers_passages_are_turned_like_pages_in_the_same_message(chat: Chat) -> None:
    listed = await chat.says("/speakers")
    first = await chat.presses(listed, "China")
    assert first is not None
    second = await chat.presses(first, "Next")
    assert second is not None
    again = await chat.presses(second, "Previous")

    assert again is not None
    assert first.message_id == second.message_id
    assert first.text == again.text != second.text


async def test_a_theme_shows_one_excerpt_for_each_who_speaks_of_it(chat: Chat) -> None:
    page = await chat.says("/topics")
    for _ in range(2):
        number = next(line.partition(".")[0] for line in page.text.splitlines() if "Shanghai Spirit" in line)
        opened = await chat.presses(page, number)
        assert opened is not None
        page = opened
    theme = page

    assert "Wang Yi" in theme.text
    assert "Murat Nurtleu" in theme.text


async def test_a_quote_comes_at_random_or_by_name(chat: Chat, snapshot: Snapshot) -> None:
    reply = await chat.says("/quote")
    named = await chat.says("/quote kazakhstan")

    assert any(quote.text in reply.text for quote in snapshot.record.quotes)
    assert "Murat Nurtleu" in named.text


@pytest.mark.parametrize(
    ("wanted", "speakers"),
    [
        ("lavrof", {"Sergey Lavrov"}),
        ("rusia", {"Sergey Lavrov"}),
        ("лавроф", {"Sergey Lavrov"}),
        ("王毅", {"Wang Yi"}),
        ("securty", {"Wang Yi", "Sergey Lavrov"}),
        ("безопастность", {"Wang Yi", "Sergey Lavrov"}),
        ("上海精神", {"Wang Yi", "Murat Nurtleu"}),
    ],
)
async def test_a_misspelt_name_or_theme_behind_quote_is_understood(
    chat: Chat, wanted: str, speakers: set[str]
) -> None:
    await choose_english(chat)
    found = set()
    for _ in range(8):
        chat.world.now += 10
        quoted = await chat.says(f"/quote {wanted}")
        assert "“" in quoted.text
        found |= {name for name in speakers if f"— {name}" in quoted.text}

    assert found == speakers


async def test_another_one_of_a_theme_stays_with_the_theme(chat: Chat, snapshot: Snapshot) -> None:
    page = await chat.says("/quote securty")
    seen = set()
    for _ in range(3):
        pressed = await chat.presses(page, "Another one")
        assert pressed is not None
        page = pressed
        seen |= {
            entry_id
            for entry_id in snapshot.record.themes["security"].entries
            if f"q_{entry_id}" in page.html
        }

    assert seen == set(snapshot.record.themes["security"].entries)


async def test_a_quote_that_nobody_said_is_refused_honestly(chat: Chat) -> None:
    assert "I can't find that" in (await chat.says("/quote zzzz")).text
    assert "no message from Iran" in (await chat.says("/quote iran")).text


async def test_the_list_of_facts_tells_them_whole_and_a_number_opens_each(
    chat: Chat, snapshot: Snapshot
) -> None:
    page = await chat.says("/facts")
    opened = await chat.presses(page, "2")

    listed = [fact for fact in snapshot.record.facts if fact.told_in is None]
    assert all(fact.text in page.text for fact in listed[:3])
    assert opened is not None
    assert listed[1].text in opened.text


def test_our_words_about_a_speaker_never_follow_the_name_and_a_colon(snapshot: Snapshot) -> None:
    for entry in snapshot.record.entries.values():
        if isinstance(entry, Reported):
            assert not label(entry, load_locales().within("en")).startswith(f"{entry.speaker.name.original}:")


async def test_every_entry_and_every_page_fits_into_a_message_in_every_language(
    chat: Chat, snapshot: Snapshot
) -> None:
    for language in ("en", "ru", "zh"):
        user = {"id": 100, "is_bot": False, "first_name": "Ann", "language_code": language}
        for entry_id in snapshot.record.entries:
            if not entry_id.startswith("no-message-"):
                chat.world.now += 10
                await chat.says(f"/start q_{entry_id}", user=user)
        for theme_id in snapshot.record.themes:
            chat.world.now += 10
            await chat.says(f"/start t_{theme_id}", user=user)


async def test_a_fact_that_another_one_tells_is_not_listed_beside_it(snapshot: Snapshot) -> None:
    pages, texts = Pages(LiveSnapshot(snapshot)), load_locales().within("en")
    opened = [pages.open(Call(Verb.FACTS, page=number), texts, username="quotes_bot") for number in range(9)]
    told = " ".join(page.html for page in opened if page)

    assert any(fact.told_in for fact in snapshot.record.facts)
    for fact in snapshot.record.facts:
        assert (escape(fact.text) in told) == (fact.told_in is None), fact.id


def test_a_label_is_as_long_as_it_may_be_and_no_longer(snapshot: Snapshot) -> None:
    texts = load_locales().within("en")
    for entry in snapshot.record.entries.values():
        whole = label(entry, texts, most=5_000)

        assert label(entry, texts, most=len(whole)) == whole
        assert len(label(entry, texts, most=len(whole) - 1)) < len(whole)
        assert label(entry, texts) == label(entry, texts, most=60)


def test_a_label_is_cut_between_words_and_keeps_its_quotation_marks(snapshot: Snapshot) -> None:
    for language in LANGUAGES:
        texts = load_locales().within(language)
        for quote in snapshot.record.quotes:
            for most in range(60, 160, 7):
                line = label(quote, texts, most=most)
                opening, closing = marks_of(language)
                shown = line.partition(opening)[2].removesuffix(closing)
                # Behind a whole sentence the dots stand apart.
                assert not shown.endswith((".…", "!…", "?…")) or len(line) == most
                shown = shown.removesuffix("…").removesuffix(" ")

                assert len(line) <= most
                assert line.endswith(closing)
                assert quote.text.startswith(shown)
                assert not shown or shown[-1] not in " ,;:"
                assert not quote.text[len(shown) :][:1].isalnum()


async def test_a_topic_shows_of_each_passage_the_sentence_that_speaks_of_it(chat: Chat) -> None:
    shown = (await chat.says("/start t_security")).text

    assert "mission to maintain regional security" in shown
    assert "committed to the goals and principles" not in shown
