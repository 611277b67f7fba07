"""Which letters a card can be set in: those of the typefaces that come with the program."""

from __future__ import annotations

from dataclasses import replace

from handlers.card.faces import Faces
from handlers.card.value import Card

_NAMES = ("name", "office", "country", "source")


def legible(card: Card, english: Card) -> Card | None:
    """Give a card in letters that we have: each name that is in others stands in English instead.

    Args:
        english: The same card in English.

    Returns:
        None if the quote itself is in letters that we have not: it is never rewritten.
    """
    faces = Faces()
    if faces.missing(card.text, "text"):
        return None
    others = {one: getattr(english, one) for one in _NAMES if faces.missing(getattr(card, one), "text")}
    return replace(card, **others)
