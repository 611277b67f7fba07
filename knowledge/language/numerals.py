"""Numbers in a question: which year or anniversary, how many years, how many quotes are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.language.lexicon import Item, Lexicon
from knowledge.record.kinds import Cue, Slot

_EXACT = re.compile(r"(?:1[89]|20)\d\d|\d+(?:st|nd|rd|th)")
_CHARACTER = "字"
_PIECES = frozenset("条段句则")
"""Chinese measure words for what somebody said."""
_AMOUNT = re.compile(r"[一二两三四五六七八九十几\d]+(?: 个)?")


@dataclass(frozen=True, slots=True)
class Numerals:
    """Places of the tokens that are numbers, and tell something apart.

    Attributes:
        exact: Of years and ordinals: what was in another year, or on another anniversary, is something else.
        counting: Of numbers before what the record counts otherwise: "15 years".
    """

    exact: frozenset[int]
    counting: frozenset[int]


def find_numerals(typed: Sequence[str], lexicon: Lexicon) -> Numerals:
    """Find the numbers that tell something apart among the tokens of a question."""
    exact = frozenset(place for place, token in enumerate(typed) if _EXACT.fullmatch(token))
    return Numerals(exact, frozenset(_counting(typed, lexicon)) - exact)


def _counting(typed: Sequence[str], lexicon: Lexicon) -> Iterator[int]:
    for place, (token, following) in enumerate(pairwise(typed)):
        if token.isdigit() and lexicon.is_counted(following):
            yield place


def without_amounts(items: Sequence[Item], numerals: Numerals, lexicon: Lexicon) -> Iterator[Item]:
    """Leave out how many quotes are wanted, or how many speakers: "which two speak of …?".

    They are given as they fit.

    A number that counts loses its meaning: were it the record's, it would be known together with what it
    counts, as "20 years" is; and it is no day of a month.
    """
    for before, item, following in zip((None, *items), items, (*items[1:], None), strict=False):
        is_number = item.typed.isdigit() or lexicon.holds_number([item.typed])
        if is_number and following and following.cues & {Cue.SAY, Cue.QUOTES}:
            continue
        if following and following.typed in _PIECES and _AMOUNT.fullmatch(item.typed):
            continue  # "三条关于合作的引语"
        if following and following.typed == _CHARACTER and _AMOUNT.fullmatch(item.typed):
            continue  # "“安全”两个字"
        if before and Slot.WHICH in before.slots and lexicon.holds_number([item.typed]):
            continue
        is_counting = item.end - item.start == 1 and item.start in numerals.counting
        yield replace(item, senses=()) if is_counting else item


def without_other_choices(items: Sequence[Item]) -> Sequence[Item]:
    """Leave out unknown numbers where a known one is the other choice: "the 10th or the 20th?"."""
    is_choice = any(Cue.OR in item.cues for item in items)
    if not is_choice or not any(item.senses and item.typed[0].isdigit() for item in items):
        return items
    return [item for item in items if item.senses or not item.typed[0].isdigit()]
