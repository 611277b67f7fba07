"""A quote as a picture: all of it within the margins, whole or cut at a sentence, in letters that exist."""

from __future__ import annotations

import io
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handlers.card.drawing import draw
from handlers.card.faces import Faces, Style
from handlers.card.files import design_of
from handlers.card.layout import LARGEST, SMALLEST, Sheet, lay_out
from handlers.card.letters import legible
from handlers.card.lines import Box, break_lines
from handlers.card.making import card_of
from handlers.card.marks import OMISSION
from handlers.card.page import HEIGHT, MARGIN, TALLEST, WIDTH
from handlers.card.palette import PALETTES, Colour
from handlers.card.sentences import sentence_ends
from handlers.card.value import Card, Theme
from handlers.card.words import words_of
from handlers.texts import LANGUAGES, load_locales
from knowledge.snapshot import Snapshot

ENGLISH = load_locales().within("en")
STYLES: tuple[Style, ...] = ("text", "italic", "bold", "small", "small-bold")
LETTERS = {
    "Russian": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Kazakh": "әғқңөұүһі",
    "Kyrgyz": "ңөү",
    "Tajik": "ғӣқӯҳҷ",
    "Uzbek, Cyrillic": "ўқғҳ",
    "Uzbek, Latin": "oʻgʻʼ",
    "Latin with marks": "āčēģīķļņšžğışöüçñəåøæßłőűțžý",
}
SIGNS = "0123456789“”‘’«»„—–…·.,:;!?()[]@&%№/"

CARD = Card(
    text="A tree is known by its fruit. A man is known by his deeds.",
    name="Basil of Caesarea",
    office="Bishop",
    as_of="in office as of 370",
    country="Cappadocia",
    source="“Sayings”, A Publisher",
    footer="@quotes_bot",
)
TYPEFACES = Faces()
"""Opened once for all these tests, which run in one thread."""
texts_of_people = st.text(
    alphabet=st.sampled_from("abc WMmfjQ ĞӨҳъ 王毅，。 .!?“—ﷺ\u0301\n\u200d😀-"), max_size=400
)


def extent(sheet: Sheet) -> tuple[float, float, float, float]:
    """Give left, top, right and bottom of all ink, without what hangs in the margin."""
    hung, *others = sheet.pieces
    assert hung.x > MARGIN / 4
    return (
        min(piece.x for piece in others),
        min(piece.y - piece.type.size for piece in others),
        max(piece.x + piece.width for piece in others),
        max(piece.y + piece.type.size / 4 for piece in others),
    )


def assert_within_margins(sheet: Sheet) -> None:
    left, top, right, bottom = extent(sheet)
    assert left >= MARGIN
    assert right <= WIDTH - MARGIN + 0.01
    assert top >= MARGIN / 2
    assert bottom <= sheet.height - MARGIN / 2
    assert HEIGHT <= sheet.height <= TALLEST


def quoted(sheet: Sheet) -> list[str]:
    """Give the quote's lines as they stand on the sheet."""
    rows: dict[float, list[str]] = {}
    for piece in sheet.pieces:
        if piece.type.style == "text":
            rows.setdefault(piece.y, []).append(piece.text)
    return [" ".join(row) for row in rows.values()]


def test_every_quote_of_the_record_stands_whole_within_the_margins_in_every_language(
    snapshot: Snapshot,
) -> None:
    locales = load_locales()

    for language in LANGUAGES:
        for quote in snapshot.record.quotes:
            card = card_of(quote, locales.within(language), username="quotes_bot", theme="light")
            sheet = lay_out(card, TYPEFACES)
            assert_within_margins(sheet)
            assert sheet.shown == len(quote.text), quote.id


@settings(max_examples=40, deadline=None)
@given(text=texts_of_people, name=texts_of_people, office=texts_of_people, source=texts_of_people)
def test_no_text_however_odd_leaves_the_margins(text: str, name: str, office: str, source: str) -> None:
    card = replace(
        CARD, text=text, name=name, office=office, source=source, footer=name, notes=(office, text)
    )

    assert_within_margins(lay_out(card, TYPEFACES))


def test_one_endless_word_is_broken_rather_than_cut_off() -> None:
    assert_within_margins(lay_out(replace(CARD, text="W" * 300, name="M" * 300, footer="m" * 300), TYPEFACES))


