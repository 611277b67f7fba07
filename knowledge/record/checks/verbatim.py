"""Every quote must stand in the published text exactly as `text` has it, misprints included."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from knowledge.record.problem import Problem, problem
from knowledge.record.values import Quote, Record

AROUND = 18
"""Characters shown before and behind the first that differs."""


def check(record: Record, published: str) -> Iterator[Problem]:
    """Find quotes that are no exact span of the published text, and say where they first differ.

    Args:
        published: The source, as it was published.
    """
    for quote in record.quotes:
        if quote.published not in published:
            yield _difference(quote, published)


def _difference(quote: Quote, published: str) -> Problem:
    text = quote.published
    same = bisect_left(range(1, len(text) + 1), 1, key=lambda length: text[:length] not in published)
    begins = published.find(text[:same]) if same else 0
    first, last = max(0, same - AROUND), same + AROUND
    what = f"{quote.id} is not verbatim from character {same + 1} on"
    hint = (
        f'the source reads "{published[begins + first : begins + last]}"'
        if same
        else "it is not in the source"
    )
    return problem(quote.text_place, what, found=text[first:last], hint=hint)
