"""What happens to questions on their way: slips of fingers, other keyboards, lost spaces, much politeness."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from benchmarks.generator import misspell
from knowledge.normalise import tokens
from knowledge.record.golden import GoldenQuestion
from knowledge.record.kinds import MeaningKind
from knowledge.snapshot import Snapshot

_NAMED = (MeaningKind.SPEAKER, MeaningKind.COUNTRY, MeaningKind.ORGANISATION)
LEAST_LETTERS = 5
"""Shorter words are left alone: three edits would leave nothing of them."""
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_CYRILLIC = str.maketrans(
    {
        "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "ж",
        "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т",
        "u": "у", "v": "в", "w": "в", "x": "кс", "y": "и", "z": "з",
    }
)  # fmt: skip
_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i",
        "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
        "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
        "ь": "", "э": "e", "ю": "yu", "я": "ya",
    }
)  # fmt: skip
_QWERTY, _JCUKEN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю"
_BEFORE = ("hi there, sorry to bother you, but", "good evening! could you please tell me,", "hey, quick one:")
_BEHIND = ("thanks a lot in advance!", "many thanks and best wishes from my class", "pls, it is urgent :)")

WordEdit: TypeAlias = Callable[[str, Random], str]


@dataclass(frozen=True, slots=True)
class Marked:
    """A question with its words told apart.

    Attributes:
        names: Numbers of the words that name a speaker, a country or an organisation.
        content: Numbers of the other words that say what it is about.
    """

    question: GoldenQuestion
    words: tuple[str, ...]
    names: frozenset[int]
    content: frozenset[int]

    def edited(self, numbers: frozenset[int], edit: WordEdit, rng: Random) -> GoldenQuestion:
        """Edit some words, each if it is long enough."""
        words = [
            edit(word, rng) if number in numbers and len(word) >= LEAST_LETTERS else word
            for number, word in enumerate(self.words)
        ]
        return self.question.asking(" ".join(words))


def marked(question: GoldenQuestion, snapshot: Snapshot) -> Marked:
    """Tell names from other words, as the bot does when nothing is misspelt."""
    words = tuple(question.text.split())
    items = snapshot.lexicon.recognise(tokens(question.text), fuzzy=False)
    named = {word for item in items if item.of(*_NAMED) for word in item.typed.split()}
    about = {word for item in items if item.is_content for word in item.typed.split()} - named
    return Marked(
        question,
        words,
        frozenset(number for number, word in enumerate(words) if not named.isdisjoint(tokens(word))),
        frozenset(number for number, word in enumerate(words) if not about.isdisjoint(tokens(word))),
    )


def dropped(word: str, rng: Random) -> str:
    """Leave a letter out."""
    place = rng.randrange(len(word))
    return word[:place] + word[place + 1 :]


def doubled(word: str, rng: Random) -> str:
    """Type a letter twice."""
    place = rng.randrange(len(word))
    return word[:place] + word[place] + word[place:]


def swapped(word: str, rng: Random) -> str:
    """Swap two neighbouring letters."""
    place = rng.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def neighbouring_key(word: str, rng: Random) -> str:
    """Hit the key beside the right one."""
    places = [place for place, letter in enumerate(word.lower()) if any(letter in row for row in _KEYBOARD)]
    if not places:
        return word
    place = rng.choice(places)
    row = next(row for row in _KEYBOARD if word[place].lower() in row)
    key = row.index(word[place].lower())
    beside = rng.choice(row[max(0, key - 1) : key] + row[key + 1 : key + 2])
    return word[:place] + beside + word[place + 1 :]


def edits(count: int) -> WordEdit:
    """Edit a word so many times at random."""
    return lambda word, rng: misspell(word, rng, count)


def in_cyrillic(word: str, _: Random) -> str:
    """Write a Latin name letter by letter in Cyrillic."""
    return word.lower().translate(_CYRILLIC)


Damage: TypeAlias = Callable[[Sequence[Marked], Random], list[GoldenQuestion]]


def _words(edit: WordEdit) -> Damage:
    return lambda asked, rng: [one.edited(one.names | one.content, edit, rng) for one in asked]


def _texts(edit: Callable[[str, Random], str]) -> Damage:
    return lambda asked, rng: [one.question.asking(edit(one.question.text, rng)) for one in asked]


def _without_a_space(text: str, rng: Random) -> str:
    places = [place for place, letter in enumerate(text) if letter == " "]
    if not places:
        return text
    place = rng.choice(places)
    return text[:place] + text[place + 1 :]


def _polite(text: str, rng: Random) -> str:
    return f"{rng.choice(_BEFORE)} {text} {rng.choice(_BEHIND)}"


def _typed_with(keys: str, instead: str) -> Damage:
    return _texts(lambda text, _: text.lower().translate(str.maketrans(keys, instead)))


LATIN_KINDS: Mapping[str, Damage] = {
    "a letter dropped in each word": _words(dropped),
    "a letter doubled": _words(doubled),
    "two letters swapped": _words(swapped),
    "a neighbouring key": _words(neighbouring_key),
    "a space missing": _texts(_without_a_space),
    "no spaces at all": _texts(lambda text, _: text.replace(" ", "")),
    "capitals": _texts(lambda text, _: text.upper()),
    "names written in Cyrillic": lambda asked, rng: [
        one.edited(one.names, in_cyrillic, rng) for one in asked
    ],
    "among politeness and noise": _texts(_polite),
    "on the Russian keyboard": _typed_with(_QWERTY, _JCUKEN),
}
CYRILLIC_KINDS: Mapping[str, Damage] = {
    "Russian in Latin letters": _texts(lambda text, _: text.lower().translate(_LATIN)),
    "Russian on the English keyboard": _typed_with(_JCUKEN, _QWERTY),
}
