"""What somebody may be about to ask: entries for the beginning of a name, and for nothing typed yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from knowledge.record.values import Absence, Alias, Entry, LocalText, Quote, Record


def beginning_with(typed: str, record: Record) -> tuple[Entry, ...]:
    """Give what is said by speakers and on themes of which a word begins with what was typed.

    Names are looked through in every language: who types "Ла" or "la" wants Lavrov.

    Returns:
        In the order of the record, speakers before themes, each entry once.
    """
    wanted = f" {typed.strip().casefold()}"
    found: dict[str, Entry] = {}
    for speaker in record.speakers.values():
        country = speaker.country
        if _begins(wanted, (speaker.name,), speaker.aliases) or (
            country is not None and _begins(wanted, (country.name,), country.aliases)
        ):
            found.update((entry.id, entry) for entry in record.passages_of(speaker.id))
    for theme in record.themes.values():
        if _begins(wanted, (theme.name,), theme.aliases):
            found.update((one, record.entries[one]) for one in theme.entries if one in record.entries)
    return tuple(found.values())


def to_begin_with(record: Record, today: date) -> tuple[Entry, ...]:
    """Give everything, the quote of the day first: then one of each other speaker, and then the rest."""
    quotes = record.quotes
    turn = today.toordinal() % len(quotes) if quotes else 0
    turned = (*quotes[turn:], *quotes[:turn])
    first: dict[str, Quote] = {}
    for quote in turned:
        first.setdefault(quote.speaker.id, quote)
    chosen = {quote.id: quote for quote in (*first.values(), *turned)}
    others = (entry for entry in record.entries.values() if entry.id not in chosen)
    return (*chosen.values(), *sayable(others))


def sayable(entries: Iterable[Entry]) -> Sequence[Entry]:
    """Leave out what only says what there is not: nobody wants to send that to a friend."""
    return [entry for entry in entries if not isinstance(entry, Absence)]


def _begins(wanted: str, names: Iterable[LocalText], aliases: Iterable[Alias]) -> bool:
    texts = [text for name in names for text in name.by_language.values()]
    texts.extend(alias.text for alias in aliases)
    return any(wanted in f" {text.casefold()}" for text in texts)
