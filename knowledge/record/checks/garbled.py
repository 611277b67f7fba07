"""A text is read as it was saved: one that was not shows two or three odd letters for each of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem

_FOREIGN = re.compile(r"[^\x00-\x7f]{2,}")
_LOST = re.compile(r"\?{4,}")
"""What programs write for letters that their encoding does not have."""
_MISTAKEN = ("cp1252", "cp1251")
"""Encodings in which UTF-8 is read by mistake: Windows' own, western and Cyrillic."""


def check(files: Files) -> Iterator[Problem]:
    """Find texts that were saved in one encoding and read in another."""
    for document, path, text in files.leaves():
        if (meant := _meant(text)) is not None:
            hint = f'it was "{meant}"; copy the text anew' if meant else "copy the text anew"
            yield problem(document.place(path), "a garbled text", found=text, hint=hint)


def _meant(text: str) -> str | None:
    """Give the letters that a part of the text was made of; "" if they are lost, None if it is whole."""
    for part in _FOREIGN.findall(text):
        for encoding in _MISTAKEN:
            try:
                return str(part.encode(encoding).decode("utf-8"))
            except UnicodeError:
                continue
    return "" if _LOST.search(text) else None
