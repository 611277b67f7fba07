"""Every quote must stand in the published text exactly as `text` has it, misprints included."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.checks.checksum import quotes
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.source import Document, Path

AROUND = 18
"""Characters shown before and behind the first that differs."""


def check(files: Files, published: str) -> Iterator[Problem]:
    """Find quotes that are no exact span of the published text, and say where they first differ.

    Args:
        published: The source, as it was published.
    """
    for document, path, quote in quotes(files):
        if quote.text not in published:
            yield _difference(document, (*path, "text"), quote, published)


def _difference(document: Document, path: Path, quote: schema.QuoteIn, published: str) -> Problem:
    text = quote.text
    same = bisect_left(range(1, len(text) + 1), 1, key=lambda length: text[:length] not in published)
    begins = published.find(text[:same]) if same else 0
    first, last = max(0, same - AROUND), same + AROUND
    what = f"{quote.id} is not verbatim from character {same + 1} on"
    hint = (
        f'the source reads "{published[begins + first : begins + last]}"'
        if same
        else "it is not in the source"
    )
    place = document.place_within(path, text[:same].rpartition(" ")[0])
    return problem(place, what, found=text[first:last], hint=hint)
