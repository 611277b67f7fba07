"""Words between quotation marks: whose they are is a matter of letters, not of what is near in meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from knowledge.answering.index import Index, keys_of
from knowledge.answering.key import Key
from knowledge.language.lexicon import SPEAKING, Item, Lexicon
from knowledge.language.own_words import in_one_language
from knowledge.normalise import Script, script_of, tokens
from knowledge.record.kinds import Cue, MeaningKind, Slot
from knowledge.record.values import Entry, Quote, Record, Reported

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
MOST_JOINING = 2
"""Letters of the longest word that may only join others: "и", "на"; in Chinese one, as "的"."""
_LIGHT = frozenset({MeaningKind.STOP, MeaningKind.CUE})
_JOINTS = frozenset({Cue.AND, Cue.ALSO, Cue.ABOUT, Cue.BY, Cue.BOTH})
_OF_MATTERS = frozenset({Cue.ABOUT, Cue.MENTION})
_MARKED = re.compile(
    r"“([^”]+)”|«([^»]+)»|„([^“”]+)[“”]|\"([^\"]+)\"|「([^」]+)」|『([^』]+)』|(?:^|(?<=\s))['‘]([^'‘’]{8,})['’](?=\W|$)"
)


def marked_fragment(text: str) -> tuple[str, ...] | None:
    """Give the tokens of the first fragment between quotation marks, if any."""
    for found in _MARKED.finditer(text):
        words = tokens(next(group for group in found.groups() if group))
        if words and (is_several(words) or len(words[0]) >= LEAST_LETTERS):
            return words
    return None


def announced(text: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """Give the tokens behind a colon, where all that stands before it asks who said what follows."""
    before, colon, behind = text.replace("：", ":").partition(":")
    words = tokens(behind)
    if not colon or not is_several(words):
        return None
    asking, said = (in_one_language(part, lexicon) for part in (tokens(before), words))
    asks = any(Slot.WHO in item.slots for item in asking) and not any(
        item.is_content or not item.senses or item.cues & _OF_MATTERS for item in asking
    )
    is_said = not any(item.slots or Cue.OR in item.cues or item.of(*SPEAKING) for item in said)
    return words if asks and is_said else None


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


def is_translated(words: Sequence[str]) -> bool:
    """Whether words are not in Latin letters, so that English holds only what they mean."""
    return script_of(words[0]) != Script.LATIN


def translated(fragment: Sequence[str], lexicon: Lexicon, index: Index) -> Sequence[Entry] | None:
    """Give the passages of which one sentence, or one restatement, means all that a fragment says; in order.

    A word that only joins may be missing; any other that is not explained makes it other words.

    Returns:
        None if the fragment is one matter, which somebody may have spoken of in whatever words.
    """
    meant = _meant(fragment, lexicon)
    if len(meant) < LEAST_WORDS:
        return None
    return tuple(entry for entry, most in _sharing(meant, index) if most == len(meant))


def near_in_meaning(fragment: Sequence[str], lexicon: Lexicon, index: Index) -> tuple[Entry, ...]:
    """Give the passages of which one sentence shares most of what a fragment says, at least two words."""
    sharing = _sharing(_meant(fragment, lexicon), index)
    best = max((most for _, most in sharing), default=0)
    return tuple(entry for entry, most in sharing if most == best >= LEAST_WORDS)


def _meant(fragment: Sequence[str], lexicon: Lexicon) -> Sequence[frozenset[Key]]:
    """Give what each word of a fragment may mean; nothing for one that nobody knows."""
    telling = [item for item in in_one_language(fragment, lexicon) if not _only_joins(item)]
    return [frozenset(key for key in keys_of(item) if not key.is_mark) for item in telling]


def _sharing(meant: Sequence[frozenset[Key]], index: Index) -> Sequence[tuple[Entry, int]]:
    """Give each passage with how many of some meanings one sentence of it has, or one restatement."""
    return [
        (
            one.entry,
            max(
                sum(not keys.isdisjoint(unit) for keys in meant)
                for unit in one.units or (frozenset(one.strengths),)
            ),
        )
        for one in index.entries
        if isinstance(one.entry, Quote | Reported)
    ]


def _only_joins(item: Item) -> bool:
    is_short = len(item.typed) <= (1 if item.is_han else MOST_JOINING)
    return is_short and item.kinds <= _LIGHT and item.cues <= _JOINTS


def very_words(text: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Give those entries of several that hold `LEAST_RUN` words of a text in a row, if not all of them do."""
    typed = tokens(text)
    runs = [" ".join(typed[place : place + LEAST_RUN]) for place in range(len(typed) - LEAST_RUN + 1)]
    found = tuple(
        entry for entry in entries if isinstance(entry, Quote) and any(_holds(entry, run) for run in runs)
    )
    return found if len(found) < len(entries) else ()


def worded(words: Sequence[str], entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Give those entries of several that hold each of some words as they stand, if not all of them do."""
    found = tuple(
        entry for entry in entries if isinstance(entry, Quote) and all(_holds(entry, one) for one in words)
    )
    return found if len(found) < len(entries) else ()


def _holds(quote: Quote, words: str) -> bool:
    return any(f" {words} " in text for text in _texts(quote))


def _texts(quote: Quote) -> Iterable[str]:
    return {f" {' '.join(tokens(text))} " for text in (quote.text, quote.published)}
