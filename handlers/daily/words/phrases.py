"""The words people use for times, days and places, read from one YAML file per language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeAlias, cast

import yaml

from handlers.texts import LANGUAGES, PLAIN_YAML


class Sound(StrEnum):
    """How a message comes."""

    SILENT = "silent"
    LOUD = "loud"


class Daypart(StrEnum):
    """A part of the day, of a clock of twelve hours."""

    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"


_Nested: TypeAlias = Mapping[str, "str | list[str] | list[list[str]] | Mapping[str, str | list[str]]"]
_JOINTS = str.maketrans({**dict.fromkeys("-‐–.", " "), **dict.fromkeys("'’ʻ‘`", ""), "ё": "е", "Ё": "е"})
_MARKED = re.compile(r"[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]")
_CJK = re.compile(r"[\u3400-\u9fff、]")


@dataclass(frozen=True, slots=True)
class Phrases:
    """All languages' words together: who asks in one may write a word of another.

    Attributes:
        called: What the daily quote is called.
        counted: What a number before it counts, and is no hour: "one quote".
        before_hour: Phrase before an hour → minutes to add to it.
        before_ordinal: The same before an hour's ordinal, as in Russian "половина восьмого".
        after_hour: Phrase after an hour → minutes.
        weekdays: Word → weekday, 0 is Monday.
        day_groups: Words → weekdays.
        exceptions: Words behind which days are left out.
        languages: "in Russian" → code of that language of the interface.
        frequencies: Words for how often, "#" standing for any number → "often" and its like.
        orders: Words that are no wish but an order → "stop", "pause" or "resume".
        farewells: What ends the daily quote even without a command.
        loudness: Words → how it is to come.
        places: Name → zone and the name that is shown.
        countries: ISO 3166 code and a name that CLDR does not have.
        main_zones: ISO 3166 code of a country → the zone meant by the country's name.
        abbreviations: Abbreviation of a time that the IANA database does not have → zones.
    """

    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    hour_marks: tuple[str, ...]
    minute_marks: tuple[str, ...]
    called: tuple[str, ...]
    counted: tuple[str, ...]
    dayparts: Mapping[str, Daypart]
    whole_times: Mapping[str, str]
    before_hour: Mapping[str, int]
    before_ordinal: Mapping[str, int]
    after_hour: Mapping[str, int]
    weekdays: Mapping[str, int]
    day_groups: Mapping[str, frozenset[int]]
    ranges: tuple[str, ...]
    exceptions: tuple[str, ...]
    languages: Mapping[str, str]
    fillers: frozenset[str]
    frequencies: Mapping[str, str]
    orders: Mapping[str, str]
    farewells: tuple[str, ...]
    loudness: Mapping[str, Sound]
    places: Mapping[str, tuple[str, str]]
    countries: tuple[tuple[str, str], ...]
    main_zones: Mapping[str, str]
    abbreviations: Mapping[str, tuple[str, ...]]


def load_phrases() -> Phrases:
    """Read the words of every language."""
    return reduce(_merged, (_read(language) for language in LANGUAGES if _file(language).is_file()))


def plain(text: str) -> str:
    """Bring a text into the spelling of the words: compatible characters, lower case, ё as it is written."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())


def folded(name: str) -> str:
    """Bring a name of a place to what is compared: plain, without marks over Latin letters, hyphens, dots."""
    if name.isascii():
        return " ".join(name.translate(_JOINTS).casefold().split())
    bare = _without_marks(name) if _MARKED.search(name) else name
    return plain(bare.translate(_JOINTS))


def _without_marks(name: str) -> str:
    """Take marks from Latin letters: "Ürümqi" is typed "Urumqi"; Cyrillic й is a letter of its own."""
    letters = (unicodedata.normalize("NFD", letter) for letter in unicodedata.normalize("NFC", name))
    return "".join(one[0] if one[0].isascii() else unicodedata.normalize("NFC", one) for one in letters)


def alternatives(words: Iterable[str]) -> str:
    """Give a pattern for any of the words, longest first, whole words where the script has spaces."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "(?:" + "|".join(_whole(word) for word in ordered) + ")" if ordered else r"(?!)"


def _whole(word: str) -> str:
    escaped = re.escape(word)
    if _CJK.search(word):
        return escaped
    # A digit may touch a word: "8pm", "9ч".
    start = r"(?<![^\W\d_])" if word[0].isalpha() else ""
    end = r"(?!\w)" if word[-1].isalnum() else ""
    return f"{start}{escaped}{end}"


def _file(language: str) -> Traversable:
    """Give where a language's words stand; the names of its cities and countries are known without."""
    return files(__package__) / f"{language}.yaml"


