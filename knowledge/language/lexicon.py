"""Phrases with their meanings, and how they are recognised in what was typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from sys import intern
from typing import NamedTuple, TypeVar, cast

from knowledge.language.keyboard import Keyboard
from knowledge.language.multimap import Multimap
from knowledge.language.phonetic_index import LEAST_ONE_WRONG, PhoneticIndex
from knowledge.language.romanised import Romanised
from knowledge.language.sounds import Sounds
from knowledge.language.transliteration import Transliteration
from knowledge.language.vocabulary import MOST_REMEMBERED, NEAR, Match, Vocabulary
from knowledge.normalise import Script, bare, script_of
from knowledge.record.kinds import Cue, MeaningKind
from knowledge.record.pack import Language
from knowledge.record.values import Alias, Position

SPEAKING = frozenset(kind for kind in MeaningKind if kind.may_speak)
NAMES = frozenset(kind for kind in MeaningKind if kind.is_name)
CONTENT = frozenset(kind for kind in MeaningKind if kind.is_content)
_OTHERS_ALONE = frozenset({MeaningKind.OUT_OF_DOMAIN})
_CONTENT_BESIDES = CONTENT - _OTHERS_ALONE
FUNCTION = frozenset(kind for kind in MeaningKind if kind.is_function)
_IDLE = frozenset({MeaningKind.STOP, MeaningKind.CUE})
_ASKING = frozenset({MeaningKind.SLOT, MeaningKind.CUE})
_WHO_ASKS = frozenset({Cue.SELF})
OF_PACKS = FUNCTION | {MeaningKind.SMALL_TALK, MeaningKind.OFFICE, MeaningKind.OUT_OF_DOMAIN}
"""Kinds of meaning that stand in a language's pack; all others are the record's."""
LEAST_ADVERB = 5
"""Letters of the shortest word that is taken for an adverb by its ending."""
HAN_DIGITS = {character: value for value, character in enumerate("二三四五六七八九十", start=2)} | {"两": 2}
PAIR = 2
"""Characters of most Chinese words."""
MOST_KIN = 4
"""Words of a phrase that are looked for in other forms where they are none as they stand."""
MOST_FUZZY_WORDS = 10
"""Unknown words of one question that are compared with the vocabulary."""
FUZZY_OF_NOISE = 4
"""The same where there are more: most of them are noise."""


_NOTHING: frozenset[str] = frozenset()
_NOWHERE = "common words"
"""The file of words that stand in none."""


_Id = TypeVar("_Id", bound=str)


def shared(ids: frozenset[_Id]) -> frozenset[_Id]:
    """Give the same value for equal ones: thousands of questions that are kept have a few hundred.

    Args:
        ids: Of the record or the languages; never what people typed, which must not stay.
    """
    return cast("frozenset[_Id]", _the_one(ids))


@lru_cache(maxsize=MOST_REMEMBERED)
def _the_one(ids: frozenset[str]) -> frozenset[str]:
    return ids


class _Use(StrEnum):
    """What a phrase is there for; the names are those that a phonetic index knows."""

    CONTENT = "content"
    ASKING = "asking"
    FUNCTION = "function"
    OTHERS = "others"
    COMMON = "common"


class Meaning(NamedTuple):
    """What a phrase stands for; a tuple, as there are tens of thousands.

    Attributes:
        target: Its id within the kind.
    """

    kind: MeaningKind
    target: str
    alias: str
    language: str
    file: str | None = None
    line: int = 0
    column: int = 0

    @property
    def place(self) -> Position | None:
        """Where it is written; None where it stands in no file."""
        return None if self.file is None else Position(self.file, self.line, self.column)


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning that a stretch of a question may have, with the similarity of its spelling, 0..1."""

    meaning: Meaning
    similarity: float


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a question; without senses where nothing was recognised.

    Attributes:
        start: Number of its first token.
        end: Number behind its last token.
        kinds: Of its senses.
        cues: What it may tell to be done, by `Cue`.
        slots: Which question words it may be, by `Slot`.
        is_content: Whether it is about something; a word that may be a plain one is not of other subjects.
    """

    typed: str
    start: int
    end: int
    senses: tuple[Sense, ...]
    kinds: frozenset[MeaningKind] = field(init=False, compare=False, repr=False)
    # Looked at a hundred and fifty times a question, which has ten stretches: told once.
    cues: AbstractSet[str] = field(init=False, compare=False, repr=False)
    slots: AbstractSet[str] = field(init=False, compare=False, repr=False)
    is_content: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        kinds = shared(frozenset([sense.meaning.kind for sense in self.senses]))
        about = CONTENT if kinds == _OTHERS_ALONE else _CONTENT_BESIDES
        object.__setattr__(self, "kinds", kinds)
        object.__setattr__(self, "cues", self.targets(MeaningKind.CUE))
        object.__setattr__(self, "slots", self.targets(MeaningKind.SLOT))
        object.__setattr__(self, "is_content", not kinds.isdisjoint(about))

    @property
    def is_name(self) -> bool:
        """Whether it may name a speaker, a country, a region, or whoever sent nothing."""
        return bool(self.of(*NAMES))

    @property
    def is_idle(self) -> bool:
        """Whether it stands for nothing, or for whoever asks: "I", "we"."""
        return bool(self.senses) and self.kinds <= _IDLE and self.cues <= _WHO_ASKS

    @property
    def is_foreign(self) -> bool:
        """Whether nobody knows the stretch, or only as a word of other subjects."""
        return self.kinds <= _OTHERS_ALONE

    @property
    def is_han(self) -> bool:
        """Whether it is Chinese, where the question word stands where its answer would."""
        return script_of(self.typed) == Script.HAN

    @property
    def is_cyrillic(self) -> bool:
        """Whether it is Russian, or of a language near to it, where words stand in nearly any order."""
        return script_of(self.typed) == Script.CYRILLIC

    def of(self, *kinds: MeaningKind) -> tuple[Sense, ...]:
        """Give the senses of these kinds."""
        if self.kinds.isdisjoint(kinds):
            return ()
        return tuple(sense for sense in self.senses if sense.meaning.kind in kinds)

    def targets(self, *kinds: MeaningKind) -> AbstractSet[str]:
        """Give what its senses of these kinds stand for."""
        if self.kinds.isdisjoint(kinds):
            return _NOTHING
        return shared(frozenset([one.meaning.target for one in self.senses if one.meaning.kind in kinds]))


class Lexicon:
    """All phrases of a record and its languages."""

    def __init__(self, languages: Sequence[Language]) -> None:
        self.vocabulary = Vocabulary(languages)
        self.transliterations: tuple[Transliteration | Romanised, ...] = tuple(
            Transliteration(one.latin) for one in languages if one.latin
        )
        self._romanised = tuple(dict.fromkeys(one.script for one in languages if one.romanised))
        self.keyboards = tuple(Keyboard(one.keyboard) for one in languages if one.keyboard)
        self._numbers: dict[str, float] = {}
        for number, value in chain.from_iterable(one.numbers.items() for one in languages):
            words = bare(number).split()
            self._numbers |= {word: value if len(words) == 1 else 0.0 for word in words}
        self._surnames = frozenset(name for one in languages for name in one.surnames)
        self._adverbs: dict[Script, tuple[str, ...]] = {}
        for one in languages:
            self._adverbs[one.script] = (*self._adverbs.get(one.script, ()), *one.adverbs)
        self._sounds = tuple(Sounds(one.sounds, one.sounds_alike) for one in languages if one.sounds)
        self._phonetic_indexes: tuple[PhoneticIndex, ...] | None = None
        # Of one word and of several, as most are of one: with a tuple for each they took a third more.
        self._of_words: Multimap[str, Meaning] = Multimap()
        self._of_phrases: Multimap[tuple[str, ...], Meaning] = Multimap()
        self._longer: Multimap[str, tuple[str, ...]] = Multimap()
        self._counted: set[str] = set()
        self._senses_alone: dict[str, tuple[Sense, ...]] = {}
        self.matters: AbstractSet[str] = frozenset()
        """Ids of the record's themes: what somebody may be asked to have spoken of."""
        for language in languages:
            for role, aliases in language.roles.items():
                kind, _, target = role.partition(":")
                self.add_all(MeaningKind(kind), target, aliases)

    def add_all(self, kind: MeaningKind, target: str, aliases: Sequence[Alias]) -> None:
        """Add phrases that stand for one thing, or each for itself where `target` is empty.

        One of several words is known without its spaces too, if it is a name.
        """
        # All at once: a language brings thousands, and each would be folded letter by letter.
        lines = self.vocabulary.canonical(bare("\n".join(one.text.replace("\n", " ") for one in aliases)))
        for alias, line in zip(aliases, lines.split("\n"), strict=bool(aliases)):
            words = tuple(map(intern, line.split()))
            if words:
                self._put(words, kind, target or alias.text, alias)
            if len(words) > 1 and kind in NAMES and script_of(words[0]) != Script.HAN:
                self._put((intern("".join(words)),), kind, target or alias.text, alias)

    def add_common(self, language: str, words: Iterable[str]) -> None:
        """Add common words as such of other subjects, but for those that are known, be it by their stem.

        To be called when all that the record knows is there: its own words win over any other.
        """
        lines = self.vocabulary.canonical(bare("\n".join(words))).split("\n")
        new = [
            parts
            for line in lines
            if (parts := tuple(map(intern, line.split()))) and not self._is_known(parts, language)
        ]
        # One for all: they are thousands, and each start reads them.
        code = intern(language)
        meaning = Meaning(MeaningKind.OUT_OF_DOMAIN, code, "", code, _NOWHERE)
        for parts in new:
            for part in parts:
                self.vocabulary.add(part, language, of_pack=True)
            self._give(parts, meaning)
        self._senses_alone.clear()
        self.vocabulary.forget()

    def romanise(self) -> None:
        """Make words known in Latin letters whose script is typed so; to be called when all are there."""
        words = [word for word in self.vocabulary.words() if script_of(word) in self._romanised]
        if words:
            self.transliterations = (*self.transliterations, Romanised(words))

    def _is_known(self, words: tuple[str, ...], language: str) -> bool:
        if meanings := self._meanings(words):
            return any(one.kind not in OF_PACKS or one.language == language for one in meanings)
        if script_of(words[0]) == Script.HAN and len(words) > PAIR and self._begins_with_a_name(words):
            return True  # "中国政府" is said of China
        return len(words) == 1 and (words[0] in self.vocabulary or self._shares_a_meaning(words[0]))

    def _begins_with_a_name(self, words: tuple[str, ...]) -> bool:
        return any(
            kind in NAMES for end in range(PAIR, len(words)) for kind, *_ in self._meanings(words[:end])
        )

    def _shares_a_meaning(self, word: str) -> bool:
        """Whether a word has the stem of one that means something to the record or asks something."""
        known = (self._meanings((one,)) for one in self.vocabulary.sharing_a_stem(word))
        return any(kind != MeaningKind.OUT_OF_DOMAIN for meanings in known for kind, *_ in meanings)

    def _put(self, words: tuple[str, ...], kind: MeaningKind, target: str, alias: Alias) -> None:
        for word in words:
            self.vocabulary.add(word, alias.language, name=kind in NAMES, of_pack=kind in OF_PACKS)
        if len(words) > 1 and words[0].isdigit():
            self._counted.add(words[1])
        self._senses_alone.pop(words[0], None)
        # The same text stands in many places, and is kept once.
        meaning = Meaning(kind, intern(target), intern(alias.text), intern(alias.language), *alias.place)
        if all(_identity(one) != _identity(meaning) for one in self._meanings(words)):
            self._give(words, meaning)

    def _give(self, words: tuple[str, ...], meaning: Meaning) -> None:
        if len(words) == 1:
            self._of_words.add(words[0], meaning)
            return
        if not self._of_phrases.get(words):
            self._longer.add(words[0], words)
        self._of_phrases.add(words, meaning)

    def _meanings(self, words: tuple[str, ...]) -> tuple[Meaning, ...]:
        return self._of_words.get(words[0]) if len(words) == 1 else self._of_phrases.get(words)

    def _beginning_with(self, word: str) -> tuple[tuple[str, ...], ...]:
        """Give the phrases that begin with a word, which may be one itself."""
        longer = self._longer.get(word)
        return ((word,), *longer) if self._of_words.get(word) else longer

    def prepare(self) -> None:
        """Do at once what is else done when something misspelt is first met."""
        self.vocabulary.prepare()
        self.phonetic_indexes  # noqa: B018 - sorted when first asked for

    @property
    def phonetic_indexes(self) -> tuple[PhoneticIndex, ...]:
        """Phrases by their sound, of each script whose sounds are known; sorted when first asked for."""
        if self._phonetic_indexes is None:
            phrases: dict[str, list[tuple[str, ...]]] = {use: [] for use in _Use}
            for words in (*((word,) for word in self._of_words), *self._of_phrases):
                if script_of(words[0]) == Script.HAN:
                    meanings = self._meanings(words)
                    is_common = any(one.file == _NOWHERE for one in meanings)
                    phrases[_Use.COMMON if is_common else _use({kind for kind, *_ in meanings})].append(words)
            self._phonetic_indexes = tuple(PhoneticIndex(sounds, **phrases) for sounds in self._sounds)
        return self._phonetic_indexes

    def is_function(self, word: str) -> bool:
        """Whether a canonical word only asks or joins: "who", "of", "said"."""
        meanings = self._meanings((word,))
        return bool(meanings) and all(kind in FUNCTION for kind, *_ in meanings)

    def asks(self, token: str) -> bool:
        """Whether a token by itself is a question word."""
        words = {one.word for one in self.vocabulary.exact(token)} | {token}
        return any(kind == MeaningKind.SLOT for one in words for kind, *_ in self._meanings((one,)))

    def joins_halves(self, before: str, particle: str, behind: str) -> bool:
        """Whether two characters are a phrase of the record's matters, but for a particle between them."""
        is_matter = any(kind == MeaningKind.CONCEPT for kind, *_ in self._meanings((before, behind)))
        return is_matter and not self._meanings((before, particle))

    def holds_number(self, words: Collection[str]) -> bool:
        """Whether normalised words tell a number, in digits or in words."""
        return not self._numbers.keys().isdisjoint(words) or any(map(str.isdigit, words))

    def value_of(self, word: str) -> float:
        """Give the value of a normalised word or a Chinese character that is a number; 0 for any other."""
        if word in HAN_DIGITS:
            return float(HAN_DIGITS[word])
        return float(word) if word.isdecimal() else self._numbers.get(word, 0.0)

    def is_adverb(self, token: str) -> bool:
        """Whether a token ends as words that tell how something is done; the record has no such word."""
        if len(token) < LEAST_ADVERB or not token.endswith(self._adverbs.get(script_of(token), ())):
            return False
        return all(kind == MeaningKind.OUT_OF_DOMAIN for kind, *_ in self._meanings((token,)))

    def is_surname(self, token: str) -> bool:
        """Whether a character alone is a common surname, so that a person may be meant by what follows."""
        return token in self._surnames

    def is_of_no_account(self, word: str) -> bool:
        """Whether a canonical word by itself is but one of other subjects, or a plain one, or nothing."""
        meanings = self._meanings((word,))
        return all(kind in {MeaningKind.OUT_OF_DOMAIN, *FUNCTION} for kind, *_ in meanings)

    def is_counted(self, token: str) -> bool:
        """Whether a phrase tells how many there are of what a token stands for: "20 years"."""
        return any(one.word in self._counted for one in self.vocabulary.exact(token))

    def recognise(self, typed: Sequence[str], *, fuzzy: bool = True, language: str = "") -> tuple[Item, ...]:
        """Cut tokens into stretches, the longest known phrase first at each place, from left to right.

        Args:
            fuzzy: Whether misspelt words count; off for the record's own texts.
            language: ISO 639 code of the language that they are in, if that is known.
        """
        matches = self._matches(typed, fuzzy=fuzzy, language=language)
        mended = self._mend(typed, matches, language) if language else frozenset[int]()
        items: list[Item] = []
        place = 0
        while place < len(typed):
            alone = None if place in mended else self._alone(typed[place], place)
            item = alone or self._longest(typed, matches, place, fuzzy=fuzzy)
            items.append(item)
            place = item.end
        return tuple(_merge_unknown_han(items))

    def unmeant(self, typed: Sequence[str]) -> dict[int, bool]:
        """Give the places of tokens in Latin letters that mean nothing as they stand, or only name somebody.

        Returns:
            Place → whether it means nothing.
        """
        items = self.recognise(typed, fuzzy=False)
        return {
            place: not item.senses
            for item in items
            if script_of(item.typed) == Script.LATIN and (item.is_name or not item.senses)
            for place in range(item.start, item.end)
        }

    def is_context_free(self, token: str) -> bool:
        """Whether a token of the record's texts is read the same whatever stands beside it."""
        if script_of(token) == Script.HAN:
            return False
        known = self.vocabulary.exact(token)
        begun = [words for one in known for words in self._beginning_with(one.word)]
        return all(len(words) == 1 for words in begun) and (bool(begun) or not known)

    def _alone(self, token: str, place: int) -> Item | None:
        """Give a word that begins no longer phrase: most of a text is such words, many times over."""
        senses = self._senses_alone.get(token)
        if senses is None:
            phrases = self._beginning_with(token)
            if len(phrases) != 1 or len(phrases[0]) > 1 or self.vocabulary.canonical(token) != token:
                return None
            if self._is_a_form_that_begins_more(token):
                return None
            if len(self._senses_alone) >= MOST_REMEMBERED:
                self._senses_alone.clear()
            self._senses_alone[token] = senses = self._senses({phrases[0]: 1.0})
        return Item(token, place, place + 1, senses)

    def _is_a_form_that_begins_more(self, token: str) -> bool:
        """Whether phrases of several words begin with another form of a word: "заместителя министра"."""
        if script_of(token) != Script.CYRILLIC:
            return False
        begun = (words for one in self.vocabulary.kin(token) for words in self._beginning_with(one.word))
        return any(len(words) > 1 and self._is_of_the_record(words) for words in begun)

    def _matches(self, typed: Sequence[str], *, fuzzy: bool, language: str) -> list[tuple[Match, ...]]:
        found = [self.vocabulary.exact(token) for token in typed]
        if fuzzy:
            unknown = [number for number, match in enumerate(found) if not match]
            if len(unknown) > MOST_FUZZY_WORDS:
                unknown = unknown[: FUZZY_OF_NOISE // 2] + unknown[-FUZZY_OF_NOISE // 2 :]
            for number in unknown:
                found[number] = self.vocabulary.approximate(typed[number], language)
            for number, token in enumerate(typed):
                if not found[number] or self.vocabulary.holds(token):  # Most are.
                    continue
                is_of_others = self._only_looks_like_others(found[number])
                if is_of_others or script_of(token) == Script.CYRILLIC:
                    near = self.vocabulary.approximate(token)
                    found[number] += tuple(
                        one
                        for one in near
                        if one.similarity >= NEAR and (is_of_others or self._is_name(one.word))
                    )
        return found

    def _mend(self, typed: Sequence[str], matches: list[tuple[Match, ...]], language: str) -> frozenset[int]:
        """Take what only other languages know for a misspelt word, where one is near; give where that is."""
        mended = set()
        for number, found in enumerate(matches):
            if found and not any(self.vocabulary.is_of(one.word, language) for one in found):
                near = self.vocabulary.approximate(typed[number], language)
                if near and near[0].similarity >= NEAR:
                    matches[number] = near
                    mended.add(number)
        return frozenset(mended)

    def _is_name(self, word: str) -> bool:
        """Whether a word is a speaker's name: "сидов" may be one, though "сидит" has its stem."""
        return any(kind == MeaningKind.SPEAKER for kind, *_ in self._meanings((word,)))

    def _only_looks_like_others(self, found: Sequence[Match]) -> bool:
        """Whether a token that is no known word shares its stem with words of other subjects alone.

        "Chater" may be somebody who chats, or a misspelt charter.
        """
        alone = [self._meanings((one.word,)) for one in found]
        return all(
            meanings and all(kind == MeaningKind.OUT_OF_DOMAIN for kind, *_ in meanings) for meanings in alone
        )

    def _longest(
        self, typed: Sequence[str], matches: Sequence[tuple[Match, ...]], place: int, *, fuzzy: bool
    ) -> Item:
        best = self._phrases(matches, place, fuzzy=fuzzy)
        if not best and matches[place]:
            # Known only as a part of phrases ("организации"): its other forms may stand alone, or go on.
            best = self._phrases(self._with_kin(typed, matches, place), place, fuzzy=fuzzy)
        elif fuzzy and self._may_begin_more(best):
            best = (
                self._of_several(self._phrases(self._with_kin(typed, matches, place), place, fuzzy=False))
                or best
            )
        if not best:
            return Item(typed[place], place, place + 1, ())
        length = len(next(iter(best)))
        if self._tears_apart(matches, place, length):
            best = self._phrases(matches[: place + 1], place, fuzzy=False) or best
            length = len(next(iter(best)))
        return Item(" ".join(typed[place : place + length]), place, place + length, self._senses(best))

    def _tears_apart(self, matches: Sequence[tuple[Match, ...]], place: int, length: int) -> bool:
        """Whether two Chinese characters that only ask or join take the first one of what is spoken of.

        So does "当中" in "当中国的外长", or "论文" in "论文化"; not so where what is left begins a word too.
        Of two that mean nothing, the second may begin a question word: "是从" in "是从哪来的".
        """
        words = tuple(found[0].word if found else "" for found in matches[place : place + 2 * PAIR])
        if length != PAIR or len(words) == PAIR or script_of(words[0]) != Script.HAN:
            return False
        taking = self._meanings(words[:PAIR])
        torn = self._meanings(words[PAIR - 1 : PAIR + 1])
        left = words[PAIR:]
        only_joins = all(kind == MeaningKind.STOP for kind, *_ in taking)
        told = _CONTENT_BESIDES | _ASKING if only_joins else _CONTENT_BESIDES
        return (
            all(kind in FUNCTION for kind, *_ in taking)
            and any(kind in told for kind, *_ in torn)
            and (len(left) < PAIR or not self._meanings(left))
        )

    def _with_kin(
        self, typed: Sequence[str], matches: Sequence[tuple[Match, ...]], place: int
    ) -> list[tuple[Match, ...]]:
        """Give the matches, those of the few tokens from a place on with the other forms of their words."""
        end = place + MOST_KIN
        here = map(self._with_forms, typed[place:end], matches[place:end])
        return [*matches[:place], *here, *matches[end:]]

    def _with_forms(self, token: str, found: tuple[Match, ...]) -> tuple[Match, ...]:
        """Give the words found for a token with their other forms, which are as near as they are."""
        kin = self.vocabulary.kin
        forms = kin(token) or tuple(
            Match(form.word, one.similarity) for one in found for form in kin(one.word)
        )
        return found + forms

    def _may_begin_more(self, found: Mapping[tuple[str, ...], float]) -> bool:
        """Whether what stands at a place is one word of a script with endings, and asks or joins nothing."""
        return any(
            len(words) == 1
            and script_of(words[0]) == Script.CYRILLIC
            and not any(kind in FUNCTION for kind, *_ in self._meanings(words))
            for words in found
        )

    def _of_several(self, found: Mapping[tuple[str, ...], float]) -> dict[tuple[str, ...], float]:
        """Keep the phrases of several words: "заместителя министра" is one in any case."""
        return {
            words: near for words, near in found.items() if len(words) > 1 and self._is_of_the_record(words)
        }

    def _is_of_the_record(self, words: tuple[str, ...]) -> bool:
        """Whether a phrase is a name or a matter of the record."""
        return any(kind in _CONTENT_BESIDES for kind, *_ in self._meanings(words))

    def _senses(self, found: Mapping[tuple[str, ...], float]) -> tuple[Sense, ...]:
        """Give what phrases may mean, the most similar first."""
        senses = [Sense(meaning, near) for words, near in found.items() for meaning in self._meanings(words)]
        if any(sense.meaning.kind == MeaningKind.STOP for sense in senses):
            # "us" is seldom the country.
            senses = [sense for sense in senses if sense.meaning.kind not in NAMES]
        return tuple(sorted(senses, key=lambda sense: -sense.similarity))

    def _phrases(
        self, matches: Sequence[tuple[Match, ...]], place: int, *, fuzzy: bool
    ) -> dict[tuple[str, ...], float]:
        """Find the longest phrases that stand at a place, with the similarity of each.

        Of one with a wrong character and another without that has as many right ones, the other stands there.
        """
        best: dict[tuple[str, ...], float] = {}
        length, is_exact = 0, False
        left = len(matches) - place
        behind = {one.word for one in matches[place + 1]} if left > 1 else frozenset[str]()
        for first in matches[place]:
            may_slip = fuzzy and script_of(first.word) == Script.HAN
            for words in self._beginning_with(first.word):
                size = len(words)
                # Most phrases that begin with a common word end here.
                if size < length or size > left or (size > 1 and not may_slip and words[1] not in behind):
                    continue
                similarity, wrong = (
                    _similarity(words, matches, place, fuzzy=fuzzy) if size > 1 else (first.similarity, None)
                )
                rank = (len(words) - (wrong is not None), wrong is None)
                if not similarity or rank < (length, is_exact):
                    continue
                if wrong is not None and not self._may_be_miswritten(words, matches, place, wrong):
                    continue
                if rank > (length, is_exact):
                    best, (length, is_exact) = {}, rank
                best[words] = max(similarity, best.get(words, 0.0))
        return best

    def _may_be_miswritten(
        self, words: tuple[str, ...], matches: Sequence[tuple[Match, ...]], place: int, wrong: int
    ) -> bool:
        """Whether a phrase is about something, and what is wrong in it is not a part of a known one."""
        if _use({kind for kind, *_ in self._meanings(words)}) is not _Use.CONTENT:
            return False
        return not any(
            start + len(known) > wrong and _similarity(known, matches, start, fuzzy=False)[0]
            for start in range(place, wrong + 1)
            for first in matches[start]
            for known in self._beginning_with(first.word)
            if len(known) > 1 and start + len(known) <= len(matches)
        )


def _identity(meaning: Meaning) -> tuple[MeaningKind, str, str]:
    """Give what makes two meanings of one phrase the same, wherever they are written."""
    return meaning.kind, meaning.target, meaning.language


def _use(kinds: AbstractSet[str]) -> _Use:
    """Tell what phrases of these kinds are there for."""
    if kinds == {MeaningKind.OUT_OF_DOMAIN}:
        return _Use.OTHERS
    if kinds & _ASKING:
        return _Use.ASKING
    return _Use.FUNCTION if kinds & FUNCTION or not kinds & CONTENT else _Use.CONTENT


def _similarity(
    words: tuple[str, ...], matches: Sequence[tuple[Match, ...]], place: int, *, fuzzy: bool
) -> tuple[float, int | None]:
    """Give the least similarity of a phrase to the tokens at a place, and the place of one that is another.

    The similarity is 0 if it does not stand there.
    """
    least = 1.0
    wrong: int | None = None
    for number, (word, found) in enumerate(
        zip(words, matches[place : place + len(words)], strict=True), place
    ):
        near = 0.0
        for one in found:
            if one.word == word and one.similarity > near:
                near = one.similarity
        if not near:
            if (
                not fuzzy
                or wrong is not None
                or len(words) < LEAST_ONE_WRONG
                or script_of(word) != Script.HAN
            ):
                return 0.0, wrong
            wrong = number
        elif near < least:
            least = near
    return least if wrong is None else least - 1 / len(words), wrong


def _merge_unknown_han(items: Iterable[Item]) -> Iterator[Item]:
    """Join unknown Chinese characters that stand together: they are one unknown word, not several."""
    held: Item | None = None
    for item in items:
        unknown_han = not item.senses and script_of(item.typed) == Script.HAN
        if unknown_han and held is not None:
            held = Item(held.typed + item.typed, held.start, item.end, ())
            continue
        if held is not None:
            yield held
            held = None
        if unknown_han:
            held = item
        else:
            yield item
    if held is not None:
        yield held
