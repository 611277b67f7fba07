"""A card as somebody wants it: the picture's key, its words, and the buttons under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from handlers.callback_data import Verb, deep_link, encode
from handlers.card.caption import MOST_CHARACTERS, caption
from handlers.card.making import card_of
from handlers.card.value import Card, Theme
from handlers.reply import Press, Reply, Row, Share
from handlers.texts import Texts
from knowledge.record.values import Quote

THEMES: Sequence[Theme] = ("light", "dark")
"""A press with page 0 sends a card; one with a theme's place here, from 1, changes the card above it."""


@dataclass(frozen=True, slots=True)
class Order:
    """One card for one person.

    Attributes:
        username: The bot's, without "@".
    """

    quote: Quote
    theme: Theme
    texts: Texts
    username: str

    def card(self, texts: Texts) -> Card:
        """Give the card in the language of some texts."""
        return card_of(self.quote, texts, username=self.username, theme=self.theme)

    def caption(self) -> Reply:
        """Say in words what the picture shows, with the entry's link and the buttons under a card."""
        card = self.card(self.texts)
        source, link = escape(card.source), deep_link(self.username, Verb.ENTRY, self.quote.id)
        words = caption(card, most=MOST_CHARACTERS)
        return Reply(words.replace(f"\n{source}", f'\n<a href="{link}">{source}</a>'), (self._buttons(),))

    def _buttons(self) -> Row:
        other = THEMES[self.theme == "light"]
        return (
            Press(
                self.texts.label(f"button_{other}"),
                encode(Verb.CARD, self.quote.id, THEMES.index(other) + 1),
            ),
            Press(self.texts.label("button_source"), encode(Verb.SOURCE, self.quote.id)),
            Share(self.texts.label("button_share"), self.quote.id),
        )
