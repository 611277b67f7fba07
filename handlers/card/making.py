"""A quote of the record as a card, in the language of who asked for it."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.card.value import Card, Span, Theme
from handlers.entries import held_as_of
from handlers.marks import title_marks_of
from handlers.texts import Texts
from knowledge.record.values import Quote


def card_of(quote: Quote, texts: Texts, *, username: str, theme: Theme) -> Card:
    """Put a quote and its attribution on a card.

    Args:
        username: The bot's, without "@".
    """
    speaker, language = quote.speaker, texts.language
    corrected = tuple(_corrected(quote))
    notes = (
        texts.label("quoted_in", language=texts.language_name(quote.language)).rstrip(".。")
        if quote.language != language
        else "",
        texts.plain["card_corrected"] if corrected else "",
    )
    return Card(
        text=quote.text,
        name=speaker.name.within(language),
        office=speaker.office.within(language) if speaker.office else "",
        as_of=held_as_of(speaker, texts),
        country=speaker.country.name.within(language) if speaker.country else "",
        source=_source(quote, language),
        footer=f"@{username}" if username else "",
        theme=theme,
        language=language,
        excerpt=texts.plain["card_excerpt"],
        notes=tuple(note[:1].upper() + note[1:] for note in notes if note),
        corrected=corrected,
    )


def _source(quote: Quote, language: str) -> str:
    """Give title and publisher."""
    title = quote.source.title.within(language)
    opening, closing = title_marks_of(language)
    comma = "，" if language == "zh" else ", "
    return f"{opening}{title}{closing}{comma}{quote.source.publisher.within(language)}"


def _corrected(quote: Quote) -> Iterator[Span]:
    start = 0
    for segment in quote.segments:
        if segment.published is not None and segment.reading:
            yield (start, start + len(segment.reading))
        start += len(segment.reading)
