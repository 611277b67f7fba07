"""The commonest words of a language, as the wordfreq package counted them."""

from __future__ import annotations

from functools import cache

from knowledge.normalise import Script, script_of, tokens
from knowledge.record.pack import Language

MOST = 6_000
"""Words of one language; with more or fewer, more is answered wrongly: docs/decisions/0011."""
LEAST_LETTERS = 4
"""Of a word in an alphabet: a shorter one is as often a word of another language ("pro")."""
LEAST_CHARACTERS = 2
"""Of a Chinese word: nearly every single character is a part of others."""


def common_words(language: Language) -> tuple[str, ...]:
    """Give a language's commonest words in its own script, commonest first; none where nobody counted."""
    return _counted(language.code, language.script)


@cache
def _counted(code: str, script: Script) -> tuple[str, ...]:
    """Read the list, the same for every record.

    The package is imported when a record is built, not when one is loaded that was built before.
    """
    import wordfreq  # noqa: PLC0415 - takes a third of a second

    if code not in wordfreq.available_languages("small"):
        return ()
    counted = wordfreq.top_n_list(code, MOST, "small")
    return tuple(word for word in counted if _counts(word, script))


def _counts(word: str, script: Script) -> bool:
    parts = tokens(word)
    if not parts or any(script_of(part) != script for part in parts):
        return False
    if script == Script.HAN:
        return len(parts) >= LEAST_CHARACTERS
    return len(parts) == 1 and len(parts[0]) >= LEAST_LETTERS
