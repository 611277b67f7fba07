"""A card in words, for who can't see it: the caption of the picture."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from handlers.card.marks import CUT, OMISSION
from handlers.card.sentences import sentence_ends, word_ends
from handlers.card.value import Card
from handlers.marks import dash_of, marks_of

MOST_CHARACTERS = 1024
"""Of a caption; Telegram counts UTF-16 units, after it has taken the mark-up out."""
MOST_OF_A_WORD = 40


def caption(card: Card, *, most: int = MOST_CHARACTERS) -> str:
    """Say what a card shows, as Telegram's HTML of at most `most` UTF-16 units besides its mark-up.

    Where there is no room, the notes give way, the last first, since the card shows them; then the quote is
    shortened at the end of a sentence, and the word for an excerpt says so. Corrected words are underlined,
    as they are on the card.
    """
    opening, closing = marks_of(card.language)
    foot = _foot(card)
    for kept in range(len(card.notes), -1, -1):
        below = "\n".join((foot, *card.notes[:kept]))
        if units(opening + card.text + closing + below) <= most:
            return f"{opening}{_marked(card, len(card.text))}{closing}{escape(below)}"
    if units(foot) > most // 2:
        foot = f"{_cut(foot, most // 2 - 1)}{CUT}"
    room = most - units(opening + closing + foot)
    head, left_out = f"{_cut(card.excerpt, MOST_OF_A_WORD)}: ", f" {OMISSION}"
    end = _end(card.text, room - units(head + left_out))
    return f"{escape(head)}{opening}{_marked(card, end)}{left_out}{closing}{escape(foot)}"


def units(text: str) -> int:
    """Count a text as Telegram counts it: in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _foot(card: Card) -> str:
    comma, bracket, closing = ("，", "（", "）") if card.language == "zh" else (", ", " (", ")")
    who = comma.join(part for part in (card.name, card.position) if part)
    as_of = f"{bracket}{card.as_of}{closing}" if card.as_of else ""
    return f"\n{dash_of(card.language)}{who}{as_of}\n{card.source}"


def _marked(card: Card, end: int) -> str:
    return "".join(_parts(card, end))


def _parts(card: Card, end: int) -> Iterator[str]:
    begun = 0
    for start, past in card.corrected:
        if past <= end:
            yield f"{escape(card.text[begun:start])}<u>{escape(card.text[start:past])}</u>"
            begun = past
    yield escape(card.text[begun:end])


def _end(text: str, room: int) -> int:
    """Give how many characters of a text have room: whole sentences, else whole words, else what fits."""
    for ends in (sentence_ends(text), word_ends(text)):
        fitting = [end for end in ends if units(text[:end]) <= room]
        if fitting:
            return fitting[-1]
    return len(_cut(text, room))


def _cut(text: str, room: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[: 2 * max(0, room)].decode("utf-16-le", "ignore")
