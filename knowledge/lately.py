"""What came of texts lately: many people ask in the same words, and the words are read once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Value = TypeVar("Value")

MOST = 2048
"""Values of a generation, of which there are two; a question with its answer takes some five kibibytes."""


@dataclass(slots=True, eq=False)
class Lately:
    """Values that are dear to make and the same for everybody, kept while they are in use.

    Two generations, as in a cache by second chance: what is used again moves to the young one, and what was
    not used for two ages is gone. So what somebody typed is gone two ages after it was typed last.
    """

    _young: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    _old: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Give the value of a key, made anew if it was not used lately.

        Args:
            key: Whatever the value depends on, and a name of its kind, if there are several.
        """
        value: Value
        if key in self._young:
            value = self._young[key]
            return value
        value = self._old.pop(key) if key in self._old else make()
        if len(self._young) >= MOST:
            self.age()
        self._young[key] = value
        return value

    def age(self) -> None:
        """Drop what was not used since the last time."""
        self._young, self._old = {}, self._young

    def forget(self) -> None:
        """Drop all."""
        self._young, self._old = {}, {}

    def __reduce__(self) -> tuple[type[Lately], tuple[()]]:
        """Leave out what is kept: it is this process's own."""
        return Lately, ()
