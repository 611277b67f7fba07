"""Records of any size that look real: words by Zipf's law, a vocabulary that grows as Heaps' law has it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from knowledge.record.values import (
    About,
    Alias,
    Country,
    LocalText,
    Position,
    Quote,
    Record,
    Source,
    Speaker,
    Theme,
    frozen_mapping,
)

WORDS_PER_ENTRY = 40
ENTRIES_PER_SPEAKER = 25
ENTRIES_PER_THEME = 300
HEAPS_K, HEAPS_BETA = 40.0, 0.5
"""Vocabulary = K · words^β; gives 2,530 words at 100 entries and 80,000 at 100,000."""
_ONSETS = [
    "b",
    "c",
    "d",
    "f",
    "g",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "w",
    "z",
    "br",
    "cl",
    "dr",
    "fl",
    "gr",
    "pl",
    "pr",
    "sh",
    "st",
    "th",
    "tr",
]
_NUCLEI = ["a", "e", "i", "o", "u", "ai", "ea", "ie", "io", "ou"]
_CODAS = ["", "", "", "n", "r", "s", "l", "m", "t", "nd", "nt", "st", "ck"]
_NOWHERE = Position("generated.yaml", 1, 1)


@dataclass(frozen=True, slots=True)
class Generated:
    """A record, and its vocabulary with the commonest word first."""

    record: Record
    words: tuple[str, ...]


def generate(entries: int, *, seed: int = 1) -> Generated:
    """Make a record of quotes; the same for the same size and seed."""
    rng = Random(seed)
    count = int(HEAPS_K * (entries * WORDS_PER_ENTRY) ** HEAPS_BETA)
    words = _distinct(count, rng, syllables=(2, 4))
    weights = list(accumulate(1 / rank for rank in range(1, count + 1)))
    names = _distinct(2 * max(8, entries // ENTRIES_PER_SPEAKER), rng, syllables=(3, 4))
    countries = _countries(rng, max(4, min(200, entries // 100)))
    speakers = tuple(
        _speaker(number, f"{first.title()} {last.title()}", rng.choice(countries))
        for number, (first, last) in enumerate(zip(names[::2], names[1::2], strict=True))
    )
    source = Source("generated", _local("Generated"), _local("Nobody"))
    quotes = {}
    for number in range(entries):
        text = " ".join(rng.choices(words, cum_weights=weights, k=WORDS_PER_ENTRY))
        quote = _quote(number, text, speakers[number % len(speakers)], source)
        quotes[quote.id] = quote
    themes = _themes(rng, tuple(quotes), words, max(2, entries // ENTRIES_PER_THEME))
    record = Record(
        about=About(_local("Generated"), _local("nothing"), "en", {}, (1, 1), ()),
        countries=frozen_mapping({country.id: country for country in countries}),
        regions=frozen_mapping({}),
        organisations=frozen_mapping({}),
        speakers=frozen_mapping({speaker.id: speaker for speaker in speakers}),
        themes=frozen_mapping(themes),
        entries=frozen_mapping(quotes),
    )
    return Generated(record, words)


def questions(generated: Generated, count: int, *, seed: int = 2, misspelt: float = 0.3) -> tuple[str, ...]:
    """Ask for entries by six of their words, a share of them with one edit."""
    rng = Random(seed)
    quotes = tuple(generated.record.quotes)
    asked = []
    for _ in range(count):
        words = rng.sample(rng.choice(quotes).published.split(), 6)
        asked.append(" ".join(misspell(word, rng) if rng.random() < misspelt else word for word in words))
    return tuple(asked)


def misspell(word: str, rng: Random, edits: int = 1) -> str:
    """Edit a word: a letter dropped, doubled, swapped with the next, or replaced."""
    for _ in range(edits):
        place = rng.randrange(len(word))
        letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
        word = rng.choice(
            (
                word[:place] + word[place + 1 :],
                word[:place] + word[place] + word[place:],
                word[:place] + word[place + 1 : place + 2] + word[place : place + 1] + word[place + 2 :],
                word[:place] + letter + word[place + 1 :],
            )
        )
    return word or letter


def _distinct(count: int, rng: Random, *, syllables: tuple[int, int]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    while len(found) < count:
        parts = rng.randint(*syllables)
        word = "".join(rng.choice(_ONSETS) + rng.choice(_NUCLEI) for _ in range(parts)) + rng.choice(_CODAS)
        found[word] = None
    return tuple(found)


def _local(text: str) -> LocalText:
    return LocalText(frozen_mapping({"en": text}))


def _alias(text: str) -> Alias:
    return Alias(text, "en", _NOWHERE)


def _countries(rng: Random, count: int) -> tuple[Country, ...]:
    names = _distinct(count, rng, syllables=(3, 4))
    return tuple(
        Country(f"c{number}", _local(name.title()), (_alias(name + "stan"),), "")
        for number, name in enumerate(names)
    )


def _speaker(number: int, name: str, country: Country) -> Speaker:
    aliases = (_alias(name), _alias(name.split()[1]))
    return Speaker(f"s{number}", _local(name), _local("Minister"), _local("2024"), country, aliases)


def _quote(number: int, text: str, speaker: Speaker, source: Source) -> Quote:
    return Quote(
        id=f"q{number}",
        speaker=speaker,
        published=text,
        emendations=(),
        sha256="",
        around=_local(""),
        restatements=(),
        source=source,
        place=_NOWHERE,
        text_place=_NOWHERE,
        order=number,
    )


def _themes(rng: Random, ids: tuple[str, ...], words: tuple[str, ...], count: int) -> dict[str, Theme]:
    return {
        f"t{number}": Theme(
            f"t{number}",
            _local(f"Theme {number}"),
            (_alias(" ".join(rng.sample(words, 2))),),
            tuple(rng.sample(ids, min(len(ids), 20))),
        )
        for number in range(count)
    }
