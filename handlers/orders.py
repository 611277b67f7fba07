"""Which updates are orders: they change something that lasts, and go before other chats' questions."""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatMemberStatus

from handlers.asked import ORDERS, command_in
from handlers.callback_data import Call, Change, Verb, decode

_COMMANDS = ORDERS | {"settings"}
_PRESSES = frozenset({Verb.LANGUAGE, Verb.SETTINGS, Verb.FORGET, Verb.DAILY, Verb.DAYS_QUOTE})

_SWITCHES = frozenset(one for one in Change if one.ends_or_begins)
_STOP_AND_RESUME = frozenset({3, 4})
"""Pages of `Verb.DAYS_QUOTE`, as handlers/daily/sending.py numbers them."""
_OUTSIDE = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})


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


def lasts(update: Update, username: str) -> bool:
    """Whether an order must be carried out even hours later; one that only shows something need not."""
    if update.callback_query:
        call = decode(update.callback_query.data or "")
        return call is not None and _changes(call)
    message = update.message or update.channel_post
    if message is not None:
        return _has_moved(message) or command_in(message, username) in ORDERS
    member = update.my_chat_member
    return member is not None and member.new_chat_member.status in _OUTSIDE


def _changes(call: Call) -> bool:
    if call.verb in {Verb.LANGUAGE, Verb.FORGET}:
        return True
    if call.verb is Verb.DAYS_QUOTE:
        return call.page in _STOP_AND_RESUME
    return call.verb is Verb.DAILY and (call.page > 0 or call.target in _SWITCHES)
