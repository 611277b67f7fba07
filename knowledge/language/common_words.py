"""The commonest words of a language, as the wordfreq package counted them."""

from __future__ import annotations

from knowledge.normalise import Script, script_of, tokens
from knowledge.record.pack import Language

MOST = 6_000
"""Words of one language; with more or fewer, more is answered wrongly: docs/decisions/0011."""
LEAST_LETTERS = 4
"""Of a word in an alphabet: a shorter one is as often a word of another language ("pro")."""
LEAST_CHARACTERS = 2
"""Of a Chinese word: nearly every single character is a part of others."""


def common_words(language: Language) -> tuple[str, ...]:
    """Give the commonest words of a language in its own script, commonest first; none where nobody counted.

    The package is imported when a record is built, not when one is loaded that was built before.
    """
    import wordfreq  # noqa: PLC0415 - takes a third of a second

    if language.code not in wordfreq.available_languages("small"):
        return ()
    counted = wordfreq.top_n_list(language.code, MOST, "small")
    return tuple(word for word in counted if _counts(word, language))


def _counts(word: str, language: Language) -> bool:
    parts = tokens(word)
    if not parts or any(script_of(part) != language.script for part in parts):
        return False
    if language.script == Script.HAN:
        return len(parts) >= LEAST_CHARACTERS
    return len(parts) == 1 and len(parts[0]) >= LEAST_LETTERS
