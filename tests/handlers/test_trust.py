"""Whatever stands within quotation marks was said or published so, on every surface and in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.storage.database import Database
from bot.storage.preferences import StoredPreferences
from handlers.callback_data import Call, Verb
from handlers.pages import Pages
from handlers.texts import LANGUAGES, Texts, load_locales
from knowledge.record.values import Absence, Fact, Quote, Record, Reported
from knowledge.snapshot import LiveSnapshot, Snapshot
from tests.chat import Chat, why_of
from tests.telegram.html import parse
from tests.telegram.world import ANN, GROUP, Sent

WITHIN_MARKS = re.compile(r'“([^”]*)”|«([^»]*)»|「([^」]*)」|„([^“]*)“|"([^"]*)"')


def said_within_marks(text: str) -> Iterator[str]:
    for groups in WITHIN_MARKS.findall(text):
        yield "".join(groups).removesuffix("…").strip()


def assert_is_honest(text: str, record: Record, texts: Texts) -> None:
    spoken = [words for quote in record.quotes for words in (quote.text, quote.published)]
    spoken += [one.source.title.within(texts.language) for one in record.quotes]
    for words in said_within_marks(text):
        assert any(words in one for one in spoken), words
    named = len(re.findall(r"^— ", text, flags=re.MULTILINE))
    dated = {
        texts.say("as_of", as_of=one.as_of.within(texts.language))
        for one in record.speakers.values()
        if one.as_of
    }
    assert sum(text.count(date) for date in dated) >= named


def ask_like(entry: Quote | Reported | Fact | Absence) -> str:
    """Put a question that an entry may answer, in words of its own."""
    return " ".join(entry.text.split()[:12])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_in_chats_groups_inline_and_as_a_guest(
    chat: Chat, snapshot: Snapshot, database: Database, language: str
) -> None:
    await StoredPreferences(database).choose_language(100, language)
    record, texts = snapshot.record, load_locales().within(language)
    ann, world = {**ANN, "language_code": language}, chat.world
    for entry in record.entries.values():
        if isinstance(entry, Absence):
            continue
        world.now += 60
        shown = [
            await chat.says(f"/start q_{entry.id}", user=ann),
            await chat.says(ask_like(entry), user=ann),
            await chat.tries(f"@quotes_bot {ask_like(entry)}", user=ann, chat=GROUP),
        ]
        await chat.happens(world.types_inline(entry.id, user=ann))
        await chat.happens(world.types_inline(ask_like(entry), user=ann))
        await chat.happens(world.asks_as_guest(f"@quotes_bot {ask_like(entry)}", user=ann))
        for sent in (*shown, world.guest_answers[-1]):
            if sent is not None:
                assert_is_honest(sent.text, record, texts)
        for answer in world.inline_answers[-2:]:
            for result in answer["results"]:  # type: ignore[attr-defined]
                content = result["input_message_content"]["message_text"]
                assert_is_honest(parse(content).text, record, texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_every_page(snapshot: Snapshot, language: str) -> None:
    record, texts = snapshot.record, load_locales().within(language)
    pages = Pages(LiveSnapshot(snapshot))
    calls = [
        *(Call(verb, one) for verb in (Verb.ENTRY, Verb.SOURCE) for one in record.entries),
        *(Call(Verb.SPEAKER, one, page) for one in record.speakers for page in range(4)),
        *(Call(verb, one) for verb in (Verb.THEME, Verb.OF_THEME) for one in record.themes),
        *(Call(verb, page=page) for verb in (Verb.SPEAKERS, Verb.THEMES, Verb.FACTS) for page in range(6)),
    ]
    for call in calls:
        reply = pages.open(call, texts, username="quotes_bot")
        assert reply is not None
        assert_is_honest(parse(reply.html).text, record, texts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "command", ["/start", "/help", "/about", "/compare", "/quote", "/privacy", "/mydata", "/settings"]
)
async def test_in_what_the_bot_says_of_itself(
    chat: Chat, snapshot: Snapshot, language: str, command: str
) -> None:
    told = await chat.says(command, user={**ANN, "language_code": language})

    assert_is_honest(told.text, snapshot.record, load_locales().within(language))


async def source_of(chat: Chat, entry_id: str, **user: str) -> Sent:
    page = await chat.says(f"/start q_{entry_id}", user={**ANN, **user})
    source = await chat.presses(
        page, load_locales().within(user.get("language_code")).label("button_source"), user={**ANN, **user}
    )
    assert source is not None
    return source


async def test_source_shows_each_quote_letter_by_letter_with_its_misprints_marked(
    chat: Chat, snapshot: Snapshot
) -> None:
    for quote in snapshot.record.quotes:
        chat.world.now += 60
        source = await source_of(chat, quote.id)

        assert f"“{quote.published}”" in source.text
        assert quote.around.original in source.text
        assert "Greetings on the 20th anniversary of SCO Secretariat" in source.text
        assert marked(source)[: len(quote.emendations)] == [one.published for one in quote.emendations]
        for emendation in quote.emendations:
            assert f"{emendation.published} → {emendation.reading}" in source.text


async def test_the_corrected_reading_marks_each_corrected_word(chat: Chat, snapshot: Snapshot) -> None:
    for quote in snapshot.record.quotes:
        chat.world.now += 60
        page = await chat.says(f"/start q_{quote.id}")

        assert f"“{quote.text}”" in page.text
        assert marked(page)[: len(quote.emendations)] == [one.reading for one in quote.emendations]


def marked(sent: Sent) -> list[str]:
    units = sent.text.encode("utf-16-le")
    return [
        units[2 * int(str(one["offset"])) : 2 * (int(str(one["offset"])) + int(str(one["length"])))].decode(
            "utf-16-le"
        )
        for one in sent.entities
        if one["type"] == "underline"
    ]


async def test_reported_speech_says_so_has_no_marks_and_no_block_quotation(
    chat: Chat, snapshot: Snapshot
) -> None:
    for entry in snapshot.record.entries.values():
        if not isinstance(entry, Reported):
            continue
        chat.world.now += 60
        page = await chat.says(f"/start q_{entry.id}")
        source = await source_of(chat, entry.id)

        assert page.text.startswith("Reported, not quoted: ")
        assert "wording here is ours" in source.text
        for sent in (page, source):
            assert entry.text in sent.text
            assert not list(said_within_marks(sent.text))
            assert not [one for one in sent.entities if "blockquote" in str(one["type"])]


async def test_a_fact_says_that_the_wording_is_ours(chat: Chat) -> None:
    assert "The wording is ours" in (await source_of(chat, "founded")).text


@pytest.mark.parametrize(("language", "words"), [("ru", "без перевода"), ("zh", "未经翻译")])
async def test_quotes_stay_english_and_it_is_said(
    chat: Chat, snapshot: Snapshot, language: str, words: str
) -> None:
    for quote in snapshot.record.quotes:
        chat.world.now += 60
        page = await chat.says(f"/start q_{quote.id}", user={**ANN, "language_code": language})

        assert quote.text in page.text
        assert words in page.text


async def test_why_this_shows_what_each_word_was_taken_for(chat: Chat) -> None:
    answer = await chat.says("what did lavrof say about securty and prosperty and zzzz")
    why = await why_of(chat, answer)

    assert why is not None
    assert "lavrof → speaker: Sergey Lavrov" in why.text
    assert "securty → topic: Security" in why.text
    assert "What I didn't recognise: zzzz" in why.text
    assert "%" not in why.text
    assert "say →" not in why.text  # it was taken for itself


async def test_chinese_is_written_without_gaps(chat: Chat) -> None:
    ann = {**ANN, "language_code": "zh"}
    why = await why_of(
        chat, await chat.says("王毅谈安全说了什么？", user=ann), user=ann, labels=("出处", "为何")
    )
    following = await chat.says("那俄罗斯呢？", user=ann)

    assert why is not None
    assert "王毅 → 发言人：王毅" in why.text
    assert following.text.startswith("我的理解：俄罗斯 · 安全")
