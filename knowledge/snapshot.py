"""One record with its index and version, built whole, so that an answer never sees half an edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.answer import Answer
    from knowledge.record import Record


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A record ready to answer.

    Attributes:
        version: Eight hexadecimal digits of the SHA-256 over the record's files.
    """

    record: Record
    version: str

    def answer(self, question: str, *, previous: Answer | None = None) -> Answer:
        """Answer one question, without waiting for anything.

        Args:
            previous: The last answer in this conversation, so that "and Russia?" can be understood.
        """
        raise NotImplementedError


class LiveSnapshot:
    """The snapshot in use now; replaced whole when the record was edited."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    @property
    def now(self) -> Snapshot:
        """The present snapshot; take it once per update."""
        return self._snapshot

    def replace(self, snapshot: Snapshot) -> None:
        """Put a new snapshot in its place; answers under way keep the old one."""
        self._snapshot = snapshot
