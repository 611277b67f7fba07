"""Every word the record knows, found again when its ending differs or it is misspelt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.language.neighbourhood import LEAST_FUZZY, Neighbourhood, name_edits, plain_edits
from knowledge.language.snowball import Snowball
from knowledge.language.spoken import Spoken
from knowledge.language.stems import Stems
from knowledge.normalise import Script, normalise, script_of
from knowledge.record.pack import Language

MOST_REMEMBERED = 4096
"""Typed words of which it is remembered what they stand for."""
NEAR = 0.8
"""Similarity from which a token is a known word, misspelt."""
LEAST_TELLING = 3
"""Letters of the shortest word that tells in which language it was meant: of two, many are words in any."""
EQUALLY_NEAR = 0.04
"""Words less than this behind the nearest may be meant as well."""
MOST_LETTERS = 16
"""Letters of the longest word that a cut looks for."""
MOST_TYPED = 40
"""Longer tokens are not words; nothing is looked up for them."""
LEAST_SPOKEN = 0.6
"""Similarity in spelling that a word which is spoken like a token must have."""
SAME_SOUND = 0.1
"""What its sound adds to that: chosen, of 0, 0.1 and half of what is missing, on 2,400 questions."""
MOST_MISSPELT = 0.95
"""Similarity that no misspelt word exceeds; 1 is the same spelling or stem."""


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the vocabulary that a token may stand for; 1 is the same spelling or stem."""

    word: str
    similarity: float


class _Owners(NamedTuple):
    """Whose a word is: by language, "" for a name; and which packs have it, None where the record does."""

    languages: tuple[str, ...]
    packs: tuple[str, ...] | None


