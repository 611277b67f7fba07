"""What the process remembers ⇄ rows that every replica reads: laid out before an update, taken up after it.

Between two updates of a chat nothing of it stays in the process: the rows are the only truth. While there is
no database no update is taken in, and what is in hand goes on with what the process remembers.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias
from zlib import crc32

from telegram import Message, Update

from bot.remembered_preferences import RememberedPreferences
from bot.storage.update_rows import Kind, LoadedMemories, Memory, MemoryKey
from handlers.ask import ALBUM
from handlers.asked import command_in
from handlers.cooldown import LASTS, GivenAnswer
from handlers.exchange import Exchange
from handlers.memories import EDITABLE, FOLLOW_UP, Memories
from handlers.memory import ChatKey, Recent
from handlers.person import place_of
from handlers.question_rate import MINUTE
from knowledge.answering.packing import PackedMemory

_LASTS: dict[Kind, timedelta] = {
    Kind.RECENT: FOLLOW_UP,
    Kind.ANSWERED: FOLLOW_UP,
    Kind.SENT: EDITABLE,
    Kind.SHOWN: FOLLOW_UP,
    Kind.COOLDOWN: LASTS,
    Kind.QUESTION_RATE: MINUTE,
}
_MYDATA = frozenset({"mydata", "start"})
Json: TypeAlias = Any
"""As `json` gives it: a border."""


@dataclass(frozen=True, slots=True)
class MemoryMapper:
    """Fills and empties the memories of a process.

    Attributes:
        loaded: Of each chat in hand the rows as they were: what differs afterwards has to be written.
    """

    memories: Memories
    preferences: RememberedPreferences
    loaded: dict[int, tuple[Memory, ...]] = field(default_factory=dict)

    def load(self, chat: int, loaded: LoadedMemories) -> None:
        """Remember of a chat what the rows say, and nothing else."""
        self._drop(chat)
        for row in loaded.memories:
            self._restore(row)
        self.loaded[chat] = loaded.memories
        for person, language in loaded.languages.items():
            self.preferences.remember(person, language)

    def changes(self, chat: int, person: int) -> tuple[tuple[Memory, ...], tuple[MemoryKey, ...]]:
        """Give the rows to write, and the keys of those to delete."""
        before = {row.key: row for row in self.loaded.get(chat, ())}
        now = {row.key: row for row in self._rows(chat, person)}
        written = tuple(row for key, row in now.items() if before.get(key) != row)
        # A person's rate is counted in several chats at once, so that its absence here says nothing.
        return written, tuple(key for key in before if key not in now and key.kind is not Kind.QUESTION_RATE)

    def unload(self, chat: int, person: int) -> None:
        """Forget a chat; the rows hold what there is."""
        self.loaded.pop(chat, None)
        self.memories.question_rate.forget(person)
        self._drop(chat)

    def _drop(self, chat: int) -> None:
        for recent in (
            self.memories.recent,
            self.memories.answered_messages.kept,
            self.memories.sent,
            self.memories.shown,
            self.memories.cooldown.given,
        ):
            recent.drop(lambda place, _: place[0] == chat)

    def _restore(self, row: Memory) -> None:
        place, kept = _place(row.key), datetime.fromtimestamp(row.kept_at, UTC)
        value: Json = json.loads(row.value)
        memories = self.memories
        match row.key.kind:
            case Kind.RECENT:
                if exchange := _exchange(value):
                    memories.recent.put(place, exchange, kept)
            case Kind.ANSWERED:
                if exchange := _exchange(value):
                    memories.answered_messages.kept.put(place, (row.person, exchange), kept)
            case Kind.SENT:
                memories.sent.put(place, int(value), kept)
            case Kind.SHOWN:
                memories.shown.put(place, str(value), kept)
            case Kind.COOLDOWN:
                memories.cooldown.given.put(place, GivenAnswer(int(value[0]), bool(value[1])), kept)
            case Kind.QUESTION_RATE:
                memories.question_rate.restore(row.key.chat, kept, int(value))

    def _rows(self, chat: int, person: int) -> Iterator[Memory]:
        memories = self.memories
        yield from _of(Kind.RECENT, memories.recent, chat, _plain)
        yield from _of(Kind.SENT, memories.sent, chat, lambda sent: sent)
        yield from _of(Kind.SHOWN, memories.shown, chat, lambda entry: entry)
        yield from _of(
            Kind.COOLDOWN, memories.cooldown.given, chat, lambda one: [one.message_id, one.is_pointed_at]
        )
        for place, kept, (asker, exchange) in memories.answered_messages.kept.of_chat(chat):
            yield _row(Kind.ANSWERED, place, kept, _plain(exchange), person=asker)
        counted = memories.question_rate.of_person(person)
        if counted:
            began, times = counted
            yield _row(Kind.QUESTION_RATE, (person, 0, 0), began, times, person=person)


def keys_for(update: Update, username: str) -> tuple[MemoryKey, ...]:
    """Give what the handling of an update may look at; a key without its last part stands for all of them."""
    chat, thread, sender = place_of(update)
    keys = [MemoryKey(Kind.QUESTION_RATE, sender or chat, 0, 0)]
    if not update.effective_chat:
        return tuple(keys)
    keys += [MemoryKey(kind, chat, thread, sender) for kind in (Kind.RECENT, Kind.SHOWN)]
    keys.append(MemoryKey(Kind.COOLDOWN, chat, thread, None))
    message = update.effective_message
    pressed = update.callback_query.message if update.callback_query else None
    answered_messages = pressed or (message.reply_to_message if message else None)
    if answered_messages is not None:
        keys.append(MemoryKey(Kind.ANSWERED, chat, answered_messages.message_id, 0))
    if message is not None and pressed is None:
        keys.append(MemoryKey(Kind.SENT, chat, message.message_id, None))
        if message.media_group_id:
            keys.append(MemoryKey(Kind.SENT, chat, crc32(message.media_group_id.encode()), ALBUM))
        if _asks_for_all(message, username):
            keys += [MemoryKey(kind, chat, None, None) for kind in (Kind.RECENT, Kind.ANSWERED, Kind.SENT)]
    return tuple(keys)


def _plain(exchange: Exchange) -> Json:
    packed = (exchange.before and exchange.before.packed, exchange.after.packed)
    return [exchange.question, *(one and b64encode(one).decode() for one in packed), exchange.turn]


def _exchange(value: Json) -> Exchange | None:
    """Give an exchange back; None if another version of the program has written what this one can't read."""
    try:
        question, before, after, *turn = value
        found = Exchange(
            question, before and PackedMemory(b64decode(before)), PackedMemory(b64decode(after)), *turn
        )
        # It is read late, amid an answer; there it must not fail.
        for kept in filter(None, (found.before, found.after)):
            _ = kept.memory
    except Exception:  # noqa: BLE001 - whatever does not fit raises what it likes
        return None
    return found


def _place(key: MemoryKey) -> ChatKey:
    return (key.chat, key.second or 0, key.third or 0)


def _asks_for_all(message: Message, username: str) -> bool:
    return message.chat.id > 0 and command_in(message, username) in _MYDATA


def _of(kind: Kind, recent: Recent[Any], chat: int, encoded: Callable[[Any], Json]) -> Iterator[Memory]:
    for place, kept, value in recent.of_chat(chat):
        # An album's last part is no person.
        person = 0 if kind is Kind.COOLDOWN or (kind is Kind.SENT and place[2] == ALBUM) else place[2]
        yield _row(kind, place, kept, encoded(value), person=person)


def _row(kind: Kind, place: tuple[int, int, int], kept: datetime, value: Json, *, person: int) -> Memory:
    key = MemoryKey(kind, *place)
    until = (kept + _LASTS[kind]).timestamp()
    return Memory(key, person, kept.timestamp(), until, json.dumps(value))
