"""Each quote keeps the SHA-256 of its verbatim text: an accidental edit is caught without the source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from itertools import chain, pairwise
from operator import ne

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.indentation import indent_of
from knowledge.record.problem import Problem, problem
from knowledge.record.source import Document, Path
from knowledge.record.values import Position

_WORD = re.compile(r"[\w’'-]+|[^\w\s]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz,.’"
_MOST_WORDS = 4
"""Words and signs in a row that somebody may have put in."""
_SHOWN = 40
_FILLED = 3
"""Lines of a text that show its width."""
_RAGGED = 8
"""Signs by which the longest line of a text that nobody edited may be longer than the next."""
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
            yield _unsealed(files, document, path, quote)


def _unsealed(files: Files, document: Document, path: Path, quote: schema.QuoteIn) -> Problem:
    """Name the line of the edit: of what it made another, or where the lines are not filled."""
    what = f"the text of {quote.id} is not the sealed one"
    hint = f"undo the edit; if the published text reads so, write sha256: {seal(quote.text)}"
    if seal(" ".join(quote.text.split())) == quote.sha256:
        place, hint = document.place((*path, "text", "@key")), "write `>-`, which takes no line end into it"
        if "|" not in document.lines[place.line - 1]:
            place = document.place_within((*path, "text"), quote.text.partition("\n")[0])
            hint = "delete the empty line, or the spaces, before it"
        return problem(place, what, found="a line end", hint=hint)
    edit = _edit(quote, _phrases(files))
    if edit is None:
        return problem(_unfilled(document, (*path, "text")), what, found=quote.text[:_SHOWN], hint=hint)
    start, was = edit
    place, hint = document.place_within((*path, "text"), quote.text[:start]), f'it was "{was}"; {hint}'
    return problem(place, what, found=quote.text[start : start + _SHOWN], hint=hint)


def _phrases(files: Files) -> Collection[str]:
    """Give the words of the record's own language, and each two that stand together in a quote."""
    words = dict.fromkeys(word for _, _, text in files.leaves() for word in text.split() if word.isascii())
    spoken = (one for _, _, quote in quotes(files) for one in pairwise(quote.text.split()))
    return (*words, *dict.fromkeys(map(" ".join, spoken)))


def _unfilled(document: Document, path: Path) -> Position:
    """Give the line of a text that ends too early or too late for its width; its beginning if none does."""
    start = document.place_within(path, "")
    below = document.lines[start.line - 1 :]
    end = next((at for at, line in enumerate(below) if indent_of(line) < start.column - 1), len(below))
    if end < _FILLED:
        return start
    # The edited line may be the longest.
    width = sorted(map(len, below[:end]))[-2]
    off = [
        max(len(line) - width - _RAGGED, width - len(line) - 1 - len(following.split()[0]))
        for line, following in pairwise(below[:end])
    ]
    return start._replace(line=start.line + off.index(max(off))) if max(off) > 0 else start


def _edit(quote: schema.QuoteIn, phrases: Collection[str]) -> tuple[int, str] | None:
    """Give where a small edit was made, and what stood there; None if no such edit leads to the seal."""
    for start, text in chain(_undone(quote), _said(quote.text, phrases)):
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


def _said(text: str, phrases: Collection[str]) -> Iterator[tuple[int, str]]:
    """Give what the text may have been: with a word or two more of the record, or in place of one."""
    begins = [one.start() for one in re.finditer(r"\S+", text)]
    for start, following in pairwise((*begins, len(text) + 1)):
        before, after = text[:start], text[start:]
        rest = text[following:]
        for phrase in phrases:
            yield start, f"{before}{phrase} {after}"
            yield start, f"{before}{phrase} {rest}".rstrip()


def quotes(files: Files) -> Iterator[tuple[Document, Path, schema.QuoteIn]]:
    """Give each quote with its path."""
    for document, file in files.of(schema.MessageFile):
        for number, passage in enumerate(file.passages):
            if isinstance(passage, schema.QuoteIn):
                yield document, ("passages", number), passage


def seal(published: str) -> str:
    """Give the SHA-256 of a verbatim text, in hexadecimal."""
    return hashlib.sha256(published.encode("utf-8")).hexdigest()
