"""A question typed with the keyboard of another language: "xnj crfpfk kfdhjd", "дфмкщм"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from knowledge.language.vocabulary import LEAST_TELLING, Vocabulary
from knowledge.normalise import Script, script_of, tokens

MENDED_SHARE = 0.6
"""Part of the letters that must stand in known words, and that may not have done so before."""
MOST_JUDGED = 20
"""Words by which a text is judged: who types on has noticed by then."""


class Keyboard:
    """The same keys in Latin and in another script, read both ways.

    Args:
        keys: Signs of the Latin keyboard, lower case, and the letters of the other on the same keys.

    Attributes:
        scripts: In which of them a text may have been typed with the wrong one.
    """

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._script = next((script_of(letter) for letter in keys.values()), Script.LATIN)
        self.scripts = frozenset({Script.LATIN, self._script})
        self._to_own = str.maketrans(dict(keys))
        self._to_latin = str.maketrans({letter: sign for sign, letter in keys.items()})

    def switched(self, text: str) -> str:
        """Give what the same keys would have typed with the other keyboard."""
        lower = text.lower()
        is_own = any(script_of(word) == self._script for word in tokens(lower))
        return lower.translate(self._to_latin if is_own else self._to_own)


def on_right_keyboard(
    text: str, words: Sequence[str], vocabulary: Vocabulary, keyboards: Iterable[Keyboard]
) -> str | None:
    """Give a text as another keyboard would have typed it, where only that makes sense.

    Args:
        text: As it was typed.
        words: Its tokens.
    """
    if not words or _known(words[:MOST_JUDGED], vocabulary) >= 1 - MENDED_SHARE:
        return None
    for keyboard in keyboards:
        if script_of(words[0]) in keyboard.scripts:
            switched = keyboard.switched(text)
            if _known(tokens(switched)[:MOST_JUDGED], vocabulary) >= MENDED_SHARE:
                return switched
    return None


def _known(words: Sequence[str], vocabulary: Vocabulary) -> float:
    """Give the part of the letters that stand in known words, 0..1."""
    letters = sum(map(len, words))
    known = sum(len(word) for word in words if len(word) >= LEAST_TELLING and vocabulary.exact(word))
    return known / letters if letters else 0.0