class Vocabulary:
    """Words by spelling, by stem and by nearness.

    Misspelt words are compared by optimal string alignment distance (rapidfuzz) with the few words that share
    a segment with them, or that sound the same: see `neighbourhood` and `spoken` beside this file.
    """

    def __init__(self, languages: Sequence[Language]) -> None:
        endings: dict[str, dict[str, int]] = defaultdict(dict)
        alike: dict[Script, dict[str, str]] = defaultdict(dict)
        self._spellings: dict[str, str] = {}
        for language in languages:
            self._spellings.update(language.spellings)
            if not language.sounds:
                alike[language.script].update(language.sounds_alike)
            for suffix in language.suffixes:
                ending = normalise(suffix).strip()
                own = endings[script_of(ending)]  # Uzbek is written in two
                own[ending] = min(language.stem, own.get(ending, language.stem))
        several = [written for written in self._spellings if len(written) > 1]
        self._several = re.compile("|".join(map(re.escape, several))) if several else None
        self._single = str.maketrans({one: kept for one, kept in self._spellings.items() if len(one) == 1})
        self._owners: dict[str, _Owners] = {}
        self._named: set[str] = set()
        self._spelt: dict[str, tuple[Match, ...]] = {}
        self._snowball = Snowball(languages)
        self._stems = Stems(endings, self._owners)
        self._plain, self._names = Neighbourhood(plain_edits), Neighbourhood(name_edits)
        self._spoken = Spoken(alike)
        self._remember()

    def _remember(self) -> None:
        """Begin to remember what was found; a question asks for each of its words several times."""
        self._approximate = lru_cache(maxsize=MOST_REMEMBERED)(self._compare)
        self._by_stem = lru_cache(maxsize=MOST_REMEMBERED)(self._share_a_stem)
        self._kin = lru_cache(maxsize=MOST_REMEMBERED)(self._other_forms)

    def __getstate__(self) -> dict[str, object]:
        remembered = {"_approximate", "_by_stem", "_kin"}
        return {name: value for name, value in self.__dict__.items() if name not in remembered}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._remember()

    def __len__(self) -> int:
        return len(self._owners)

    def __contains__(self, word: str) -> bool:
        """Whether a word in its canonical spelling is known as it stands."""
        return word in self._owners

    def words(self) -> tuple[str, ...]:
        """Give all words, in the order in which they were added."""
        return tuple(self._owners)

    def canonical(self, text: str) -> str:
        """Spell a token, or several, as the vocabulary does ("organization" as "organisation")."""
        kept = text if text.isascii() else text.translate(self._single)
        return self._several.sub(self._kept, kept) if self._several else kept

    def _kept(self, found: re.Match[str]) -> str:
        return self._spellings[found[0]]

    def add(self, word: str, language: str = "", *, name: bool = False, of_pack: bool = False) -> None:
        """Add a word, normalised and in its canonical spelling; a name may be misspelt further.

        Args:
            language: ISO 639 code of its own language; a name's endings may be those of any.
            of_pack: Whether the language has it, and not the record.
        """
        if name and word not in self._named:
            self._named.add(word)
            self._names.add(word)
        known = self._owners.get(word)
        own = "" if name else language
        self._owners[word] = _added(known, own, language if of_pack else None)
        if known is None or own not in known.languages:
            self._by_stem.cache_clear()
            self._kin.cache_clear()
            self._snowball.add(word, own)
        if known is None:
            self._stems.add(word)
            self._plain.add(word)
            self._spoken.add(word)

    def exact(self, token: str) -> tuple[Match, ...]:
        """Find a token by its spelling, else by its longest stem shared with known words."""
        spelt = self._spelt.get(token)
        if spelt is not None:
            return spelt
        word = self.canonical(token)
        if word in self._owners:
            # Later words can't change it. Most words that are asked with are a few thousand.
            if len(self._spelt) >= MOST_REMEMBERED:
                self._spelt.clear()
            self._spelt[token] = spelt = (Match(word, 1.0),)
            return spelt
        return self._by_stem(word)

    def _share_a_stem(self, word: str) -> tuple[Match, ...]:
        return tuple(Match(known, 1.0) for known in self.sharing_a_stem(word))

    def sharing_a_stem(self, word: str) -> Sequence[str]:
        """Find the words that share the longest stem with one in its canonical spelling."""
        if known_to_snowball := self._snowball.sharing(word):
            return known_to_snowball
        for stem in self._stems.of(word):
            if found := self._stems.sharing(stem):
                return found
        return ()

    def holds(self, token: str) -> bool:
        """Whether a token is a known word as it stands, and not only by its stem."""
        return self.canonical(token) in self

    def kin(self, token: str) -> tuple[Match, ...]:
        """Find other words that share the token's longest stem, where the token itself is a known word."""
        return self._kin(self.canonical(token))

    def _other_forms(self, word: str) -> tuple[Match, ...]:
        if others := [known for known in self._snowball.sharing(word) if known != word]:
            return tuple(Match(known, 1.0) for known in others)
        for stem in self._stems.of(word):
            found = [known for known in self._stems.sharing(stem) if known != word]
            if found:
                return tuple(Match(known, 1.0) for known in found)
        return ()

    def approximate(self, token: str, language: str = "") -> tuple[Match, ...]:
        """Find the nearest words to a misspelt token, best first; all that are equally near.

        Args:
            language: ISO 639 code of the language it was meant in; words that only others have are left out.

        A token with a digit is no misspelt word: the 10th anniversary is not the 20th.
        """
        if not LEAST_FUZZY <= len(token) <= MOST_TYPED or any(map(str.isdigit, token)):
            return ()
        return self._approximate(self.canonical(token), language)

    def is_near(self, token: str) -> bool:
        """Whether a token may well be a known word, misspelt."""
        return any(one.similarity >= NEAR for one in self.approximate(token))

    def prepare(self) -> None:
        """Do at once what is else done when a misspelt word is first met; for who answers many questions."""
        self._plain.cut()
        self._names.cut()
        self._spoken.code()
        self._snowball.pack()
        self._stems.by_stem.pack()

    def forget(self) -> None:
        """Forget which words were near to what was typed; they are found anew when asked for."""
        self._approximate.cache_clear()
        self._by_stem.cache_clear()

    def cut(self, token: str) -> tuple[str, ...]:
        """Cut a token into the fewest known words of two letters or more; empty if it can't be.

        The shortest path over cuts, as in dictionary segmentation of Chinese; endings may differ.
        """
        best: list[tuple[str, ...] | None] = [None] * (len(token) + 1)
        best[0] = ()
        for end in range(2, len(token) + 1):
            for start in range(max(0, end - MOST_LETTERS), end - 1):
                before = best[start]
                if before is None or token[start:end] not in self._owners:
                    continue
                words = (*before, token[start:end])
                known = best[end]
                if known is None or len(words) < len(known):
                    best[end] = words
        return best[-1] or ()

    def is_of(self, word: str, language: str) -> bool:
        """Whether a known word is the record's, or one of this language; any is where none is named."""
        packs = self._owners[word].packs if word in self._owners else None
        return not language or packs is None or language in packs

    def _compare(self, token: str, language: str) -> tuple[Match, ...]:
        # A word that is near by its letters gains nothing by its sound.
        matches = {one.word: one for one in self._spoken_like(token)}
        for known, edits in ((self._plain, plain_edits), (self._names, name_edits)):
            found = process.extract(
                token, known.near(token), scorer=OSA.distance, score_cutoff=edits(len(token)), limit=None
            )
            for word, distance, _ in found:
                if distance <= edits(min(len(token), len(word))):
                    matches[word] = Match(word, _similarity(token, word, int(distance)))
        owned = [match for match in matches.values() if self.is_of(match.word, language)]
        best = max((match.similarity for match in owned), default=0.0)
        near = (one for one in owned if one.similarity >= best - EQUALLY_NEAR)
        return tuple(sorted(near, key=_best_first))

    def _spoken_like(self, token: str) -> Iterator[Match]:
        """Give the words that only sound like a token, beyond the edits that a misspelt word may have."""
        for word in self._spoken.like(token):
            similarity = _similarity(token, word, OSA.distance(token, word))
            if similarity >= LEAST_SPOKEN:
                yield Match(word, min(similarity + SAME_SOUND, MOST_MISSPELT))


@cache
def _added(known: _Owners | None, own: str, pack: str | None) -> _Owners:
    """Give owners with one more: the same value each time, as tens of thousands of words share a few.

    Args:
        pack: The language whose pack has the word; None where the record has it.
    """
    languages, packs = known or _Owners((), ())
    if pack is None:
        packs = None
    elif packs is not None and pack not in packs:
        packs = (*packs, pack)
    return _Owners(languages if own in languages else (*languages, own), packs)


def _similarity(token: str, word: str, distance: int) -> float:
    similarity = 1 - distance / max(len(token), len(word))
    # People seldom get the first letter wrong (Pollock and Zamora, 1984): it breaks ties.
    return similarity if token[0] == word[0] else similarity - 0.05


def _best_first(match: Match) -> tuple[float, str]:
    return (-match.similarity, match.word)
