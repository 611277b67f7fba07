"""No repetition in a group: an answer just given is pointed at once, then left in peace for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from telegram import Message
from telegram.constants import ChatType

from handlers.memory import ChatKey, Recent
from knowledge.answering.answer import Answer
from knowledge.answering.kinds import Status

LASTS = timedelta(seconds=60)
MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that stands in a chat, and whether somebody was pointed at it already."""

    message_id: int
    is_pointed_at: bool = False


@dataclass(frozen=True, slots=True)
class Cooldown:
    """What was given lately, by chat, topic and entries; private chats may hear all things twice."""

    given: Recent[GivenAnswer]

    def recent_answer(self, asked: Message, answer: Answer, now: datetime) -> GivenAnswer | None:
        """Find the same answer given in the same place lately; None if it may be given."""
        place = _place(asked, answer)
        return self.given.get(place, now) if place else None

    def keep(self, asked: Message, answer: Answer, given: GivenAnswer, *, now: datetime) -> None:
        """Remember where an answer stands."""
        place = _place(asked, answer)
        if place:
            self.given.put(place, given, now)

    def lift(self, chat_id: int, message_id: int) -> None:
        """Let an answer be given again: it was taken away."""
        self.given.drop(lambda place, one: place[0] == chat_id and one.message_id == message_id)


def new_cooldown() -> Cooldown:
    """Begin with nothing given."""
    return Cooldown(Recent(LASTS, MOST_REMEMBERED))


def _place(asked: Message, answer: Answer) -> ChatKey | None:
    if asked.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP} or answer.status != Status.ANSWERED:
        return None
    thread = (asked.message_thread_id or 0) if asked.is_topic_message else 0
    entries = ",".join(hit.entry.id for hit in answer.hits)
    return (asked.chat_id, thread, crc32(f"{answer.evidence.intent}:{entries}".encode()))
