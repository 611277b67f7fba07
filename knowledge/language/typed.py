"""What was typed, in the tokens that were meant: by which keyboard, script, sound and spaces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from knowledge.language.keyboard import on_right_keyboard
from knowledge.language.lexicon import Lexicon
from knowledge.language.spacing import is_mendable, rejoined, respace
from knowledge.language.transliteration import in_own_script
from knowledge.language.vocabulary import Vocabulary
from knowledge.normalise import Script, script_of, tokens

MOST_TOKENS = 50
"""Of longer texts the beginning and the end are read: what is longer is noise."""
MOST_CHARACTERS = 100
"""The same of a text that begins in Chinese, where every character is a token."""
MOST_LETTERS = 1_200
"""The same in characters, before they are looked at one by one; enough for twice as many words."""
_NUMBERED = re.compile(r"(?<=\d)(?=[^\W\d]{3})")
"""Not in "15th" or "2024г"."""
_CLAUSE_ENDS = re.compile(
    r"[.,;:!?…\n()—。，、；：！？]+(?=\s|$|[^\x00-\x7f])|\n|(?<=\s)[+&](?=\s)|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])"
)
_NUMBERING = re.compile(r"(?:^|(?<=\s))\d[.)、]\s*(?=\D)")
"""Before each question of a list: "1. … 2. …"."""
_ASKED_LINE = "?\n"
_SENTENCE_ENDS = frozenset(".!?…\n。！？")
_ASKING_ENDS = frozenset("?？")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
"""Letters with a dot after each: "S.C.O.", "О.О.Н."."""
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_CLITIC = re.compile(r"\b(we|you|they|he|she|it|who|what|that|there)['’](?:ve|ll|d)\b", re.IGNORECASE)
"""Of "we've", "he'd" and the like: without the apostrophe many would be another word."""
_CLITIC_ARE = re.compile(r"\b(we|you|they|who|what|there)['’]re\b", re.IGNORECASE)
_CLITIC_IS = re.compile(r"\b(who|what|where|when|how|that|it|he|she|there)['’]s\b", re.IGNORECASE)
"""Of "where's": with the verb it is spelt as the pack has it."""
_PATRONYMIC = re.compile(
    r"(?<=[\u3400-\u9fff])[·•・][\u3400-\u9fff]+(?:维奇|维娜|夫娜|芙娜)(?=[·•・][\u3400-\u9fff])"
)
"""Between somebody's first name and their last one, in Chinese: "谢尔盖·维克托罗维奇·拉夫罗夫"."""
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """A text in the tokens that were meant.

    Attributes:
        tokens: Normalised.
        clauses: Number of the clause of each token; a clause ends at any punctuation.
        sentences: Number of the sentence of each token.
        asking: Numbers of the sentences that end with a question mark.
        surfaces: Token → the word as it was typed; a token that was mended stands for itself.
    """

    tokens: tuple[str, ...]
    clauses: tuple[int, ...]
    sentences: tuple[int, ...]
    asking: frozenset[int]
    surfaces: Mapping[str, str]

    def as_typed(self, start: int, end: int) -> str:
        """Give the words from one token to before another as the person typed them."""
        words = [self.surfaces.get(token, token) for token in self.tokens[start:end]]
        return "".join(word if _is_han(word) else f" {word}" for word in words).strip()


def _is_han(word: str) -> bool:
    return script_of(word.casefold()) == Script.HAN


def flag_token(country: str) -> str:
    """Give the token that the flag of a country becomes, by its ISO 3166 code: "pk" → "qqpkflag".

    The code stands before the word: behind it "er" and "es" would be endings, and "flag" some flag's stem.
    """
    return f"qq{country}flag"


