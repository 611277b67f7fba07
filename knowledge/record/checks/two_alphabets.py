"""A word is in one alphabet: nobody sees a letter of another that looks the same, and no search finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.checks.local_texts import BY_LANGUAGE
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem

_GREEK = (
    "\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd\u03c1\u03c5"
)
"""Those that look like Latin or Cyrillic ones; "μm" is a word of its own."""
MIXED = re.compile(
    f"[A-Za-z][\u0400-\u052f{_GREEK}]|[\u0400-\u052f{_GREEK}][A-Za-z]|[\u0400-\u052f][{_GREEK}]|[{_GREEK}][\u0400-\u052f]"
)
_WORD = re.compile(r"\w+")
_BY_LANGUAGE = BY_LANGUAGE | {"meanings", "offices"}


def check(files: Files) -> Iterator[Problem]:
    """Find words of two alphabets in the texts and names of the record, and in its vocabulary."""
    words = ((document, *leaf) for document, _ in files.of(schema.VocabularyFile) for leaf in document.leaves)
    for document, path, text in (*files.leaves(), *words):
        is_ours = path[-1] == "reading" or not _BY_LANGUAGE.isdisjoint(path[:-1])
        for word in _WORD.findall(text) if is_ours and not text.isascii() else ():
            if MIXED.search(word):
                hint = "a letter only looks like one of the others; type the word anew"
                yield problem(document.place(path), "a word of two alphabets", found=word, hint=hint)
