"""Orders that could not be carried out, on disk until they are: the database's absence must not lose one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any, TypeAlias

from telegram import Update
from telegram.constants import ChatMemberStatus

from bot.intake import json_lines
from bot.intake.json_lines import Json
from handlers.orders import lasts

FILE_NAME = "orders.jsonl"
Shape: TypeAlias = "Mapping[str, Shape | None]"

_CHAT: Shape = {"id": None, "type": None}
_PERSON: Shape = {"id": None, "is_bot": None, "first_name": None, "language_code": None}
_MESSAGE: Shape = {
    "message_id": None,
    "date": None,
    "chat": _CHAT,
    "from": _PERSON,
    "sender_chat": _CHAT,
    "message_thread_id": None,
    "is_topic_message": None,
    "text": None,
    "migrate_to_chat_id": None,
    "migrate_from_chat_id": None,
}
_MEMBER: Shape = {"user": _PERSON, "status": None, "until_date": None}
_KEPT: Shape = {
    "update_id": None,
    "message": _MESSAGE,
    "channel_post": _MESSAGE,
    "callback_query": {
        "id": None,
        "from": _PERSON,
        "chat_instance": None,
        "data": None,
        "message": {name: shape for name, shape in _MESSAGE.items() if name != "text"},
        "inline_message_id": None,
    },
    "my_chat_member": {
        "chat": _CHAT,
        "from": _PERSON,
        "date": None,
        "old_chat_member": {"user": _PERSON},
        "new_chat_member": _MEMBER,
    },
}
"""What it takes to carry an order out: who, where, which. No name, and no other words."""


@dataclass(frozen=True, slots=True)
class Spool:
    """The orders put down, oldest first; each has reached the disk before its update is confirmed."""

    path: Path
    _orders: dict[int, Json] = field(default_factory=dict)
    _failed: set[int] = field(default_factory=set)

    def defer(self, update: Update, username: str) -> bool:
        """Keep an order until it can be carried out; give whether it is kept: not if it is no lasting one.

        Args:
            update: The order.
            username: The bot's: a command may be for another bot.
        """
        if not lasts(update, username):
            return False
        self._failed.add(update.update_id)
        if update.update_id in self._orders:
            return True
        order = reduced(update)
        try:
            json_lines.append(self.path, [order])
        except OSError:
            return False
        self._orders[update.update_id] = order
        return True

    def begin(self, update_id: int) -> None:
        """Note that an order is being tried again."""
        self._failed.discard(update_id)

    def end(self, update_id: int) -> None:
        """Take an order away, unless it was put down anew meanwhile."""
        if update_id in self._failed:
            return
        self._orders.pop(update_id, None)
        json_lines.rewrite(self.path, self._orders.values())

    def __len__(self) -> int:
        return len(self._orders)

    def has(self, update_id: int) -> bool:
        """Whether an order waits here."""
        return update_id in self._orders

    def waits(self, chat: int, *, before: int) -> bool:
        """Whether orders of a chat wait here which another one, that may be here too, must not overtake."""
        earlier = takewhile(lambda one: one[0] != before, self._orders.items())
        return any(_chat(order) == chat for _, order in earlier)

    def first_of_each_chat(self) -> tuple[Json, ...]:
        """Give of each chat the order that is to be carried out next."""
        first: dict[int, Json] = {}
        for order in self._orders.values():
            first.setdefault(_chat(order), order)
        return tuple(first.values())


def opened(folder: Path) -> Spool:
    """Give the orders that wait in the data folder.

    Raises:
        OSError: Their file can't be opened.
    """
    path = folder / FILE_NAME
    return Spool(path, {int(order["update_id"]): order for order in json_lines.read(path)})


def reduced(update: Update) -> Json:
    """Give an order as an update that holds nothing but what it takes to carry it out."""
    order: Json = _kept(update.to_dict(), _KEPT)
    for kind in ("message", "channel_post"):
        said = order.get(kind)
        if said and update.effective_message and update.effective_message.entities:
            command = update.effective_message.entities[0]
            text = str(said.get("text", ""))
            is_told_in_words = text[1 : command.length].partition("@")[0].lower() in {"daily", "subscribe"}
            said["text"] = text if is_told_in_words else text[: command.length]
            said["entities"] = [{"type": "bot_command", "offset": 0, "length": command.length}]
    if "my_chat_member" in order:
        # What it was before does not matter, and each status would need fields of its own.
        order["my_chat_member"]["old_chat_member"]["status"] = ChatMemberStatus.MEMBER
    return order


def _kept(value: Any, shape: Shape) -> Json:
    kept: Json = {}
    for name, inner in shape.items():
        if name in value:
            kept[name] = value[name] if inner is None else _kept(value[name], inner)
    if "first_name" in kept:
        kept["first_name"] = "-"
    return kept


def _chat(order: Json) -> int:
    """Give whose turn it is, as an `Arrival` has it."""
    for kind in ("message", "channel_post", "my_chat_member"):
        if kind in order:
            return int(order[kind]["chat"]["id"])
    press = order["callback_query"]
    return int(press["message"]["chat"]["id"] if "message" in press else press["from"]["id"])
