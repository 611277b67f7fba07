"""The update that most are, words in a message and nothing else, made in a fifth of the library's time.

The library looks for each of a hundred fields in what came, and has a method set each of them, nearly all to
None. Here they are copied from a message that it made itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias, TypeVar

from telegram import Bot, Chat, Message, TelegramObject, Update, User
from telegram.constants import ChatType

_OF_UPDATE = frozenset({"update_id", "message"})
_OF_MESSAGE = frozenset({"message_id", "date", "chat", "from", "text"})

_Made = TypeVar("_Made", bound=TelegramObject)
_Copies: TypeAlias = tuple[tuple[Callable[[object, object], None], object], ...]


def read(raw: Mapping[str, Any], bot: Bot) -> Update | None:
    """Give such an update as `Update.de_json` does; None for any other, and for one with a fault."""
    said = raw.get("message")
    if raw.keys() != _OF_UPDATE or not isinstance(said, dict) or said.keys() != _OF_MESSAGE:
        return None
    try:
        date = datetime.fromtimestamp(said["date"], tz=UTC)
        chat, sender = Chat.de_json(said["chat"], bot), User.de_json(said["from"], bot)
    except Exception:  # noqa: BLE001 - the library reads it again, and what it raises is told
        return None
    number = said["message_id"]
    message = _copy(
        Message,
        _MESSAGE,
        _bot=bot,
        _id_attrs=(number, chat),
        message_id=number,
        date=date,
        chat=chat,
        from_user=sender,
        text=said["text"],
    )
    update_id = raw["update_id"]
    return _copy(Update, _UPDATE, _bot=bot, _id_attrs=(update_id,), update_id=update_id, message=message)


def _copies(made: TelegramObject) -> _Copies:
    """Give what sets each field of another object to what it is in this one."""
    slots = (kind.__dict__[name] for kind in type(made).__mro__ for name in getattr(kind, "__slots__", ()))
    return tuple((slot.__set__, slot.__get__(made)) for slot in slots)


def _copy(kind: type[_Made], copies: _Copies, **other: object) -> _Made:
    made = kind.__new__(kind)
    for put, value in copies:
        put(made, value)
    for name, value in other.items():
        # The library's own way refuses what is whole already.
        object.__setattr__(made, name, value)
    return made


_MESSAGE = _copies(Message(0, datetime.fromtimestamp(0, tz=UTC), Chat(0, ChatType.PRIVATE)))
_UPDATE = _copies(Update(0))
