"""How the characters of a script sound that does not spell, in Latin letters without tones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

MOST_LETTERS = 6
"""Of one syllable."""


class Sounds:
    """Characters by sound.

    Args:
        characters: Each sound, such as "zhang", with the characters that have it.
        alike: Letters that count as others: people speak with an accent, and type as they speak.
    """

    def __init__(self, characters: Mapping[str, str], alike: Mapping[str, str]) -> None:
        self._alike = dict(alike)
        folded: dict[str, dict[str, None]] = defaultdict(dict)
        for sound, those in characters.items():
            for character in those:
                folded[character][self.folded(sound)] = None
        # Thousands of characters have a few hundred sounds: each is kept once.
        kept: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._of = {
            character: kept.setdefault(tuple(those), tuple(those)) for character, those in folded.items()
        }
        self._syllables = frozenset(characters)

    def folded(self, sound: str) -> str:
        """Give a sound as it counts."""
        for letters, instead in self._alike.items():
            sound = sound.replace(letters, instead)
        return sound

    def of(self, character: str) -> tuple[str, ...]:
        """Give the sounds of a character as they count; its own self where none is known."""
        return self._of.get(character, (character,))

    def syllables(self, token: str) -> tuple[str, ...]:
        """Cut a token in Latin letters into the fewest syllables; empty if it can't be."""
        best: list[tuple[str, ...] | None] = [()]
        for end in range(1, len(token) + 1):
            shortest: tuple[str, ...] | None = None
            for start in range(max(0, end - MOST_LETTERS), end):
                before = best[start]
                if before is None or token[start:end] not in self._syllables:
                    continue
                if shortest is None or len(before) + 1 < len(shortest):
                    shortest = (*before, token[start:end])
            best.append(shortest)
        return best[-1] or ()
