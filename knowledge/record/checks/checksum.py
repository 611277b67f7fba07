"""Each quote keeps the SHA-256 of its verbatim text: an accidental edit is caught without the source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from knowledge.record.problem import Problem, problem
from knowledge.record.values import Record


def check(record: Record) -> Iterator[Problem]:
    """Find quotes whose text is not the one that was sealed."""
    for quote in record.quotes:
        actual = seal(quote.published)
        if actual != quote.sha256:
            hint = f"undo the edit; if the published text reads so, write sha256: {actual}"
            found = quote.published[:40]
            yield problem(
                quote.text_place, f"the text of {quote.id} is not the sealed one", found=found, hint=hint
            )


def seal(published: str) -> str:
    """Give the SHA-256 of a verbatim text, in hexadecimal."""
    return hashlib.sha256(published.encode("utf-8")).hexdigest()
