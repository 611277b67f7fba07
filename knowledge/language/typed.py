"""What was typed, in the tokens that were meant: by which keyboard, script, sound and spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from knowledge.language.keyboard import on_right_keyboard
from knowledge.language.lexicon import Lexicon
from knowledge.language.spacing import is_mendable, respace
from knowledge.language.transliteration import in_own_script
from knowledge.language.vocabulary import Vocabulary
from knowledge.normalise import script_of, tokens

MOST_TOKENS = 50
"""Of longer texts the beginning and the end are read: what is longer is noise."""
MOST_CHARACTERS = 100
"""The same of a text that begins in Chinese, where every character is a token."""
MOST_LETTERS = 1_200
"""The same in characters, before they are looked at one by one; enough for twice as many words."""
_NUMBERED = re.compile(r"(?<=\d)(?=[^\W\d]{3})")
"""Not in "15th" or "2024г"."""
_CLAUSE_ENDS = re.compile(r"[.,;:!?…\n()—。，、；：！？]+(?=\s|$|[^\x00-\x7f])|\n")


def tokens_meant(text: str, lexicon: Lexicon) -> tuple[list[str], list[int]]:
    """Give the tokens of a text as they were meant, and the number of the clause of each."""
    if len(text) > MOST_LETTERS:
        text = f"{text[: MOST_LETTERS // 2]}\n{text[-MOST_LETTERS // 2 :]}"
    vocabulary = lexicon.vocabulary
    cut = [(part, number) for word, number in _cut(text) for part in _numbered(word, vocabulary)]
    switched = on_right_keyboard(text, [word for word, _ in cut], vocabulary, lexicon.keyboards)
    if switched is not None:
        cut = _cut(switched)
    written = in_own_script([word for word, _ in cut], vocabulary, lexicon.transliterations)
    cut = [(word, number) for word, (_, number) in zip(written, cut, strict=True)]
    mendable = is_mendable(written, vocabulary)
    typed: list[str] = []
    clauses: list[int] = []
    for number, clause in groupby(cut, key=itemgetter(1)):
        words = _heard([word for word, _ in clause], lexicon)
        if mendable:
            words = respace(words, vocabulary, is_function=lexicon.is_function)
        typed.extend(words)
        clauses.extend([number] * len(words))
    return typed, clauses


def _cut(text: str) -> list[tuple[str, int]]:
    """Cut a text into tokens, each with the number of its clause."""
    cut = [(word, number) for number, one in enumerate(_CLAUSE_ENDS.split(text)) for word in tokens(one)]
    if len(cut) <= MOST_TOKENS:
        return cut
    most = MOST_CHARACTERS if script_of(cut[0][0]) == "han" else MOST_TOKENS
    return cut if len(cut) <= most else cut[: most // 2] + cut[-most // 2 :]


def _numbered(word: str, vocabulary: Vocabulary) -> list[str]:
    """Part a number from the word that was typed right behind it, if nobody knows both as one."""
    if not word[0].isdigit() or vocabulary.exact(word):
        return [word]
    return _NUMBERED.split(word)


def _heard(words: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Give words as they are, or as they sound where they make no sense."""
    if all(map(lexicon.vocabulary.exact, words)) and not any(script_of(word) == "han" for word in words):
        return tuple(words)
    for heard in lexicon.heard:
        words = heard.written(words, lexicon.vocabulary)
        plain = [lexicon.vocabulary.canonical(word) for word in words]
        mended = zip(words, plain, heard.mended(plain), strict=True)
        words = tuple(typed if meant == spelt else meant for typed, spelt, meant in mended)
    return tuple(words)
