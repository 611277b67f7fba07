"""What came of texts lately: many people ask in the same words, and the words are read once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Value = TypeVar("Value")

MOST = 2048
"""Texts of a generation, of which there are two; a question with its answer takes some six kibibytes."""
LONGEST = 200
"""Characters of a text of which something is kept: it may be asked again word by word; letters are not."""


@dataclass(slots=True, eq=False)
class Lately:
    """Values that are dear to make and the same for everybody, kept while they are in use.

    Two generations, as in a cache by second chance: what is used again moves to the young one, and what was
    not used for two ages is gone. So what somebody typed is gone two ages after it was typed last.
    """

    _young: dict[str, dict[Hashable, Any]] = field(default_factory=dict, repr=False)
    _old: dict[str, dict[Hashable, Any]] = field(default_factory=dict, repr=False)

    def get(self, text: str, kind: Hashable, make: Callable[[], Value]) -> Value:
        """Give what comes of a text, made anew if it was not used lately or if the text is long.

        Args:
            kind: Names which of all that comes of it.
        """
        if len(text) > LONGEST:
            return make()
        kept = self._kept(text)
        if kind not in kept:
            kept[kind] = make()
        value: Value = kept[kind]
        return value

    def _kept(self, text: str) -> dict[Hashable, Any]:
        if text in self._young:
            return self._young[text]
        kept = self._old.pop(text, {})
        if len(self._young) >= MOST:
            self.age()
        self._young[text] = kept
        return kept

    def age(self) -> None:
        """Drop what was not used since the last time."""
        self._young, self._old = {}, self._young

    def forget(self) -> None:
        """Drop all."""
        self._young, self._old = {}, {}

    def __reduce__(self) -> tuple[type[Lately], tuple[()]]:
        """Leave out what is kept: it is this process's own."""
        return Lately, ()
