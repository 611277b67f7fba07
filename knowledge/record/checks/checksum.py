"""Each quote keeps the SHA-256 of its verbatim text: an accidental edit is caught without the source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from operator import ne

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.source import Document, Path

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
            yield problem(document.place((*path, "text")), what, found=quote.text[:40], hint=hint)


def quotes(files: Files) -> Iterator[tuple[Document, Path, schema.QuoteIn]]:
    """Give each quote with its path."""
    for document, file in files.of(schema.MessageFile):
        for number, passage in enumerate(file.passages):
            if isinstance(passage, schema.QuoteIn):
                yield document, ("passages", number), passage


def seal(published: str) -> str:
    """Give the SHA-256 of a verbatim text, in hexadecimal."""
    return hashlib.sha256(published.encode("utf-8")).hexdigest()
