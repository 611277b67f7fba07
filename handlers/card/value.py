"""The card: all that is to be seen on the picture of one quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Theme: TypeAlias = Literal["light", "dark"]
Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Card:
    """One quote and who stands behind it, in the words that are to be drawn.

    Attributes:
        text: The reading of the quote, without quotation marks.
        office: As of `as_of`, without the country.
        as_of: When the office was held, as people read it: "in office as of January 2024".
        source: Where the quote was published: title and publisher.
        footer: Who made the card, such as "@quotes_bot".
        language: Of everything but the quote, as an ISO 639 code.
        excerpt: The word that says that not all of the quote is shown.
        notes: What else must be known about the text, each a few words.
        corrected: Stretches of `text` not as published, in order: first character, one past the last.
    """

    text: str
    name: str
    office: str
    as_of: str
    country: str
    source: str
    footer: str
    theme: Theme = "light"
    language: str = "en"
    excerpt: str = "Excerpt"
    notes: tuple[str, ...] = ()
    corrected: tuple[Span, ...] = ()

    @property
    def position(self) -> str:
        """Office and country, as the language puts them."""
        if self.language == "zh":
            return f"{self.country}{self.office}"
        return ", ".join(part for part in (self.office, self.country) if part)
