"""Slips of the hand that nobody sees in the file: a twin of another alphabet, a lost comma, two spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.checks.local_texts import BY_LANGUAGE
from knowledge.record.files import Files
from knowledge.record.problem import Problem, warning
from knowledge.record.source import Document, Path

_MIXED = re.compile(r"[A-Za-z][\u0400-\u052f]|[\u0400-\u052f][A-Za-z]")
_WORD = re.compile(r"\w+")
_SPACES = re.compile(r"  |\u3000")
_DOUBLED = re.compile(r"\b([^\W\d_]{2,}) \1\b")
_ENDS = frozenset("?!,;:？！，；：")
_JOINED = re.compile(r"[;\uff0c\u3001\uff1b]")
"""Signs between two aliases; a plain comma would have parted them, or stands in quotation marks."""


def check(files: Files) -> Iterator[Problem]:
    """Find what looks right and is found by nobody."""
    for document, item in files.items:
        if isinstance(item, schema.LanguageFile | schema.VocabularyFile):
            continue
        for path, text in document.leaves():
            if BY_LANGUAGE.intersection(path[:-1]):
                yield from _faults(document, text, path)


def _faults(document: Document, text: str, path: Path) -> Iterator[Problem]:
    place = document.place(path)
    for word in _WORD.findall(text):
        if _MIXED.search(word):
            hint = "a letter only looks like one of the others; type the word anew"
            yield warning(place, "a word of two alphabets", found=word, hint=hint)
    if "aliases" in path and _JOINED.search(text):
        hint = "put a comma between them, as [one, two]"
        yield warning(place, "perhaps two aliases in one", found=text, hint=hint)
    if _SPACES.search(text.strip()):
        yield warning(place, "two spaces within a text", found=text, hint="keep one")
    if doubled := _DOUBLED.search(text):
        yield warning(
            place, "a word twice", found=doubled.group(), hint="keep one, if it is no more than a slip"
        )
    if "aliases" in path and (text.isdecimal() or text.rstrip()[-1:] in _ENDS):
        hint = "write a name as people write it within a question"
        yield warning(place, "an alias that is hardly a name", found=text, hint=hint)
