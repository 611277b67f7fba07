"""What people do to a question on its way: a slip of the finger, words in another order, politeness.

The same for the same question and seed, so that a figure over them moves only when an answer does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from knowledge.record.goals import Mutation
from knowledge.record.golden import GoldenQuestion

SEED = 20040115
LEAST_LETTERS = 5
"""Shorter words are not misspelt: one letter of "who" makes another word of it."""
LEAST_WORDS = 3
_FIRST_WIDE = 0x2E80
"""From here on, Unicode has scripts in which one sign is a word, or half of one."""
_POLITE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (("please tell me:", ""), ("hi!", "thanks!"), ("", "please"), ("sorry to bother you, but", "")),
    "ru": (("подскажите, пожалуйста:", ""), ("здравствуйте!", "спасибо!"), ("", "пожалуйста")),
    "zh": (("请问", ""), ("你好，", ""), ("", "谢谢")),
}

Happening = Callable[[str, str, Random], str]
"""Question, language and random numbers → the question as it arrives; itself where nothing can happen."""


def mutated(question: GoldenQuestion, kind: Mutation, language: str) -> GoldenQuestion | None:
    """Give the question as it arrives; None if nothing of the kind can happen to it."""
    text = question.turns[-1].text
    found = _HAPPENINGS[kind](text, language, _rng(f"{SEED} {kind} {text}"))
    return None if found == text else question.asking(found)


def _rng(seed: str) -> Random:
    return Random(seed)  # noqa: S311 - must be the same each time; nothing secret hangs on it


def misspelt(text: str, _language: str, rng: Random) -> str:
    """Slip once, in one of the longer words: a letter left out, typed twice, or before its neighbour."""
    words = text.split(" ")
    long = [number for number, word in enumerate(words) if _can_be_misspelt(word)]
    if not long:
        return text
    number = rng.choice(long)
    word = words[number]
    place = rng.randrange(1, len(word) - 1)
    words[number] = rng.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )
    )
    return " ".join(words)


def reordered(text: str, _language: str, rng: Random) -> str:
    """Let two neighbouring words change places."""
    words = text.split(" ")
    if len(words) < LEAST_WORDS:
        return text
    place = rng.randrange(len(words) - 1)
    words[place], words[place + 1] = words[place + 1], words[place]
    return " ".join(words)


def polite(text: str, language: str, rng: Random) -> str:
    """Say it with a polite word before or behind, in a language that we know some of."""
    if language not in _POLITE:
        return text
    before, behind = rng.choice(_POLITE[language])
    return " ".join(part for part in (before, text, behind) if part)


def _can_be_misspelt(word: str) -> bool:
    return len(word) >= LEAST_LETTERS and word.isalpha() and all(ord(sign) < _FIRST_WIDE for sign in word)


_HAPPENINGS: Mapping[Mutation, Happening] = {
    Mutation.TYPOS: misspelt,
    Mutation.WORD_ORDER: reordered,
    Mutation.POLITENESS: polite,
}
