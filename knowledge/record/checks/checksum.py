"""Each quote keeps the SHA-256 of its verbatim text: an accidental edit is caught without the source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from operator import ne

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.source import Document, Path

_WORD = re.compile(r"[\w’'-]+|[^\w\s]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz,.’"
_MOST_WORDS = 4
"""Words and signs in a row that somebody may have put in."""
_SHOWN = 40
_FEW = 16
"""Signs in which a seal differs from the right one, when it was mistyped; of another text about sixty do."""


def check(files: Files) -> Iterator[Problem]:
    """Find quotes whose text is not the one that was sealed, and seals of another quote."""
    owners = {seal(quote.text): quote.id for _, _, quote in quotes(files)}
    for document, path, quote in quotes(files):
        actual = seal(quote.text)
        place = document.place((*path, "sha256"))
        if actual == quote.sha256:
            continue
        if quote.sha256 in owners:
            hint = f"it is that of {owners[quote.sha256]}; write sha256: {actual}"
            yield problem(place, "the seal of another quote", found=quote.sha256, hint=hint)
        elif sum(map(ne, quote.sha256, actual)) < _FEW:
            hint = f"write sha256: {actual}"
            yield problem(place, "a seal with a misprint", found=quote.sha256, hint=hint)
        else:
            what = f"the text of {quote.id} is not the sealed one"
            hint = f"undo the edit; if the published text reads so, write sha256: {actual}"
            start, was = _edit(quote) or (0, "")
            place = document.place_within((*path, "text"), quote.text[:start])
            if was:
                hint = f'it was "{was}"; {hint}'
            yield problem(place, what, found=quote.text[start : start + _SHOWN], hint=hint)


def _edit(quote: schema.QuoteIn) -> tuple[int, str] | None:
    """Give where a small edit was made, and what stood there; None if no such edit leads to the seal."""
    for start, text in _undone(quote):
        if seal(text) == quote.sha256:
            word = text[:start].rfind(" ") + 1
            return word, text[word:][:_SHOWN]
    return None


def _undone(quote: schema.QuoteIn) -> Iterator[tuple[int, str]]:
    """Give what the text may have been: its misprint, fewer words, another sign."""
    text, words = quote.text, [one.span() for one in _WORD.finditer(quote.text)]
    for one in quote.emendations:
        if one.published not in text and one.reading in text:
            yield text.index(one.reading), text.replace(one.reading, one.published, 1)
    for number, start in enumerate([0, *(end for _, end in words)]):
        for _, end in words[number : number + _MOST_WORDS]:
            yield start, f"{text[:start]}{text[end:]}"
    signs = sorted({*text, *_LETTERS})
    for at in range(len(text)):
        yield at, f"{text[:at]}{text[at + 1 :]}"
        yield at, f"{text[:at]}{text[at + 1 : at + 2]}{text[at]}{text[at + 2 :]}"
        for sign in signs:
            yield at, f"{text[:at]}{sign}{text[at:]}"
            yield at, f"{text[:at]}{sign}{text[at + 1 :]}"


def quotes(files: Files) -> Iterator[tuple[Document, Path, schema.QuoteIn]]:
    """Give each quote with its path."""
    for document, file in files.of(schema.MessageFile):
        for number, passage in enumerate(file.passages):
            if isinstance(passage, schema.QuoteIn):
                yield document, ("passages", number), passage


def seal(published: str) -> str:
    """Give the SHA-256 of a verbatim text, in hexadecimal."""
    return hashlib.sha256(published.encode("utf-8")).hexdigest()
