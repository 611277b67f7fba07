"""Which entry holds which meanings, and how far: kept in arrays, as a dict for each entry took 2 KiB."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import TypeVar

from knowledge.answering.key import Key

Group = TypeVar("Group", bound=Hashable)

MOST_READ = 4096
"""Entries whose meanings are kept as they were read last; a question looks at some dozens."""
_NUMBERS, _STARTS, _LEVELS = "I", "Q", "B"
"""Type codes of arrays: of four, eight and one byte."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Numbers of keys, row by row.

    Attributes:
        starts: Where each row begins in `held`, and where the last one ends.
    """

    starts: array[int] = field(default_factory=lambda: array(_STARTS, [0]))
    held: array[int] = field(default_factory=lambda: array(_NUMBERS))

    def add(self, row: Iterable[int]) -> None:
        """Add a row behind the others; only while it is built."""
        self.held.extend(row)
        self.starts.append(len(self.held))

    def row(self, number: int) -> array[int]:
        """Give the numbers of one row."""
        return self.held[self.starts[number] : self.starts[number + 1]]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What each entry holds.

    Attributes:
        keys: By number.
        whole: A row for each entry.
        levels: For each number in `whole`, which of the `strengths` it has: there are few, such as 1 and what
            a restatement counts.
        parts: A row for each sentence and restatement.
        parts_of: Which rows of `parts` are an entry's own: where they begin, and where the last ones end.
    """

    keys: tuple[Key, ...]
    whole: Rows
    levels: array[int]
    strengths: tuple[float, ...]
    parts: Rows
    parts_of: array[int]
    _read: dict[int, Mapping[Key, float]] = field(default_factory=dict, compare=False, repr=False)
    _parts_read: dict[int, tuple[frozenset[Key], ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def __reduce__(self) -> tuple[object, ...]:
        """Keep what was built, and not what was read of it since."""
        return Holdings, (self.keys, self.whole, self.levels, self.strengths, self.parts, self.parts_of)

    def of_entry(self, number: int) -> Mapping[Key, float]:
        """Give how far an entry speaks of each meaning that it holds, 0..1."""
        read = self._read.get(number)
        if read is None:
            if len(self._read) >= MOST_READ:
                self._read.clear()
            start, end = self.whole.starts[number], self.whole.starts[number + 1]
            held = map(self.keys.__getitem__, self.whole.held[start:end])
            near = map(self.strengths.__getitem__, self.levels[start:end])
            self._read[number] = read = MappingProxyType(dict(zip(held, near, strict=True)))
        return read

    def parts_of_entry(self, number: int) -> tuple[frozenset[Key], ...]:
        """Give the meanings of each sentence and restatement of an entry; empty where there is but one."""
        read = self._parts_read.get(number)
        if read is None:
            if len(self._parts_read) >= MOST_READ:
                self._parts_read.clear()
            rows = map(self.parts.row, range(self.parts_of[number], self.parts_of[number + 1]))
            read = tuple(frozenset(map(self.keys.__getitem__, row)) for row in rows)
            self._parts_read[number] = read
        return read

    def count(self) -> int:
        """Count the entries that hold anything."""
        return sum(start < end for start, end in pairwise(self.whole.starts))

    def frequencies(self) -> Mapping[Key, int]:
        """Count the entries that hold each key."""
        return {self.keys[number]: times for number, times in Counter(self.whole.held).items()}

    def postings(self, among: Iterable[int]) -> Mapping[Key, Sequence[int]]:
        """Give which of some entries hold each key, in order."""
        found = grouped((held, number) for number in among for held in self.whole.row(number))
        return MappingProxyType({self.keys[held]: numbers for held, numbers in found.items()})


def grouped(pairs: Iterable[tuple[Group, int]]) -> Mapping[Group, Sequence[int]]:
    """Give the numbers of each group, in order."""
    found: dict[Group, array[int]] = {}
    for group, number in pairs:
        numbers = found.get(group)
        if numbers is None:
            found[group] = array(_NUMBERS, (number,))
        else:
            numbers.append(number)
    return MappingProxyType(found)


class Packer:
    """Packs what entries hold, one after the other; the keys get their numbers as they are met."""

    def __init__(self) -> None:
        self._numbers: dict[Key, int] = {}
        self._keys: list[Key] = []
        self._whole, self._parts = Rows(), Rows()
        self._levels, self._level_of = array(_LEVELS), dict[float, int]()
        self._parts_of = array(_STARTS, [0])

    def number(self, key: Key) -> int:
        """Give the number of a key, a new one if it has none yet."""
        number = self._numbers.get(key)
        if number is None:
            self._numbers[key] = number = len(self._keys)
            self._keys.append(key)
        return number

    def key(self, number: int) -> Key:
        """Give the key that has a number."""
        return self._keys[number]

    def add(self, strengths: Mapping[int, float], parts: Sequence[Iterable[int]] = ()) -> None:
        """Add what the next entry holds.

        Args:
            strengths: How far, 0..1, by the number of the key.
            parts: The numbers of the keys in each of its sentences and restatements.
        """
        self._whole.add(strengths)
        for strength in strengths.values():
            if strength not in self._level_of:
                self._level_of[strength] = len(self._level_of)
        self._levels.extend(map(self._level_of.__getitem__, strengths.values()))
        for part in parts:
            self._parts.add(part)
        self._parts_of.append(len(self._parts.starts) - 1)

    def packed(self) -> Holdings:
        """Give what was added."""
        strengths = tuple(self._level_of)
        return Holdings(tuple(self._keys), self._whole, self._levels, strengths, self._parts, self._parts_of)
