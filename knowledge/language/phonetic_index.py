"""Phrases found by their sound: written with a wrong character that sounds alike, or in Latin letters.

Both are how Chinese goes wrong: its keyboards take the sound and offer characters ("外张" for "外长"), and
who has no such keyboard types the sound itself ("waizhang").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, product
from operator import ne

from knowledge.language.multimap import Multimap
from knowledge.language.sounds import Sounds
from knowledge.language.vocabulary import MOST_TYPED, Vocabulary
from knowledge.normalise import Script, script_of

Phrase = tuple[str, ...]
PAIR = 2
"""Characters of the shortest phrase that is known by its sound: single ones have too many namesakes."""
LEAST_RIGHT = 2
"""Right characters from which a phrase may be meant whose beginning is one already ("外交" of "外交管")."""
SURELY_RIGHT = 3
"""Right characters from which a wrong one may be a word by itself ("把" of "把基斯坦"), and from which a
phrase may be meant that only asks ("什么时侯")."""
LEAST_ONE_WRONG = 4
"""Characters of a phrase about something that is recognised with one of them wrong, however that sounds."""
MANY = 8
"""Common words that begin with a character from which it may begin one more, which is not known."""
HEARD_SHARE = 0.5
"""Part of the tokens that must be nothing but sounds before they are taken for such."""
KNOWN_SHARE = 0.7
"""Part of the syllables typed in Latin letters that must belong to known phrases."""


class PhoneticIndex:
    """Phrases by the sounds of their first two characters, the longest first.

    Args:
        content: Phrases that are about something, of one character each word; of those that sound the same,
            the first counts.
        asking: Phrases that ask, or tell what is to be done.
        function: Phrases that only join.
        others: Of other subjects: they may be typed by their sound, but a wrong character is never theirs.
        common: Words of the language that the record has nothing of: right as they are typed.
    """

    def __init__(
        self,
        sounds: Sounds,
        *,
        content: Sequence[Phrase],
        asking: Sequence[Phrase] = (),
        function: Sequence[Phrase] = (),
        others: Sequence[Phrase] = (),
        common: Sequence[Phrase] = (),
    ) -> None:
        self._sounds = sounds
        self._content = frozenset(content)
        self._pairs = frozenset(phrase for phrase in asking if len(phrase) == PAIR)
        function = (*asking, *function)
        self._others = frozenset(others)
        self._phrases = frozenset((*content, *function, *others))
        self._begun = Counter(phrase[0] for phrase in common)
        self._as_typed = self._phrases.union(common)
        self._longest = max(map(len, self._as_typed), default=0)
        self._single: dict[str, Phrase] = {}
        self._by_sounds: Multimap[str, Phrase] = Multimap()
        self._by_first: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in (*function, *content):
            if len(phrase) < PAIR:
                for sound in sounds.of(phrase[0]):
                    self._single.setdefault(sound, phrase)
        several = [phrase for phrase in (*function, *content, *others) if len(phrase) >= PAIR]
        for phrase in sorted(several, key=len, reverse=True):
            if len(phrase) >= LEAST_ONE_WRONG:
                self._by_first[phrase[0]].append(phrase)
            for pair in product(*map(sounds.of, phrase[:PAIR])):
                self._by_sounds.add(" ".join(pair), phrase)
        self._by_sounds.pack()

    def mended(self, typed: Sequence[str]) -> tuple[str, ...]:
        """Put the right characters where wrong ones sound like them and make no sense.

        Args:
            typed: Tokens in their canonical spelling, Chinese ones of one character each.
        """
        mended = list(typed)
        place = 0
        before = PAIR
        while place < len(typed):
            known = self._known(typed, place)
            nearly = 0 if known else self._nearly_known(typed, place)
            # What is nearly known as it stands is mended whole, or left to who knows it so.
            phrase = self._meant(typed, place, max(known, nearly - 1))
            if len(phrase) == PAIR and self._is_slice(typed, place, phrase, before):
                phrase = ()
            mended[place : place + len(phrase)] = phrase
            before = len(phrase) or known or nearly
            place += before or 1
        return tuple(mended)

    def _is_slice(self, typed: Sequence[str], place: int, phrase: Phrase, before: int) -> bool:
        """Whether a phrase with a wrong character is cut out of a longer word that nobody knows.

        So is "职业" in "纺织业"; and "新人" in "外星人", as many words begin with "外".

        Args:
            before: Characters of what is known right before the place, 0 if nothing is.
        """
        if place and script_of(left := typed[place - 1]) == Script.HAN:
            may_go_on = phrase[0] != typed[place] and self._begun[left] >= MANY
            if before < (PAIR if may_go_on else 1):
                return True
        end = place + PAIR
        if end == len(typed) or script_of(typed[end]) != Script.HAN:
            return False
        return not self._known(typed, end) and not self._meant(typed, end, 0)

    def _known(self, typed: Sequence[str], place: int) -> int:
        """Give the length of the longest phrase that stands at a place as it is typed."""
        lengths = range(min(self._longest, len(typed) - place), 0, -1)
        return next((size for size in lengths if tuple(typed[place : place + size]) in self._as_typed), 0)

    def _nearly_known(self, typed: Sequence[str], place: int) -> int:
        """Give the length of the longest phrase that stands there but for one character of any sound."""
        for phrase in self._by_first.get(typed[place], ()):
            there = typed[place : place + len(phrase)]
            if len(there) == len(phrase) and sum(map(ne, phrase, there)) == 1:
                return len(phrase)
        return 0

    def _meant(self, typed: Sequence[str], place: int, known: int) -> Phrase:
        for pair in product(*map(self._sounds.of, typed[place : place + PAIR])):
            for phrase in self._by_sounds.get(" ".join(pair)):
                if len(phrase) <= max(known, PAIR - 1):
                    break
                if self._may_be_meant(phrase, typed, place, known):
                    return phrase
        return ()

    def _may_be_meant(self, phrase: Phrase, typed: Sequence[str], place: int, known: int) -> bool:
        there = typed[place : place + len(phrase)]
        if len(there) < len(phrase):
            return False
        wrong = [had for meant, had in zip(phrase, there, strict=True) if meant != had]
        if known >= PAIR and phrase[known:] == tuple(there[known:]) and phrase[known:] in self._phrases:
            return False  # "一职" and "的" are known as they are typed: no "一致的"
        if not self._is_enough_right(phrase, wrong, known) or not all(map(self._sound_alike, phrase, there)):
            return False
        end = place + len(phrase)
        # A phrase that is typed right and goes on behind it is not torn apart.
        return not any(self._reaches_beyond(typed, inside, end) for inside in range(place + 1, end))

    def _is_enough_right(self, phrase: Phrase, wrong: Sequence[str], known: int) -> bool:
        right = len(phrase) - len(wrong)
        if phrase in self._others or right < max(1, len(wrong), LEAST_RIGHT if known >= PAIR else 1):
            return False
        means_nothing = all((character,) not in self._phrases for character in wrong)
        may_be_meant = phrase in self._content or (phrase in self._pairs and known < PAIR)
        return right >= SURELY_RIGHT or (may_be_meant and means_nothing)

    def _reaches_beyond(self, typed: Sequence[str], place: int, end: int) -> bool:
        size = self._known(typed, place)
        return size >= PAIR and place + size > end

    def _sound_alike(self, one: str, other: str) -> bool:
        return one == other or not set(self._sounds.of(one)).isdisjoint(self._sounds.of(other))

    def written(self, typed: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
        """Give tokens as they are, or those in Latin letters in characters, if that makes sense of them.

        Args:
            typed: Tokens.
            vocabulary: Tokens that it knows, misspelt or not, are left as they are.
        """
        syllables = [self._unknown_syllables(token, vocabulary) for token in typed]
        heard = sum(map(len, syllables))
        if len({one for cut in syllables for one in cut}) < PAIR or sum(
            map(bool, syllables)
        ) < HEARD_SHARE * len(typed):
            return tuple(typed)
        written: list[str] = []
        known = longest = 0
        for is_heard, run in groupby(zip(typed, syllables, strict=True), key=lambda pair: bool(pair[1])):
            if not is_heard:
                written.extend(token for token, _ in run)
                continue
            for phrase, is_known in self._phrases_in([one for _, cut in run for one in cut]):
                written.extend(phrase)
                known += len(phrase) * is_known
                longest = max(longest, len(phrase))
        return tuple(written if longest >= PAIR and known >= KNOWN_SHARE * heard else typed)

    def _unknown_syllables(self, token: str, vocabulary: Vocabulary) -> tuple[str, ...]:
        if script_of(token) != Script.LATIN or len(token) > MOST_TYPED or vocabulary.exact(token):
            return ()
        syllables = self._sounds.syllables(token)
        return () if syllables and vocabulary.is_near(token) else syllables

    def _phrases_in(self, syllables: Sequence[str]) -> Iterator[tuple[Phrase, bool]]:
        """Cut syllables into phrases, the longest first, and tell of each whether it is known."""
        sounds = [self._sounds.folded(syllable) for syllable in syllables]
        place = 0
        while place < len(sounds):
            phrase = next(self._sounding_like(sounds, place), None)
            yield phrase or (syllables[place],), phrase is not None
            place += len(phrase) if phrase else 1

    def _sounding_like(self, sounds: Sequence[str], place: int) -> Iterator[Phrase]:
        for phrase in self._by_sounds.get(" ".join(sounds[place : place + PAIR])):
            there = sounds[place : place + len(phrase)]
            if len(there) == len(phrase) and all(
                sound in self._sounds.of(one) for one, sound in zip(phrase, there, strict=True)
            ):
                yield phrase
        if sounds[place] in self._single:
            yield self._single[sounds[place]]
