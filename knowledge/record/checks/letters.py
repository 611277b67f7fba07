"""A text is in the letters of its language: one in another's would make that one's words the record's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from knowledge.normalise import Script
from knowledge.record import schema
from knowledge.record.checks.checksum import quotes
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem, warning
from knowledge.record.source import Document, Path

WORDED = frozenset({"around", "asks", "examples", "office", "restatements", "subject", "text"})
"""Keys whose texts are in the words of their language; a name may well be in another's letters."""
_LETTERS: Mapping[Script, re.Pattern[str]] = {
    Script.LATIN: re.compile(r"[A-Za-z\u00c0-\u024f]"),
    Script.CYRILLIC: re.compile(r"[\u0400-\u052f]"),
    Script.HAN: re.compile(r"[\u3400-\u9fff]"),
    Script.DEVANAGARI: re.compile(r"[\u0900-\u097f]"),
    Script.ARABIC: re.compile(r"[\u0600-\u06ff]"),
}
_ALIASES = frozenset({"aliases", "meanings"})
_FEW = 0.05
"""Part of a language's aliases; Uzbek, for one, is written in two alphabets."""
_NAMED = frozenset({"name", "publisher"})
_OF_COUNTRIES = frozenset({"countries", "regions"})
"""Each language has its own names for them."""
_TITLE = "title"
"""Of the record itself; that of a source may be in the language that it was published in."""
_HAN = _LETTERS[Script.HAN]
_LETTERS_OF_HAN = 3
"""Of an alphabet, that say as much as one Chinese character."""
_FEWEST_LETTERS = 12
"""Of a text that is held to be in another language; shorter ones are names and figures."""
_WORD = re.compile(r"[^\W\d_]+")
_IN_A_ROW = {
    Script.LATIN: re.compile(r"(?<![A-Za-z])[a-z]+(?: [a-z]+){2,}"),
    Script.CYRILLIC: re.compile("(?<![\u0400-\u052f])[\u0430-\u045f]+(?: [\u0430-\u045f]+){2,}"),
}
"""Three words in small letters, so that no name is meant."""
_FEWEST_WORDS, _FEWEST_SMALL = 5, 2
"""Of a text in which at least one small word of its language is wanted; and of those of another that tell."""


class _Written(NamedTuple):
    """A language and its letters."""

    code: str
    script: Script


@dataclass(frozen=True, slots=True)
class _LanguageGuess:
    """Tells languages of one alphabet from each other, by the small words that any text has."""

    small_words: Mapping[str, frozenset[str]]
    scripts: Mapping[str, Script]

    @classmethod
    def of(cls, files: Files) -> _LanguageGuess:
        """Know the languages whose packs there are."""
        packs = [pack for _, pack in files.of(schema.LanguageFile)]
        return cls(
            {pack.code: frozenset(one.casefold() for one in pack.stop) for pack in packs},
            {pack.code: Script(pack.script) for pack in packs},
        )

    def other_language(self, text: str, language: _Written) -> str:
        """Give the language whose small words a text has, if it has none of its own; "" if there is none.

        In a text of other letters a few words in a row tell it already.
        """
        for code, small in self.small_words.items():
            runs = _IN_A_ROW[self.scripts[code]].findall(text) if self.scripts[code] in _IN_A_ROW else ()
            if self.scripts[code] is not language.script and any(small & set(run.split()) for run in runs):
                return code
        words = {word.casefold() for word in _WORD.findall(text)}
        if len(words) < _FEWEST_WORDS or words & self.small_words[language.code]:
            return ""
        found = {
            code: len(words & small)
            for code, small in self.small_words.items()
            if self.scripts[code] is language.script
        }
        best = max(found, key=lambda code: found[code])
        return best if found[best] >= _FEWEST_SMALL else ""


