"""Which updates are orders: they change something that lasts, and go before other chats' questions."""

from __future__ import annotations

from telegram import Message, Update

from handlers.asked import ORDERS, command_in
from handlers.callback_data import Verb, decode

_COMMANDS = ORDERS | {"settings"}
_PRESSES = frozenset({Verb.LANGUAGE, Verb.SETTINGS, Verb.FORGET, Verb.DAILY, Verb.DAYS_QUOTE})


def is_order(update: Update, username: str) -> bool:
    """Whether an update is a command or a press that changes something, or the bot's own place in a chat."""
    if update.callback_query:
        call = decode(update.callback_query.data or "")
        return call is not None and call.verb in _PRESSES
    message = update.message or update.channel_post
    if message is None:
        return update.my_chat_member is not None
    return _has_moved(message) or command_in(message, username) in _COMMANDS


def _has_moved(message: Message) -> bool:
    return message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None
