"""What each message of the bot's answers, for a few minutes: a reply to it, or a press, leans on that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.exchange import Exchange
from handlers.memory import Recent


@dataclass(frozen=True, slots=True)
class AnsweredMessages:
    """Exchanges by chat and message, each with who asked, so that they can be forgotten for that person."""

    kept: Recent[tuple[int, Exchange]]

    def put(self, exchange: Exchange, *, chat_id: int, message_id: int, asker: int, now: datetime) -> None:
        """Remember what a message answers."""
        self.kept.put((chat_id, message_id, 0), (asker, exchange), now)

    def get(self, chat_id: int, message_id: int, now: datetime) -> Exchange | None:
        """Give what a message answers; None if that is too long ago, or it answers nothing."""
        found = self.kept.get((chat_id, message_id, 0), now)
        return found[1] if found else None

    def of_person(self, person: int, now: datetime) -> tuple[Exchange, ...]:
        """Give what a person asked and is not too long ago, oldest first."""
        return tuple(exchange for asker, exchange in self.kept.all(now) if asker == person)

    def forget(self, person: int) -> None:
        """Drop what a person asked."""
        self.kept.drop(lambda _place, value: value[0] == person)


def new_answered_messages(lasts: timedelta, most: int, most_bytes: int) -> AnsweredMessages:
    """Begin with nothing said."""
    return AnsweredMessages(Recent(lasts, most, most_bytes, _weight))


def _weight(value: tuple[int, Exchange]) -> int:
    return value[1].weight()
