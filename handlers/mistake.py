"""A mistake in the record, as a reader reported it, and who keeps such reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

MOST_CHARACTERS = 1000
"""Of a report that are kept."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One report, without who sent it.

    Attributes:
        language: ISO 639 code of the texts that the reader had before them.
        words: The reader's own, at most `MOST_CHARACTERS`.
    """

    entry_id: str
    language: str
    words: str
    reported_on: date


class MistakeStore(Protocol):
    """Keeps reports for those who mend the record."""

    async def keep(self, mistake: Mistake) -> None:
        """Keep one report."""