def _read(language: str) -> Phrases:
    text = _file(language).read_text(encoding="utf-8")
    raw = cast("_Nested", yaml.load(text, Loader=PLAIN_YAML))  # noqa: S506 - safe
    return Phrases(
        numbers=_counts(raw["numbers"]),
        ordinals=_counts(raw["ordinals"]),
        hour_marks=_words(raw["hour_marks"]),
        minute_marks=_words(raw["minute_marks"]),
        called=_words(raw["called"]),
        counted=_words(raw["counted"]),
        dayparts={word: Daypart(part) for word, part in _turned(raw["dayparts"]).items()},
        whole_times=cast("Mapping[str, str]", raw["whole_times"]),
        before_hour=_counts(raw["before_hour"]),
        before_ordinal=_counts(raw["before_ordinal"]),
        after_hour=_counts(raw["after_hour"]),
        weekdays={word: day for day, words in enumerate(raw["weekdays"]) for word in words},
        day_groups={word: frozenset(map(int, days)) for word, days in _turned(raw["day_groups"]).items()},
        ranges=_words(raw["ranges"]),
        exceptions=_words(raw["exceptions"]),
        languages=_turned(raw["languages"]),
        fillers=frozenset(_words(raw["fillers"])),
        frequencies=_turned(raw["frequencies"]),
        orders=_turned(raw["orders"]),
        farewells=_words(raw["farewells"]),
        loudness={word: Sound(how) for word, how in _turned(raw["loudness"]).items()},
        places=_places(raw["places"]),
        countries=tuple(
            (code, name)
            for code, names in cast("Mapping[str, list[str]]", raw["countries"]).items()
            for name in names
        ),
        main_zones=cast("Mapping[str, str]", raw["main_zones"]),
        abbreviations={
            plain(name): tuple(zones)
            for name, zones in cast("Mapping[str, list[str]]", raw["abbreviations"]).items()
        },
    )


def _counts(value: object) -> dict[str, int]:
    return {plain(word): int(count) for word, count in cast("Mapping[str, str]", value).items()}


def _words(value: object) -> tuple[str, ...]:
    return tuple(plain(word) for word in cast("list[str]", value))


def _turned(value: object) -> dict[str, str]:
    """Turn thing → words into word → thing."""
    lists = cast("Mapping[str, list[str]]", value)
    return {plain(word): thing for thing, words in lists.items() for word in words}


def _places(value: object) -> dict[str, tuple[str, str]]:
    """Read zone → shown name → names into name → zone and shown name."""
    zones = cast("Mapping[str, Mapping[str, list[str]]]", value)
    return {
        folded(name): (zone, shown)
        for zone, by_shown in zones.items()
        for shown, names in by_shown.items()
        for name in (shown, *names)
    }


def _merged(one: Phrases, other: Phrases) -> Phrases:
    return Phrases(
        numbers={**other.numbers, **one.numbers},
        ordinals={**other.ordinals, **one.ordinals},
        hour_marks=one.hour_marks + other.hour_marks,
        minute_marks=one.minute_marks + other.minute_marks,
        called=one.called + other.called,
        counted=one.counted + other.counted,
        dayparts={**other.dayparts, **one.dayparts},
        whole_times={**other.whole_times, **one.whole_times},
        before_hour={**other.before_hour, **one.before_hour},
        before_ordinal={**other.before_ordinal, **one.before_ordinal},
        after_hour={**other.after_hour, **one.after_hour},
        weekdays={**other.weekdays, **one.weekdays},
        day_groups={**other.day_groups, **one.day_groups},
        ranges=one.ranges + other.ranges,
        exceptions=one.exceptions + other.exceptions,
        languages={**other.languages, **one.languages},
        fillers=one.fillers | other.fillers,
        frequencies={**other.frequencies, **one.frequencies},
        orders={**other.orders, **one.orders},
        farewells=one.farewells + other.farewells,
        loudness={**other.loudness, **one.loudness},
        places={**other.places, **one.places},
        countries=one.countries + other.countries,
        main_zones={**other.main_zones, **one.main_zones},
        abbreviations={**other.abbreviations, **one.abbreviations},
    )