def test_the_shorter_the_quote_the_larger_its_letters() -> None:
    sizes = [
        lay_out(replace(CARD, text="One more word. " * n), TYPEFACES).pieces[0].type.size for n in (2, 20, 50)
    ]

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == LARGEST
    assert sizes[-1] >= SMALLEST


def test_a_long_quote_makes_the_sheet_grow_before_it_is_cut() -> None:
    text = "We have come a long way and will go on. " * 22

    sheet = lay_out(replace(CARD, text=text.strip()), TYPEFACES)

    assert HEIGHT < sheet.height <= TALLEST
    assert sheet.shown == len(text.strip())


def test_a_quote_too_long_for_any_sheet_ends_behind_a_sentence_and_says_that_it_is_an_excerpt() -> None:
    rng = Random(7)  # noqa: S311 - the same text each time
    text = " ".join(f"{'Now ' + 'so ' * rng.randint(3, 30)}it is." for _ in range(60))

    sheet = lay_out(replace(CARD, text=text), TYPEFACES)

    assert text[: sheet.shown].endswith("it is.")
    assert quoted(sheet)[-1].endswith(f"{OMISSION} ”")
    assert any(piece.text == CARD.excerpt for piece in sheet.pieces)


def test_a_first_sentence_that_fits_by_itself_is_not_cut_at_a_word() -> None:
    sentence = f"Now {'so ' * 350}it is."

    sheet = lay_out(replace(CARD, text=f"{sentence} {sentence}"), TYPEFACES)

    assert sheet.shown == len(sentence)


def test_a_whole_quote_does_not_say_that_it_is_an_excerpt() -> None:
    sheet = lay_out(CARD, TYPEFACES)

    assert all(piece.text not in {CARD.excerpt, OMISSION} for piece in sheet.pieces)


def test_a_single_sentence_too_long_for_any_sheet_ends_behind_a_word() -> None:
    text = "and on it goes " * 200

    sheet = lay_out(replace(CARD, text=text), TYPEFACES)

    assert text[sheet.shown] == " "
    assert sheet.shown > 600


def test_the_opening_mark_hangs_so_that_the_letters_stand_in_one_line() -> None:
    sheet = lay_out(CARD, TYPEFACES)
    opening, *quote = [piece for piece in sheet.pieces if piece.type.style == "text"]

    assert opening.text == "“"
    assert opening.x < MARGIN
    assert min(piece.x for piece in quote) == MARGIN


def test_corrected_words_and_no_others_are_underlined() -> None:
    start = CARD.text.index("known")
    pieces = lay_out(replace(CARD, corrected=((start, start + len("known")),)), TYPEFACES).pieces

    assert [piece.text for piece in pieces if piece.underlined] == ["known"]


def test_a_correction_is_noted_only_where_there_is_one(snapshot: Snapshot) -> None:
    quotes = snapshot.record.quotes
    cards = [card_of(quote, ENGLISH, username="b", theme="light") for quote in quotes]

    for quote, card in zip(quotes, cards, strict=True):
        assert (ENGLISH.plain["card_corrected"] in card.notes) == bool(quote.emendations)
        assert all(card.text[a:b] in {one.reading for one in quote.emendations} for a, b in card.corrected)


def test_no_last_line_is_a_single_word(snapshot: Snapshot) -> None:

    for quote in snapshot.record.quotes:
        card = card_of(quote, ENGLISH, username="b", theme="light")
        assert len(quoted(lay_out(card, TYPEFACES))[-1].split()) > 2, quote.id


def test_lines_are_even_and_do_not_end_on_a_word_that_belongs_to_the_next() -> None:
    even = [Box(10, 1) for _ in range(8)]
    assert break_lines(even, 60) == ((0, 4), (4, 8))

    clinging = [Box(10, 1, 0.5 if number == 3 else 0) for number in range(8)]
    assert break_lines(clinging, 60) in {((0, 3), (3, 8)), ((0, 5), (5, 8))}


def test_a_box_wider_than_the_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="wider"):
        break_lines([Box(10, 1)], 9)