def meant(text: str, lexicon: Lexicon) -> Typed:
    """Give the tokens of a text as they were meant."""
    if len(text) > MOST_LETTERS:
        text = f"{text[: MOST_LETTERS // 2]}\n{text[-MOST_LETTERS // 2 :]}"
    if _NUMBERING.search(text):
        text = f"{_NUMBERING.sub(_ASKED_LINE, text)}?"
    vocabulary = lexicon.vocabulary
    text = _CLITIC.sub(r"\1", without_patronymics(text))
    text = _CLITIC_IS.sub(r"\1 is", _CLITIC_ARE.sub(r"\1 are", text))
    text = _FLAG.sub(_flag, _INITIALS.sub(lambda found: _spelt_out(found[0], vocabulary), text))
    ends, parts = _parts(text)
    cut = [(word, number) for part, number in _cut(parts) for word in _numbered(part, vocabulary)]
    switched = on_right_keyboard(text, [word for word, _ in cut], vocabulary, lexicon.keyboards)
    if switched is not None:
        ends, parts = _parts(switched)
        cut = _cut(parts)
    written = in_own_script(
        [word for word, _ in cut],
        vocabulary,
        lexicon.transliterations,
        unmeant=lexicon.unmeant,
        may_be_other=lexicon.is_of_no_account,
    )
    cut = [(word, number) for word, (_, number) in zip(written, cut, strict=True)]
    mendable = is_mendable(written, vocabulary)
    surfaces = _surfaces(text)
    whole = frozenset(token for token, word in surfaces.items() if word.istitle()) - {
        cut[0][0] if cut else ""
    }
    typed: list[str] = []
    clauses: list[int] = []
    for number, clause in groupby(cut, key=itemgetter(1)):
        words = _heard([word for word, _ in clause], lexicon)
        words = rejoined(words, lexicon.joins_halves)
        if mendable:
            words = respace(words, vocabulary, is_function=lexicon.is_function, whole=whole)
        typed.extend(words)
        clauses.extend([number] * len(words))
    sentences = _sentences(ends)
    return Typed(
        tokens=tuple(typed),
        clauses=tuple(clauses),
        sentences=tuple(sentences[number] for number in clauses),
        asking=frozenset(sentences[number] for number, end in enumerate(ends) if _ASKING_ENDS & set(end)),
        surfaces=surfaces,
    )


def without_patronymics(text: str) -> str:
    """Leave out of Chinese names what tells whose child somebody is: the record's names are without it."""
    return _PATRONYMIC.sub("", text)


def _spelt_out(letters: str, vocabulary: Vocabulary) -> str:
    """Close up "S.C.O.", if that is a word we know; somebody's initials stay apart."""
    word = letters.replace(".", "")
    return word if any(one.similarity == 1 for one in vocabulary.exact(word.casefold())) else letters


def _flag(found: re.Match[str]) -> str:
    letters = "".join(chr(ord(sign) - 0x1F1E6 + ord("a")) for sign in found[0])
    return f" {flag_token(letters)} "


def _parts(text: str) -> tuple[list[str], list[str]]:
    """Cut a text into clauses, each with the punctuation behind it."""
    ends: list[str] = []
    parts: list[str] = []
    place = 0
    for found in _CLAUSE_ENDS.finditer(text):
        parts.append(text[place : found.start()])
        ends.append(found[0])
        place = found.end()
    return [*ends, ""], [*parts, text[place:]]


def _sentences(ends: Sequence[str]) -> list[int]:
    number = 0
    numbers = []
    for end in ends:
        numbers.append(number)
        number += not _SENTENCE_ENDS.isdisjoint(end)
    return numbers


def last_sentence(text: str) -> str:
    """Give the last sentence of a text that has a word."""
    last = max((word.start() for word in _WORDS.finditer(text)), default=0)
    ends = (end for end in _CLAUSE_ENDS.finditer(text) if not _SENTENCE_ENDS.isdisjoint(end[0]))
    return text[max((end.end() for end in ends if end.start() < last), default=0) :]


def _surfaces(text: str) -> dict[str, str]:
    surfaces: dict[str, str] = {}
    for word in _WORDS.findall(text):
        for token in tokens(word):
            surfaces.setdefault(token, word if script_of(token) != Script.HAN else token)
    return surfaces


def _cut(parts: Sequence[str]) -> list[tuple[str, int]]:
    """Cut clauses into tokens, each with the number of its clause."""
    cut = [(word, number) for number, one in enumerate(parts) for word in tokens(one)]
    if len(cut) <= MOST_TOKENS:
        return cut
    most = MOST_CHARACTERS if script_of(cut[0][0]) == Script.HAN else MOST_TOKENS
    return cut if len(cut) <= most else cut[: most // 2] + cut[-most // 2 :]


def _numbered(word: str, vocabulary: Vocabulary) -> list[str]:
    """Part a number from the word that was typed right behind it, if nobody knows both as one."""
    if not word[0].isdigit() or vocabulary.exact(word):
        return [word]
    return _NUMBERED.split(word)


def _heard(words: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Give words as they are, or as they sound where they make no sense."""
    if all(map(lexicon.vocabulary.exact, words)) and not any(script_of(word) == Script.HAN for word in words):
        return tuple(words)
    for index in lexicon.phonetic_indexes:
        words = index.written(words, lexicon.vocabulary)
        plain = [lexicon.vocabulary.canonical(word) for word in words]
        mended = zip(words, plain, index.mended(plain), strict=True)
        words = tuple(typed if meant == spelt else meant for typed, spelt, meant in mended)
    return tuple(words)
