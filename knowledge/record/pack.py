"""One language's ways of asking, as data: nothing here knows any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.normalise import Script
from knowledge.record.values import Alias


@dataclass(frozen=True, slots=True)
class Language:
    """What languages/<code>.yaml says.

    Attributes:
        stem: Letters a word must keep when an ending is taken off.
        suffixes: Endings, longest first, of a language that Snowball does not know.
        spellings: Letters that are written in two ways, and the one we keep.
        latin: Latin letters, and those of its own script that they stand for.
        roles: Words by role: "stop", "manner:thanks", "out-of-domain", "slot:when", "concept:trust".
        keyboard: Signs on a Latin keyboard, and the letters of its own that the same keys type.
        sounds: Sounds, in Latin letters, and the characters that have them.
        sounds_alike: Letters of a sound, or of a word, and those that they count as; in order.
        simplified: Whether traditional characters count as the simplified ones.
        numbers: Words for two and more, with their value; 0 where the pack does not tell it.
        adverbs: Endings of words that say how something is done, which seldom tell what is spoken of.
        surnames: The commonest of one character.
        pinyin: Whether its characters may be typed by their sound.
        romanised: Whether its words are also typed in Latin letters, with no one way to do so.
    """

    code: str
    name: str
    script: Script
    stem: int
    suffixes: tuple[str, ...]
    spellings: Mapping[str, str]
    latin: Mapping[str, str]
    roles: Mapping[str, tuple[Alias, ...]]
    keyboard: Mapping[str, str] = field(default_factory=dict)
    sounds: Mapping[str, str] = field(default_factory=dict)
    sounds_alike: Mapping[str, str] = field(default_factory=dict)
    simplified: bool = False
    pinyin: bool = False
    romanised: bool = False
    numbers: Mapping[str, float] = field(default_factory=dict)
    adverbs: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
