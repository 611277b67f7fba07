"""Words by how they are spoken: "menshuned" is "mentioned", though half of its letters are others."""

from __future__ import annotations

from collections import defaultdict

from knowledge.normalise import script_of

LEAST_CODE = 3
"""Letters of the shortest code that tells words apart: under a shorter one dozens of them come together."""


class Spoken:
    """Words of English by their Metaphone code.

    Philips, 1990, "Hanging on the Metaphone"; here jellyfish's. Coded when first asked for.
    """

    def __init__(self) -> None:
        self._by_code: dict[str, list[str]] = defaultdict(list)
        self._new: list[str] = []

    def add(self, word: str) -> None:
        """Add a word that is not there yet."""
        if word.isascii() and word.isalpha():
            self._new.append(word)

    def code(self) -> None:
        """Code all words that were not yet, so that no question has to wait for it."""
        for word in self._new:
            self._by_code[_code(word)].append(word)
        self._new.clear()

    def like(self, token: str) -> tuple[str, ...]:
        """Give the words that are spoken like a token."""
        if not token.isascii() or script_of(token) != "latin":
            return ()
        self.code()
        code = _code(token)
        return tuple(self._by_code.get(code, ())) if len(code) >= LEAST_CODE else ()


def _code(word: str) -> str:
    from jellyfish import metaphone  # noqa: PLC0415 - who spells well does not wait for it

    return metaphone(word)
