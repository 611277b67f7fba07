"""A language typed in Latin letters, for want of its own keyboard: "chto skazal lavrov"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from knowledge.language.vocabulary import LEAST_TELLING, Vocabulary
from knowledge.normalise import Script, normalise, script_of

LEAST_UNKNOWN = 2
LEAST_UNKNOWN_BESIDE_NAMES = 1
"""Fewer, as whoever names somebody may say no more than what about: "Saidov: doverie"."""
UNKNOWN_SHARE = 0.5
"""Part of the words that nobody must know before another script is tried: English is misspelt too."""
MENDED_SHARE = 0.5
"""Part of these that known words in the other script must exceed."""


class Transliteration:
    """Latin letters to another script's, several of them to one where the table says so."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = {letters: normalise(own).strip() for letters, own in table.items()}
        longest_first = sorted(self._table, key=len, reverse=True)
        self._letters = re.compile("|".join(map(re.escape, longest_first)))

    def __call__(self, token: str) -> str:
        """Write a normalised token in the other script; letters that the table lacks stay."""
        return self._letters.sub(lambda found: self._table[found[0]], token)


def in_own_script(
    typed: Sequence[str],
    vocabulary: Vocabulary,
    transliterations: Iterable[Callable[[str], str]],
    *,
    unmeant: Callable[[Sequence[str]], Mapping[int, bool]],
    may_be_other: Callable[[str], bool],
) -> tuple[str, ...]:
    """Give the tokens as they are, or in the script that makes sense of those nobody knows.

    Args:
        unmeant: Gives the places of tokens that mean nothing, and of those that are a part of a name, with
            whether they mean nothing: a name is the same in many languages.
        may_be_other: Whether a word that is known matters so little that it may be another language's, as
            most are.
    """
    if all(script_of(token) != Script.LATIN or vocabulary.exact(token) for token in typed):
        return tuple(typed)
    found = unmeant(typed)
    unknown = [place for place, is_unknown in found.items() if is_unknown]
    telling = sum(len(token) >= LEAST_TELLING and found.get(place, True) for place, token in enumerate(typed))
    least = LEAST_UNKNOWN if len(unknown) == len(found) else LEAST_UNKNOWN_BESIDE_NAMES
    if len(unknown) < max(least, UNKNOWN_SHARE * telling):
        return tuple(typed)
    written = [
        (transliteration, {place: transliteration(typed[place]) for place in unknown})
        for transliteration in transliterations
    ]
    sensible = [(one, mended) for one, mended in written if _makes_sense(typed, mended, vocabulary)]
    if not sensible:
        return tuple(typed)
    best, mended = max(sensible, key=lambda found: sum(map(vocabulary.holds, found[1].values())))
    return tuple(
        _rather(best, mended.get(place, token), vocabulary, may_be_other) for place, token in enumerate(typed)
    )


def _makes_sense(typed: Sequence[str], mended: Mapping[int, str], vocabulary: Vocabulary) -> bool:
    """Whether most words are known in the other script; one as it stands, and not only as misspelt Latin."""
    telling = [own for place, own in mended.items() if len(typed[place]) >= LEAST_TELLING]
    if sum(bool(vocabulary.exact(token)) for token in telling) <= MENDED_SHARE * len(telling):
        return False
    return any(
        vocabulary.holds(own) and not vocabulary.is_near(typed[place]) for place, own in mended.items()
    )


def _rather(
    transliteration: Callable[[str], str],
    token: str,
    vocabulary: Vocabulary,
    may_be_other: Callable[[str], bool],
) -> str:
    """Give a word that only resembles a known one as the other script's, if that is one as it stands."""
    if script_of(token) != Script.LATIN or (vocabulary.holds(token) and not may_be_other(token)):
        return token
    own = transliteration(token)
    return own if vocabulary.holds(own) else token
