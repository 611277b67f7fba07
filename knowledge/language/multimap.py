"""Words by key, kept small: nine keys in ten have one word."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value", str, tuple[str, ...])


class Multimap(Generic[Key, Value]):
    """Values by key, in the order in which they were added.

    One alone is kept as it is: a list for each of a hundred thousand keys took 15 MiB of the 64 of a record.
    """

    __slots__ = ("_several", "_single")

    def __init__(self) -> None:
        self._single: dict[Key, Value] = {}
        self._several: dict[Key, tuple[Value, ...]] = {}

    def add(self, key: Key, value: Value) -> None:
        """Add a value behind those that the key has."""
        if key in self._several:
            self._several[key] += (value,)
        elif key in self._single:
            self._several[key] = (self._single.pop(key), value)
        else:
            self._single[key] = value

    def get(self, key: Key) -> tuple[Value, ...]:
        """Give the values of a key; empty if it has none."""
        alone = self._single.get(key)
        return self._several.get(key, ()) if alone is None else (alone,)

    def holds(self, key: Key, value: Value) -> bool:
        """Whether a key has a value."""
        return self._single.get(key) == value or value in self._several.get(key, ())