def test_numbers_keep_to_their_months_years_to_theirs_and_dashes_to_the_word_before() -> None:
    words = {word.text: word.clings for word in words_of("on 15 January 2004 — в Пекине stands")}

    assert words["15"] == words["January"] == words["2004"] > words["on"] > words["stands"] == 0
    assert words["в"] > words["Пекине"] == 0


def test_chinese_breaks_between_any_characters_but_not_before_a_full_stop() -> None:
    assert [word.text for word in words_of("外交部长，《中国》。")] == [
        "外",
        "交",
        "部",
        "长，",
        "《中",
        "国》。",
    ]


def test_sentences_end_at_full_stops_but_not_after_abbreviations() -> None:
    text = "Mr. Jones came. He saw J. Smith! “Why?” No. 5 won… 他来了。再见。"

    ends = sentence_ends(text)

    assert [text[a:b].strip() for a, b in zip((0, *ends), ends, strict=False)] == [
        "Mr. Jones came.",
        "He saw J. Smith!",
        "“Why?”",
        "No. 5 won…",
        "他来了。",
        "再见。",
    ]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LETTERS)
def test_every_letter_exists(language: str, style: Style) -> None:
    assert not TYPEFACES.missing(LETTERS[language] + LETTERS[language].upper() + SIGNS, style)


def test_every_name_office_country_and_source_of_the_record_is_drawn_in_its_own_language(
    snapshot: Snapshot,
) -> None:
    locales = load_locales()

    for language in LANGUAGES:
        for quote in snapshot.record.quotes:
            card = card_of(quote, locales.within(language), username="b", theme="light")
            assert legible(card, CARD) == card


@pytest.mark.parametrize("name", ["जलील", "جلیل", "თამარ"])
def test_a_name_in_letters_that_we_have_not_is_given_in_english(name: str) -> None:
    english = replace(CARD, country="not taken")

    assert legible(replace(CARD, name=name), english) == CARD


def test_a_quote_in_letters_that_we_have_not_is_not_drawn() -> None:
    assert legible(replace(CARD, text="जलील"), CARD) is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_is_one_that_telegram_takes(theme: Theme) -> None:
    png = draw(replace(CARD, theme=theme))

    image = Image.open(io.BytesIO(png))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert WIDTH + TALLEST <= 10_000
    assert len(png) < 10_000_000
    assert image.getpixel((0, 0)) == PALETTES[theme].paper


def test_the_same_card_gives_the_same_bytes_and_the_other_theme_others() -> None:
    assert draw(CARD) == draw(replace(CARD))
    assert draw(CARD) != draw(replace(CARD, theme="dark"))


def test_a_card_with_any_other_word_on_it_is_another_picture() -> None:
    cards = (
        CARD,
        replace(CARD, text="Other."),
        replace(CARD, as_of="other"),
        replace(CARD, source="other"),
        replace(CARD, footer="@other_bot"),
    )

    assert len({design_of(card) for card in cards}) == len(cards)
    assert all(0 <= design_of(card) < 2**31 for card in cards)


def test_nothing_is_drawn_outside_the_margins() -> None:
    image = Image.open(io.BytesIO(draw(replace(CARD, text=f"{CARD.text} " * 8)))).convert("RGB")
    paper = image.getpixel((0, 0))

    for box in (
        (0, 0, WIDTH, 100),
        (0, 0, 60, HEIGHT),
        (WIDTH - 108, 0, WIDTH, HEIGHT),
        (0, 1290, WIDTH, HEIGHT),
    ):
        assert image.crop(box).getcolors(1) == [((box[2] - box[0]) * (box[3] - box[1]), paper)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_stands_out_from_the_paper(theme: Theme) -> None:
    palette = PALETTES[theme]

    for ink in ("ink", "muted", "accent"):
        assert contrast(palette.inks[ink], palette.paper) >= 4.5, ink


def contrast(one: Colour, other: Colour) -> float:
    """Give the contrast of two colours as WCAG 2.2 reckons it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Colour) -> float:
    parts = (part / 255 for part in colour)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_chinese_name_outweighs_the_office() -> None:
    def weight(style: Style) -> int:
        return sum(TYPEFACES.mask("王毅", style, size=44, shift=0).tobytes())

    assert weight("bold") > 1.1 * weight("italic")
