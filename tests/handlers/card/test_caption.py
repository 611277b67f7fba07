"""A card's caption says in words what the picture shows, within Telegram's 1024 units."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handlers.card.caption import MOST_CHARACTERS, caption, units
from handlers.card.making import card_of
from handlers.card.marks import OMISSION
from handlers.card.value import Card
from handlers.marks import marks_of
from handlers.texts import LANGUAGES, load_locales
from knowledge.snapshot import Snapshot
from tests.handlers.card.test_drawing import CARD, texts_of_people
from tests.telegram.html import parse


def test_it_says_all_that_the_card_shows() -> None:
    card = replace(CARD, notes=("A note",))

    for shown in (card.text, card.name, card.office, card.country, card.as_of, card.source, "A note"):
        assert shown in parse(caption(card)).text


def test_chinese_is_joined_as_chinese_is() -> None:
    card = replace(CARD, name="王毅", office="外交部长", country="中国", as_of="2024年1月", language="zh")

    assert "——王毅，中国外交部长（2024年1月）\n" in caption(card)


def test_a_long_quote_ends_behind_a_sentence() -> None:
    text = parse(caption(replace(CARD, text="It goes on and on. " * 100))).text

    assert units(text) <= MOST_CHARACTERS
    assert text.startswith("Excerpt: “It goes on")
    assert f"on and on. {OMISSION}”" in text


def test_a_single_sentence_too_long_ends_behind_a_word() -> None:
    assert f"it goes {OMISSION}”" in caption(replace(CARD, text="it goes " * 200, excerpt="Cut"))


def test_corrected_words_and_no_others_are_marked() -> None:
    start = CARD.text.index("known")

    assert caption(replace(CARD, corrected=((start, start + 5),))).count("<u>known</u>") == 1


def test_a_correction_that_is_left_out_is_not_marked() -> None:
    card = replace(CARD, text="It goes on. " * 100, corrected=((1195, 1199),))

    assert "<u>" not in caption(card)


def test_every_quote_of_the_record_stands_whole_in_its_caption_in_every_language(snapshot: Snapshot) -> None:
    locales = load_locales()

    for language in LANGUAGES:
        for quote in snapshot.record.quotes:
            card = card_of(quote, locales.within(language), username="quotes_bot", theme="light")
            text = parse(caption(card, most=MOST_CHARACTERS - len(quote.id) - 1)).text
            opening, closing = marks_of(language)
            assert text.startswith(f"{opening}{quote.text}{closing}"), (language, quote.id, len(text))


@given(st.lists(texts_of_people.map(lambda text: text * 5), min_size=7, max_size=7))
def test_it_is_whole_html_that_always_fits(fields: list[str]) -> None:
    text, name, office, country, source, excerpt, note = fields
    corrected = ((0, len(text) // 2),) if text else ()
    card = Card(
        text, name, office, "", country, source, "", excerpt=excerpt, notes=(note,), corrected=corrected
    )

    assert units(parse(caption(card)).text) <= MOST_CHARACTERS
