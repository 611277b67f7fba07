"""All that is remembered between two updates, in one value: what replicas have to share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from handlers.answered_messages import AnsweredMessages, new_answered_messages
from handlers.cooldown import Cooldown, new_cooldown
from handlers.exchange import Exchange, unasked
from handlers.memory import ChatKey, Recent
from handlers.question_rate import QuestionRate
from handlers.shown import LastShown
from knowledge.record.values import Entry
from knowledge.snapshot import Snapshot

FOLLOW_UP = timedelta(minutes=5)
EDITABLE = timedelta(hours=48)
MOST_REMEMBERED = 3_000
"""Of each: an answered question takes 1.2 kB in all. Where more than ten are answered a second, what is older
than the last three thousand is forgotten before its time."""
MOST_BYTES = 2**20
"""Of what was asked and answered: three thousand usual exchanges weigh 0.8 MiB, a hundred of 4,096 characters
as much."""


@dataclass(frozen=True, slots=True)
class Memories:
    """Empty at first.

    Attributes:
        recent: What was answered last in each place.
        answered_messages: What each message of the bot's answers.
        sent: Which message of the bot's answers which of a person's.
        shown: Which entry was shown last in each place.
        cooldown: What was given in groups lately.
        question_rate: How often each person came within the minute.
    """

    recent: Recent[Exchange] = field(
        default_factory=lambda: Recent(FOLLOW_UP, MOST_REMEMBERED, MOST_BYTES, Exchange.weight)
    )
    answered_messages: AnsweredMessages = field(
        default_factory=lambda: new_answered_messages(FOLLOW_UP, MOST_REMEMBERED, MOST_BYTES)
    )
    sent: Recent[int] = field(default_factory=lambda: Recent(EDITABLE, MOST_REMEMBERED))
    shown: LastShown = field(default_factory=lambda: Recent(FOLLOW_UP, MOST_REMEMBERED))
    cooldown: Cooldown = field(default_factory=new_cooldown)
    question_rate: QuestionRate = field(default_factory=QuestionRate)

    def keep_unasked(
        self, entry: Entry, snapshot: Snapshot, *, place: ChatKey, message_id: int, now: datetime
    ) -> None:
        """Remember an entry that a message shows though nobody asked for it, to go on from it."""
        kept = unasked(entry, snapshot)
        self.recent.put(place, kept, now)
        chat_id, _, asker = place
        self.answered_messages.put(kept, chat_id=chat_id, message_id=message_id, asker=asker, now=now)
