"""A question that was answered, as it is kept for a few minutes: small, and answered again when need be."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import Final
from zlib import crc32

from knowledge.answering.answer import Answer
from knowledge.answering.memory import Memory, remember
from knowledge.answering.packing import PackedMemory, pack
from knowledge.record.values import Entry, Quote, Reported
from knowledge.snapshot import Snapshot

ORDER: Final = "/daily"
SETTLED: Final = "/settled"
WAYS_TO_BEGIN = 60
"""As often as the ways to refuse, to offer, and ten examples go round together."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What it takes to go on from an answer, or to give it again; the answer itself is ten times as large.

    Attributes:
        question: Empty for an entry that was shown though nobody asked for it, by /quote or /card; while a
            daily quote is being ordered, the command and what was understood of it; `SETTLED` once it stands.
        before: What the question leaned on; None if on nothing.
        after: What the next question may lean on.
        turn: How many exchanges came before it.
    """

    question: str
    before: PackedMemory | None
    after: PackedMemory
    turn: int = 0

    @property
    def is_unasked(self) -> bool:
        """Whether no question was answered: an entry was only shown."""
        return not self.question

    @property
    def is_question(self) -> bool:
        """Whether a question was answered."""
        return bool(self.question) and self.order is None and not self.is_settled

    @property
    def is_settled(self) -> bool:
        """Whether a daily quote was just ordered or changed: a few words may correct it."""
        return self.question == SETTLED

    @property
    def order(self) -> str | None:
        """What is understood so far of a daily quote that is being ordered; None if none is."""
        return self.question.removeprefix(ORDER).strip() if self.question.startswith(ORDER) else None

    def weight(self) -> int:
        """Give the bytes that it takes: a long question weighs, the rest hardly differs.

        What it leaned on is mostly what the exchange before it left, and is kept once.
        """
        return sys.getsizeof(self.question) + sys.getsizeof(self.after.packed)

    def answered(self, snapshot: Snapshot) -> Answer:
        """Answer the question again, with the record as it is now."""
        return snapshot.answer(self.question, previous=self.before)


def first_turn(words: str) -> int:
    """Give the turn of a question that nothing came before: first refusals differ in words and examples."""
    return crc32(words.encode("utf-8", "surrogatepass")) % WAYS_TO_BEGIN


def exchange(answer: Answer, before: Exchange | None, snapshot: Snapshot, *, turn: int = 0) -> Exchange:
    """Give what is kept of an answer.

    Args:
        before: The exchange that its question leaned on.
        turn: How many exchanges came before it in the same place.
    """
    after = snapshot.packed(answer, is_first=before is None)
    return Exchange(answer.question, before.after if before else None, after, turn)


def nothing_said() -> Exchange:
    """Give what is kept where nobody asked yet."""
    return Exchange("", None, pack(Memory()))


def ordering(words: str, before: Exchange | None) -> Exchange:
    """Give what is kept while the bot asks when and where; talk goes on from what came before it."""
    return replace(before or nothing_said(), question=f"{ORDER} {words}".strip(), before=None)


def settled(before: Exchange | None) -> Exchange:
    """Give what is kept when a daily quote stands as ordered; talk goes on from what came before it."""
    return replace(before or nothing_said(), question=SETTLED, before=None)


def unasked(entry: Entry, snapshot: Snapshot) -> Exchange:
    """Give what is kept of an entry that was only shown, so that "what else did he say?" goes on from it."""
    if not isinstance(entry, Quote | Reported):
        return Exchange("", None, pack(Memory(shown=(entry.id,))))
    # In no language: a question that goes on from it is answered in its own.
    of_speaker = replace(snapshot.understood(entry.speaker.name.original)[0], language="")
    return Exchange("", None, pack(remember(Memory(), of_speaker, (entry.id,), snapshot.record, kind=None)))
