"""What a meaning is found by in the index: its kind, and its id within the kind."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from knowledge.record.kinds import Cue, MeaningKind, Slot

MOST_REMEMBERED = 4096
"""Keys that are kept to be given again; a question has some dozens, mostly those of the questions before."""
MARKS = frozenset({MeaningKind.SLOT, MeaningKind.CUE})
"""Kinds of what only says how is asked."""


class Key(NamedTuple):
    """One meaning; a tuple, as there is one for each word of a record."""

    kind: MeaningKind
    target: str

    @property
    def is_mark(self) -> bool:
        """Whether it is a question word or a cue, and about nothing."""
        return self.kind in MARKS


@lru_cache(maxsize=MOST_REMEMBERED)
def key_of(kind: MeaningKind, target: str) -> Key:
    """Give the key of a meaning: mostly one that is there already, which costs a quarter of a new one."""
    return Key(kind, target)


def cue_key(cue: Cue) -> Key:
    """Give the key of a cue."""
    return key_of(MeaningKind.CUE, cue)


def slot_key(slot: Slot) -> Key:
    """Give the key of a question word."""
    return key_of(MeaningKind.SLOT, slot)
