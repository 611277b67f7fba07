"""The words of plain commands, read from one YAML file per language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias, cast

import yaml

from handlers.spoken.command import Meaning
from handlers.texts import LANGUAGES, PLAIN_YAML
from knowledge.normalise import Script, script_of, tokens

Phrase: TypeAlias = tuple[str, ...]
Lightness: TypeAlias = Literal["light", "dark"]
LEAST_MISSPELT = 4
"""Letters of the shortest word that is known though it is misspelt."""


@dataclass(frozen=True, slots=True)
class Words:
    """What words of one language mean in a plain command.

    Attributes:
        meanings: Phrase, in tokens → what it means.
        languages: Phrase that names a language → its code; "" if the interface does not speak it.
        known: All words of the phrases.
        carrying: Those of phrases that may stand beside words of no table: "a card of …", "send me …".
        spelt: Words that are known even if they are misspelt.
        longest: Tokens of the longest phrase.
    """

    language: str
    script: Script
    meanings: Mapping[Phrase, Meaning]
    languages: Mapping[Phrase, str]
    known: frozenset[str]
    carrying: frozenset[str]
    spelt: tuple[str, ...]
    longest: int


@cache
def load_words() -> tuple[Words, ...]:
    """Read the words of every language that has a file of them."""
    return tuple(
        _read(language) for language in LANGUAGES if (files(__package__) / f"{language}.yaml").is_file()
    )


_THEMES: Mapping[Meaning, Lightness] = {Meaning.DARK: "dark", Meaning.LIGHT: "light"}


def theme_in(text: str) -> tuple[Lightness | None, str]:
    """Give how light a card is wanted, if that is said, and the rest: "Lavrov" of "Lavrov in dark"."""
    named = {
        phrase: _THEMES[meaning]
        for words in load_words()
        for phrase, meaning in words.meanings.items()
        if meaning in _THEMES
    }
    pieces = text.split()
    for length in range(min(len(pieces), max(map(len, named))), 0, -1):
        for start in range(len(pieces) - length + 1):
            theme = named.get(tokens(" ".join(pieces[start : start + length])))
            if theme is not None:
                return theme, " ".join((*pieces[:start], *pieces[start + length :]))
    return None, text


def _read(language: str) -> Words:
    text = (files(__package__) / f"{language}.yaml").read_text(encoding="utf-8")
    raw = cast("dict[str, list[str] | dict[str, list[str]]]", yaml.load(text, Loader=PLAIN_YAML))  # noqa: S506 - safe
    languages = cast("dict[str, list[str]]", raw.pop("language_names"))
    listed = cast("dict[str, list[str]]", raw)
    codes = {
        tokens(name): code if code in LANGUAGES else "" for code, names in languages.items() for name in names
    }
    meanings = {tokens(phrase): Meaning(key) for key, phrases in listed.items() for phrase in phrases}
    meanings |= dict.fromkeys(codes, Meaning.LANGUAGE_NAME)
    known = frozenset(word for phrase in meanings for word in phrase)
    carrying = frozenset(word for phrase, meaning in meanings.items() if meaning.carries for word in phrase)
    spelt = tuple(
        sorted(word for word in known if len(word) >= LEAST_MISSPELT and script_of(word) != Script.HAN)
    )
    script = script_of(tokens(listed["help"][0])[0])
    return Words(language, script, meanings, codes, known, carrying, spelt, max(map(len, meanings)))