def check(files: Files) -> Iterator[Problem]:
    """Find texts without a letter of their language, and names that only another's letters can write."""
    ears = _LanguageGuess.of(files)
    for document, path, text, language in _texts(files):
        letters = sum(letter.isalpha() for letter in text) + len(_HAN.findall(text)) * (_LETTERS_OF_HAN - 1)
        is_worded = bool(WORDED.intersection(path)) or path[0] == _TITLE
        if is_worded and letters >= _FEWEST_LETTERS and not _LETTERS[language.script].search(text):
            hint = f"write it in {language.code}, or leave it out"
            what = f"a text that is not in {language.code}"
            yield problem(document.place(path), what, found=text, hint=hint)
        elif _NAMED.intersection(path) and _is_foreign(text, path, language.script):
            what, hint = f"a name that is not in {language.code}", f"write it as {language.code} does"
            yield problem(document.place(path), what, found=text, hint=hint)
        elif is_worded and (other := ears.other_language(text, language)):
            hint = f"its small words are those of {other}; write it in {language.code}"
            what = f"a text that is not in {language.code}"
            yield problem(document.place(path), what, found=text, hint=hint)


def of_quotes(files: Files) -> Iterator[Problem]:
    """Find a record whose quotes are all in another language than it says: no text of it fits them then."""
    known, guess = _known(files), _LanguageGuess.of(files)
    said = [quote.text for _, _, quote in quotes(files)]
    for document, about in files.of(schema.AboutFile):
        own = known.get(about.language)
        if own and said and not any(_is_in(text, own, guess) for text in said):
            what = "another language than that of the quotes"
            hint = "write the one in which they were published"
            yield problem(document.place(("language",)), what, found=own.code, hint=hint)


def _is_in(text: str, language: _Written, guess: _LanguageGuess) -> bool:
    return bool(_LETTERS[language.script].search(text)) and not guess.other_language(text, language)


def strays(files: Files) -> Iterator[Problem]:
    """Find aliases, and words, in letters in which hardly another of their language is written.

    Where a list of those letters stands beside theirs, they are in the wrong one.
    """
    known = _known(files)
    aliases = [one for one in (*_texts(files), *_words(files)) if not _ALIASES.isdisjoint(one[1])]
    number_of = Counter(language.code for _, _, _, language in aliases)
    others = [one for one in aliases if _is_in_other_letters(one[2], one[3].script)]
    other_of = Counter(language.code for _, _, _, language in others)
    for document, path, text, language in others:
        if other_of[language.code] <= number_of[language.code] * _FEW:
            what = f"a word in letters that are not of {language.code}"
            hint = "move it to the list of its own language"
            beside = (known[code].script for code in document.mapping(path[:-2]) if code in known)
            grade = problem if any(_LETTERS[one].search(text) for one in beside) else warning
            yield grade(document.place(path), what, found=text, hint=hint)


def _words(files: Files) -> Iterator[tuple[Document, Path, str, _Written]]:
    """Give the words of the vocabularies, each with its language."""
    known = _known(files)
    for document, item in files.of(schema.VocabularyFile):
        for path, text in document.leaves if item.language in known else ():
            yield document, path, text, known[item.language]


def _known(files: Files) -> Mapping[str, _Written]:
    return {item.code: _Written(item.code, Script(item.script)) for _, item in files.of(schema.LanguageFile)}


def _texts(files: Files) -> Iterator[tuple[Document, Path, str, _Written]]:
    """Give each text that stands under a language, with that language."""
    known = _known(files)
    for document, path, text in files.leaves():
        code = next((str(key) for key in reversed(path) if key in known), None)
        if code is not None:
            yield document, path, text, known[code]


def _is_foreign(text: str, path: Path, script: Script) -> bool:
    """Whether a name can't be of this language; in Latin letters a person's or a firm's may be."""
    is_of_country = path[0] in _OF_COUNTRIES and not _LETTERS[script].search(text)
    return is_of_country or _is_in_other_letters(text, script)


def _is_in_other_letters(text: str, script: Script) -> bool:
    """Whether a name has no letter of its language, and is not in Latin, as names anywhere may be."""
    return not _LETTERS[script].search(text) and any(
        pattern.search(text) for other, pattern in _LETTERS.items() if other not in {script, Script.LATIN}
    )
