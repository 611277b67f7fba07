"""Slips of the hand that nobody sees in the file: two spaces, a word twice, a sign behind an alias."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.checks.local_texts import BY_LANGUAGE
from knowledge.record.files import Files
from knowledge.record.problem import Problem, warning
from knowledge.record.source import Document, Path

_SPACES = re.compile(r"  |\u3000")
_DOUBLED = re.compile(r"\b([^\W\d_]{2,}) \1\b")
_ENDS = frozenset("?!,;:？！，；：")


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
    if _SPACES.search(text.strip()):
        yield warning(place, "two spaces within a text", found=text, hint="keep one")
    if doubled := _DOUBLED.search(text):
        yield warning(
            place, "a word twice", found=doubled.group(), hint="keep one, if it is no more than a slip"
        )
    if "aliases" in path and (text.isdecimal() or text.rstrip()[-1:] in _ENDS):
        hint = "write a name as people write it within a question"
        yield warning(place, "an alias that is hardly a name", found=text, hint=hint)
