"""One update, read by itself: what the bot can rely on, or why it can't be read; never its content."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from inspect import signature
from types import TracebackType
from typing import Any, TypeAlias, cast

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    InlineQuery,
    Message,
    MessageEntity,
    Update,
    User,
)
from telegram.constants import ChatType

from bot.intake import plain_message
from handlers.orders import is_order

LARGEST_BYTES = 128 * 1024
"""The longest text with all its entities, in answer to another such, takes 40 KiB. A megabyte of brackets
takes thirty to be read, and Python does not give all of it back."""
_LARGEST = 2**63 - 1
"""What the database and Telegram itself can hold."""
_ID = re.compile(rb'"update_id"\s*:\s*(\d{1,18})\b')
_MISSING = re.compile(r"missing \d+ required (?:positional|keyword-only) arguments?: (.+)$")
_KINDS = frozenset(Update.ALL_TYPES)
_IN_ORDER = json.JSONEncoder(sort_keys=True)
_NO_TEXT = re.compile("[\ud800-\udfff\0]")
"""Halves of a sign, and the sign that PostgreSQL's texts can't hold: Telegram sends neither, JSON can."""
_AS_JSON_HAS_THEM = ("\\ud", "\\u0000")
_NONE = type(None)

_Kinds: TypeAlias = tuple[type, ...]
Json: TypeAlias = dict[str, Any]
_READ: Mapping[type, Mapping[str, _Kinds]] = {
    Message: {
        "message_id": (int,),
        "date": (datetime,),
        "chat": (Chat,),
        "from_user": (User, _NONE),
        "media_group_id": (str, _NONE),
        "sender_chat": (Chat, _NONE),
        "via_bot": (User, _NONE),
        "text": (str, _NONE),
        "caption": (str, _NONE),
        "edit_date": (datetime, _NONE),
        "message_thread_id": (int, _NONE),
        "is_topic_message": (bool, _NONE),
        "is_automatic_forward": (bool, _NONE),
        "migrate_to_chat_id": (int, _NONE),
        "migrate_from_chat_id": (int, _NONE),
        "guest_query_id": (str, _NONE),
        "reply_to_message": (Message, _NONE),
        "entities": (MessageEntity,),
        "caption_entities": (MessageEntity,),
    },
    Chat: {"id": (int,), "type": (str,)},
    User: {"id": (int,), "is_bot": (bool,), "language_code": (str, _NONE), "username": (str, _NONE)},
    MessageEntity: {"type": (str,), "offset": (int,), "length": (int,), "user": (User, _NONE)},
    CallbackQuery: {
        "id": (str,),
        "from_user": (User,),
        "data": (str, _NONE),
        "inline_message_id": (str, _NONE),
    },
    InlineQuery: {"id": (str,), "from_user": (User,), "query": (str,), "offset": (str,)},
    ChatMemberUpdated: {"chat": (Chat,), "from_user": (User,), "new_chat_member": (ChatMember,)},
    ChatMember: {"status": (str,)},
}
"""What the interactions read of an update. The library takes any type for most of it."""


_ENVELOPE = ("message_id", "date", "chat", "from", "media_group_id")
"""What every message has, whatever is in it."""
_SIMPLE = frozenset({str, bool, datetime, _NONE})
"""Types in which nothing can be wrong but themselves: most of what is looked at."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update that can be handled.

    Attributes:
        mark: Tells it from another update of the same id: a server may count anew.
        chat: Whose updates stay in order: the chat's, or the person's where there is no chat.
        lost: Why a part of it could not be read, if one could not.
    """

    update_id: int
    mark: int
    chat: int
    is_order: bool
    update: Update
    lost: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An update that can't be read.

    Attributes:
        update_id: None if even that can't be told.
        kind: As Telegram calls it; "update" if it has none that we know.
        fault: Where it broke, in names of the Bot API alone.
    """

    update_id: int | None
    kind: str
    fault: str


def id_of(raw: object) -> int | None:
    """Give the id by which an update is confirmed; None if it has none that can be used."""
    if isinstance(raw, bytes):
        found = _ID.search(raw)
        return int(found[1]) if found else None
    value = raw.get("update_id") if isinstance(raw, dict) else None
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value < _LARGEST else None


def read(raw: object, bot: Bot) -> Arrival | Unreadable:
    """Read one update; whatever is wrong with it harms no other.

    A private message with something that can't be read, such as a newer server's poll, is read without that:
    its sender is told that the bot reads only text.
    """
    update_id = id_of(raw)
    if update_id is None:
        return Unreadable(None, "update", "no update_id")
    if not isinstance(raw, dict):
        is_large = isinstance(raw, bytes) and len(raw) > LARGEST_BYTES
        return Unreadable(update_id, "update", "larger than any of Telegram's" if is_large else "no JSON")
    found = _parsed(raw, update_id, bot)
    if isinstance(found, Unreadable) and (wordless := _wordless(raw.get("message"))) is not None:
        rescued = _parsed({"update_id": update_id, "message": wordless}, update_id, bot)
        return replace(rescued, lost=found) if isinstance(rescued, Arrival) else found
    return found


