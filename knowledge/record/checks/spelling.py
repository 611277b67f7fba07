"""A word that nobody writes is misspelt, where one much like it is common; wordfreq has counted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from knowledge.normalise import Script
from knowledge.record import schema
from knowledge.record.checks.checksum import quotes
from knowledge.record.checks.emendation import emendations
from knowledge.record.checks.figures_told import own_language
from knowledge.record.checks.local_texts import READ
from knowledge.record.checks.two_alphabets import MIXED
from knowledge.record.files import Files
from knowledge.record.problem import UNWRITTEN, Problem, problem, warning

_WORD = re.compile(r"[^\W\d_]+")
_LIST = "large"
"""Words that stand once in a hundred million; the smaller list knows too few forms of them."""
_SHORTEST = 5
"""Letters of a word that is judged: shorter ones are often short forms."""
_COMMON = 30_000
"""Words among which the right one is looked for."""
_KNOWN = 200_000
"""The same for a correction, which is a word that somebody thought about."""
_FARTHEST = 2
"""Letters by which it differs at most, or 1 in a short word."""
_SHORT = 7
_NAMED = frozenset({"aliases", "name"})


def check(files: Files) -> Iterator[Problem]:
    """Find words of our texts, and of quotes as they are shown, that are misspelt."""
    own, counted, names = own_language(files), _counted(files), _names(files)
    ours = (one for one in files.leaves() if not READ.isdisjoint(one[1][:-1]))
    shown = ((document, (*path, "text"), _corrected(quote)) for document, path, quote in quotes(files))
    for document, path, text in (*ours, *shown):
        code = next(str(one) for one in reversed(path) if isinstance(one, str))
        code = own if code == "text" else code
        for word in _WORD.finditer(text) if code in counted else ():
            if word[0].casefold() not in names and (near := _meant(word[0], code)):
                place, hint = document.place_within(path, text[: word.start()]), f'did you mean "{near}"?'
                yield warning(place, "a word that nobody writes", found=word[0], hint=hint)


def of_readings(files: Files) -> Iterator[Problem]:
    """Find corrections of misprints that are misprints themselves."""
    own = own_language(files)
    for document, path, one in emendations(files) if own in _counted(files) else ():
        for word in _WORD.findall(one.reading):
            if (near := _meant(word, own, common=_KNOWN)) and not MIXED.search(word):
                place, hint = document.place(path), f'did you mean "{near}"?'
                yield problem(place, UNWRITTEN, found=word, hint=hint)


def _counted(files: Files) -> Collection[str]:
    """Give the languages whose words are known, and have letters of which one may be wrong."""
    import wordfreq  # noqa: PLC0415 - takes a third of a second

    spelt = (Script.LATIN, Script.CYRILLIC)
    packs = {one.code for _, one in files.of(schema.LanguageFile) if Script(one.script) in spelt}
    return packs.intersection(wordfreq.available_languages(_LIST))


def _names(files: Files) -> Collection[str]:
    """Give the words of which the record's names are made, and its own words: they are spelt as they are."""
    words = (text for document, _ in files.of(schema.VocabularyFile) for _, text in document.leaves)
    names = (text for _, path, text in files.leaves() if not _NAMED.isdisjoint(path))
    return {word.casefold() for text in (*names, *words) for word in _WORD.findall(text)}


def _corrected(quote: schema.QuoteIn) -> str:
    text = quote.text
    for one in quote.emendations:
        text = text.replace(one.published, one.reading)
    return text


@lru_cache(maxsize=4096)
def _meant(word: str, code: str, *, common: int = _COMMON) -> str:
    """Give the common word that one which nobody writes is much like; "" if there is none.

    One that begins large is mostly a name: of those only one letter may be wrong.
    """
    import wordfreq  # noqa: PLC0415 - takes a third of a second

    small = word.casefold()
    if len(word) < _SHORTEST or word[1:] != small[1:] or wordfreq.word_frequency(small, code, _LIST):
        return ""
    near = process.extractOne(
        small,
        wordfreq.top_n_list(code, common, _LIST),
        scorer=DamerauLevenshtein.distance,
        score_cutoff=_FARTHEST if len(word) >= _SHORT and word == small else 1,
    )
    return str(near[0]) if near is not None else ""
