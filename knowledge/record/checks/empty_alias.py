"""An alias names its thing: one letter, signs or words such as "the" alone would name it everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from knowledge.normalise import Script, script_of, tokens
from knowledge.record.kinds import MeaningKind
from knowledge.record.pack import Language
from knowledge.record.problem import Problem, problem
from knowledge.record.values import Absence, Alias, Record

_ADDRESS = re.compile(r"://|^www\.|\S@\S+\.\w")
"""Of a page or of a mailbox."""
_SENTENCE = re.compile(r"(?:\S+\s+){4}.*\w[.]$|(?:\S+\s+){2}.*\w[?!]$|[\u3400-\u9fff]{4}.*[。？！]$")
MOST_WORDS = 12
"""Words of the longest name; that of a body that wants to be exact has ten."""
SHORT = 3
"""Most letters of a word that says nothing in whatever language."""


def check(record: Record, languages: Sequence[Language]) -> Iterator[Problem]:
    """Find aliases that name nothing."""
    stop = {
        language.code: frozenset(
            word for one in language.roles[MeaningKind.STOP] for word in tokens(one.text)
        )
        for language in languages
    }
    meant = (
        word
        for language in languages
        for role, words in language.roles.items()
        if role.startswith("concept:")
        for word in words
    )
    for alias in named_aliases(record):
        if _names_nothing(alias, stop):
            hint = "write a name that nothing else has, or remove it"
            yield problem(alias.place, "an alias that names nothing", found=alias.text, hint=hint)
        elif _SENTENCE.search(alias.text) or len(alias.text.split()) > MOST_WORDS:
            hint = "write a name as people write it within a question"
            yield problem(alias.place, "a sentence instead of a name", found=alias.text, hint=hint)
        elif _ADDRESS.search(alias.text):
            hint = "write a name as people write it; a page's address is a source's `url`"
            yield problem(alias.place, "an address instead of a name", found=alias.text, hint=hint)
    for word in meant:
        if not tokens(word.text):
            hint = "write a word, or remove it"
            yield problem(word.place, "a word without a letter", found=word.text, hint=hint)


def named_aliases(record: Record) -> Iterator[Alias]:
    """Give the aliases of all things that have a name."""
    places = (record.countries, record.regions)
    for named in (*places, record.organisations, record.speakers, record.themes, record.unspoken):
        for thing in named.values():
            yield from thing.aliases
    for entry in record.entries.values():
        if isinstance(entry, Absence):
            yield from entry.names


def _names_nothing(alias: Alias, stop: Mapping[str, frozenset[str]]) -> bool:
    words = tokens(alias.text)
    if not words or (len(words) == len(words[0]) == 1 and script_of(words[0]) != Script.HAN):
        return True
    # Longer words, and capitals such as "US", may be a name though the pack also lists them as filler.
    short = alias.text.islower() and len(alias.text) <= SHORT
    return short and alias.text in stop.get(alias.language, frozenset())
