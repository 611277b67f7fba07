"""Words between quotation marks: whose they are is a matter of letters, not of what is near in meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from knowledge.normalise import Script, script_of, tokens
from knowledge.record.values import Entry, Quote, Record

LEAST_WORDS = 2
"""A single word between marks may be a matter ("trust") as well as a fragment."""
LEAST_LETTERS = 6
"""Of a single word that is looked for as it stands."""
SLIP = 88
"""Least similarity (rapidfuzz's partial_ratio, 0..100) of a fragment with a slip or two."""
LEAST_SLIPPING = 14
"""Letters of a fragment that may hold slips; a shorter one stands as typed or not at all."""
LEAST_RUN = 5
"""Words in a row that nobody types by chance."""
_MARKED = re.compile(
    r"“([^”]+)”|«([^»]+)»|„([^“”]+)[“”]|\"([^\"]+)\"|「([^」]+)」|『([^』]+)』|(?:^|(?<=\s))['‘]([^'‘’]{8,})['’](?=\W|$)"
)


def marked_fragment(text: str) -> tuple[str, ...] | None:
    """Give the tokens of the first fragment in Latin letters between quotation marks, if any."""
    for found in _MARKED.finditer(text):
        words = tokens(next(group for group in found.groups() if group))
        if (
            words
            and script_of(words[0]) == Script.LATIN
            and (is_several(words) or len(words[0]) >= LEAST_LETTERS)
        ):
            return words
    return None


def is_several(words: Sequence[str]) -> bool:
    """Whether these are words that nobody means a matter by."""
    return len(words) >= LEAST_WORDS


def sayers(fragment: Sequence[str], record: Record) -> tuple[Quote, ...]:
    """Give the quotes that hold a fragment, word for word, or else but for small slips; in order."""
    words = " ".join(fragment)
    exact = tuple(quote for quote in record.quotes if any(f" {words} " in text for text in _texts(quote)))
    if exact or len(words) < LEAST_SLIPPING:
        return exact
    near = [
        (max(fuzz.partial_ratio(words, text) for text in _texts(quote)), quote) for quote in record.quotes
    ]
    best = max((ratio for ratio, _ in near), default=0.0)
    return tuple(quote for ratio, quote in near if best >= SLIP and ratio == best)


def very_words(text: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Give those entries of several that hold `LEAST_RUN` words of a text in a row, if not all of them do."""
    typed = tokens(text)
    runs = [" ".join(typed[place : place + LEAST_RUN]) for place in range(len(typed) - LEAST_RUN + 1)]
    found = tuple(
        entry for entry in entries if isinstance(entry, Quote) and any(_holds(entry, run) for run in runs)
    )
    return found if len(found) < len(entries) else ()


def _holds(quote: Quote, words: str) -> bool:
    return any(f" {words} " in text for text in _texts(quote))


def _texts(quote: Quote) -> Iterable[str]:
    return {f" {' '.join(tokens(text))} " for text in (quote.text, quote.published)}
