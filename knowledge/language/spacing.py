"""Words typed without their spaces, or torn apart: "whatdidlavrovsay", "laf rov"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from knowledge.language.neighbourhood import LEAST_FUZZY
from knowledge.language.vocabulary import MOST_TYPED, Vocabulary
from knowledge.normalise import Script, script_of

LEAST_JOINED = 8
"""Shorter tokens are not cut: most of them are one misspelt word."""
PAIR, LEAST_PAIR = 2, 5
"""Two words, one of which only asks or joins, are told apart from this many letters on."""
LEAST_MEAN = 3.2
"""Mean letters of the words a token is cut into; below it the cut is an accident of short words."""
MOST_UNKNOWN = 8
"""Unknown tokens up to which spaces are mended; where hardly a word is known, nothing is to be mended."""
IsFunction = Callable[[str], bool]
JoinsHalves = Callable[[str, str, str], bool]
_PARTICLES = frozenset("了过")


def is_mendable(typed: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether some words of a question are unknown, and few enough that spaces may be what is wrong."""
    return 0 < sum(_unknown(typed, vocabulary)) <= MOST_UNKNOWN


def respace(
    typed: Sequence[str],
    vocabulary: Vocabulary,
    *,
    is_function: IsFunction,
    whole: AbstractSet[str] = frozenset(),
) -> tuple[str, ...]:
    """Cut tokens that are several known words, and join neighbours that only together are one.

    Args:
        is_function: Whether a known word only asks or joins, such as "of" or "who": one of these and another
            word are told apart in shorter tokens ("whoruns").
        whole: Tokens that are written like names: what only asks or joins is none ("Wenbin" in German).
    """
    unknown = _unknown(typed, vocabulary)
    respaced: list[str] = []
    place = 0
    while place < len(typed):
        if unknown[place] and place + 1 < len(typed) and unknown[place + 1]:
            joined = typed[place] + typed[place + 1]
            if _is_word(joined, vocabulary) and not _is_word(typed[place], vocabulary):
                respaced.append(joined)
                place += 2
                continue
        cut = _cut(typed[place], vocabulary, is_function) if unknown[place] else (typed[place],)
        is_name = typed[place] in whole and all(map(is_function, cut))
        respaced.extend((typed[place],) if is_name else cut)
        place += 1
    return tuple(respaced)


def rejoined(typed: tuple[str, ...], joins_halves: JoinsHalves) -> tuple[str, ...]:
    """Take the particle from between the halves of a Chinese verb: "问了好" is "问好".

    Args:
        joins_halves: Whether a particle stands between the halves of what may be spoken of.
    """
    if _PARTICLES.isdisjoint(typed):
        return typed
    return tuple(
        word
        for before, word, behind in zip(("", *typed), typed, (*typed[1:], ""), strict=False)
        if not (word in _PARTICLES and joins_halves(before, word, behind))
    )


def _unknown(typed: Sequence[str], vocabulary: Vocabulary) -> list[bool]:
    return [not vocabulary.exact(token) and script_of(token) != Script.HAN for token in typed]


def _is_word(token: str, vocabulary: Vocabulary) -> bool:
    return bool(vocabulary.exact(token)) or vocabulary.is_near(token)


def _cut(token: str, vocabulary: Vocabulary, is_function: IsFunction) -> tuple[str, ...]:
    if not LEAST_PAIR <= len(token) <= MOST_TYPED or _is_word(token, vocabulary):
        return (token,)
    words = vocabulary.cut(token)
    if len(words) == PAIR and any(map(is_function, words)):
        return words
    if len(token) < LEAST_JOINED or not words or len(token) / len(words) < LEAST_MEAN:
        return (token,)
    return words if max(map(len, words)) >= LEAST_FUZZY else (token,)
