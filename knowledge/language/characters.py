"""What libraries know of Chinese characters: OpenCC, how they are simplified; pypinyin, how they sound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from knowledge.record.pack import Language

_CHARACTERS = range(0x3400, 0xA000)
"""CJK Unified Ideographs and their first extension, as code points: as texts they took 2 MiB for good."""


def with_known_characters(language: Language) -> Language:
    """Complete a language's tables with what libraries know, if its pack asks for that; its own lines win.

    They are imported when a record is built, not when one is loaded that was built before.
    """
    spellings = {**_simplified(), **language.spellings} if language.simplified else language.spellings
    sounds = _joined(_pinyin(), language.sounds) if language.pinyin else language.sounds
    return replace(language, spellings=spellings, sounds=sounds)


@cache
def _simplified() -> Mapping[str, str]:
    """Give the traditional characters, each with the simplified one; the same for every record."""
    import opencc  # noqa: PLC0415

    written = tuple(map(chr, _CHARACTERS))
    simplified = opencc.OpenCC("t2s").convert("\n".join(written)).split("\n")
    return {one: kept for one, kept in zip(written, simplified, strict=True) if one != kept}


@cache
def _pinyin() -> Mapping[str, str]:
    """Give the sounds without tones, each with the characters of GB 2312 mostly read so, ü written v.

    Rarer characters are left out: nobody types them by mistake.
    """
    from pypinyin import Style, pinyin  # noqa: PLC0415

    sounds: defaultdict[str, str] = defaultdict(str)
    for character in map(chr, _CHARACTERS):
        if character.encode("gb2312", "ignore"):
            sounds[pinyin(character, style=Style.NORMAL)[0][0]] += character
    return dict(sounds)


def _joined(known: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    return {sound: known.get(sound, "") + own.get(sound, "") for sound in {**known, **own}}
