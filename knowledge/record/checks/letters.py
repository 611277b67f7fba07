"""A text is in the letters of its language: one in another's would make that one's words the record's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from knowledge.normalise import Script
from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.source import Document, Path, Value

WORDED = frozenset({"around", "asks", "office", "restatements", "subject", "text"})
"""Keys whose texts are in the words of their language; a name may well be in another's letters."""
_LETTERS: Mapping[Script, re.Pattern[str]] = {
    Script.LATIN: re.compile(r"[A-Za-z\u00c0-\u024f]"),
    Script.CYRILLIC: re.compile(r"[\u0400-\u052f]"),
    Script.HAN: re.compile(r"[\u3400-\u9fff]"),
    Script.DEVANAGARI: re.compile(r"[\u0900-\u097f]"),
    Script.ARABIC: re.compile(r"[\u0600-\u06ff]"),
}
_FEWEST_LETTERS = 12
"""Of a text that is held to be in another language; shorter ones are names and figures."""


def check(files: Files) -> Iterator[Problem]:
    """Find texts without a letter of their language."""
    scripts = {item.code: Script(item.script) for _, item in files.of(schema.LanguageFile)}
    for document, item in files.items:
        if not isinstance(item, schema.LanguageFile | schema.VocabularyFile):
            yield from _walk(document, document.value, (), scripts)


def _walk(document: Document, value: Value, path: Path, scripts: Mapping[str, Script]) -> Iterator[Problem]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _walk(document, item, (*path, number), scripts)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(document, item, (*path, key), scripts)
    elif isinstance(value, str):
        code = next((str(key) for key in reversed(path) if key in scripts), None)
        if code is not None:
            yield from _faults(document, value, path, code, scripts[code])


def _faults(document: Document, text: str, path: Path, code: str, script: Script) -> Iterator[Problem]:
    letters = sum(letter.isalpha() for letter in text)
    if WORDED.intersection(path) and letters >= _FEWEST_LETTERS and not _LETTERS[script].search(text):
        hint = f"write it in {code}, or leave it out"
        yield problem(document.place(path), f"a text that is not in {code}", found=text, hint=hint)