def _wordless(message: object) -> Json | None:
    """Give a private message without what came in place of words; None for any other."""
    if not isinstance(message, dict) or "text" in message:
        return None
    chat = message.get("chat")
    if not isinstance(chat, dict) or chat.get("type") != ChatType.PRIVATE:
        return None
    return {name: message[name] for name in _ENVELOPE if name in message}


def _parsed(raw: Json, update_id: int, bot: Bot) -> Arrival | Unreadable:
    kind = next((name for name in raw if name in _KINDS), "update")
    try:
        text = _IN_ORDER.encode(raw)
        mark = zlib.crc32(text.encode())
        if any(sign in text for sign in _AS_JSON_HAS_THEM):
            raw = cast("Json", _whole(raw))
        update = plain_message.read(raw, bot) or Update.de_json(raw, bot)
        fault = next(_faults(_content(update), kind), None)
        if fault is None:
            return Arrival(update_id, mark, _chat(update), is_order(update, bot.username), update)
    except Exception as error:  # noqa: BLE001 - the library raises whatever Python does on a wrong type
        fault = _place(error)
    return Unreadable(update_id, kind, fault)


def _whole(value: object) -> object:
    """Give what JSON holds with a sign for each that can stand in no text; lengths and places stay."""
    if isinstance(value, str):
        return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    if isinstance(value, dict):
        return {name: _whole(one) for name, one in value.items()}
    return value


def _content(update: Update) -> object:
    return next((found for name in Update.ALL_TYPES if (found := getattr(update, name))), None)


def _faults(value: object, path: str) -> Iterator[str]:
    """Name the fields that are not what the interactions take them for."""
    content: type = type(value)
    for name, allowed in _read_of(content):
        found = getattr(value, name)
        kind: type = type(found)
        if kind not in allowed or kind not in _SIMPLE:
            yield from _faults_of(found, allowed, f"{path}.{name}")
    if isinstance(value, CallbackQuery) and value.message is not None:
        yield from _faults(value.message, f"{path}.message")
        yield from _faults(value.message.chat, f"{path}.message.chat")


@cache
def _read_of(kind: type) -> tuple[tuple[str, _Kinds], ...]:
    """Give what is read of an object, and which types it may have."""
    return tuple(
        (name, allowed)
        for known, fields in _READ.items()
        if issubclass(kind, known)
        for name, allowed in fields.items()
    )


def _faults_of(value: object, allowed: _Kinds, path: str) -> Iterator[str]:
    if isinstance(value, tuple) and allowed == (MessageEntity,):
        for one in value:
            yield from _faults(one, path)
    elif not isinstance(value, allowed) or (isinstance(value, int) and not _is_whole(value, allowed)):
        yield path
    else:
        yield from _faults(value, path)


def _is_whole(value: int, allowed: _Kinds) -> bool:
    """Whether it is a number that can be stored, or a truth value where one belongs."""
    return bool in allowed if isinstance(value, bool) else abs(value) <= _LARGEST


def _chat(update: Update) -> int:
    """Give whose turn it is: a person's private chat has the person's own id."""
    if update.effective_chat:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else 0


def _place(error: Exception) -> str:
    """Say where the library gave up: the objects it was reading, and the fields it missed."""
    reading = list(dict.fromkeys(_being_read(error.__traceback__)))
    missing = _missing(error, reading[-1]) if reading else ""
    said = f"no {missing}" if missing else type(error).__name__
    return ": ".join((".".join(one.__name__ for one in reading[-3:]), said)) if reading else said


def _being_read(traceback: TracebackType | None) -> Iterator[type]:
    while traceback is not None:
        frame = traceback.tb_frame
        kind = frame.f_locals.get("cls") if frame.f_code.co_name == "de_json" else None
        if isinstance(kind, type):
            yield kind
        traceback = traceback.tb_next


def _missing(error: Exception, reading: type) -> str:
    """Name the fields that the library asked for: names of its own, never something that was sent."""
    found = _MISSING.search(str(error)) if isinstance(error, TypeError) else None
    if found:
        return found[1].replace("'", "")
    asked = error.args[0] if isinstance(error, KeyError) and error.args else None
    return asked if isinstance(asked, str) and asked in signature(reading).parameters else ""
