"""What a message asks, and whether it asks the bot."""

from __future__ import annotations

from collections.abc import Iterator

from telegram import Message, MessageEntity
from telegram.constants import ChatType

ORDERS = frozenset({"daily", "subscribe", "unsubscribe", "stop", "forget"})
"""Commands with a lasting effect: heard however late they come, and however fast."""


def is_addressed(message: Message, username: str) -> bool:
    """Whether a message speaks to the bot: in private, by command or mention, or as a reply to it."""
    if message.chat.type == ChatType.PRIVATE or _is_by(message.reply_to_message, username):
        return True
    return bool(command_in(message, username)) or any(_own_names(message, username))


def is_echo(message: Message, username: str) -> bool:
    """Whether a message brings back what was answered already.

    Such are the bot's own results, sent by a person through inline mode, and channel posts that
    Telegram copies into the channel's discussion group.
    """
    via = message.via_bot
    return bool(message.is_automatic_forward) or bool(via and _same(via.username, username))


def question_in(message: Message, username: str) -> str:
    """Give the words of a message, or of its caption, without the bot's name.

    If it says nothing but the name, as a reply to somebody else's words, those are the question.
    """
    words = _words(message, username)
    answered = message.reply_to_message
    if words or answered is None or _is_by(answered, username):
        return words
    return _words(answered, username)


def command_in(message: Message, username: str) -> str:
    """Give the command a message begins with, "quote" for "/quote@name"; "" for none or another bot's."""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset:
        return ""
    name, _, bot = message.parse_entity(first).removeprefix("/").partition("@")
    return "" if bot and not _same(bot, username) else name.lower()


def _words(message: Message, username: str) -> str:
    text = message.text or message.caption or ""
    for name in _own_names(message, username):
        text = text.replace(name, " ")
    return text.strip()


def _own_names(message: Message, username: str) -> Iterator[str]:
    mentions = {
        **message.parse_entities([MessageEntity.MENTION]),
        **message.parse_caption_entities([MessageEntity.MENTION]),
    }
    return (name for name in mentions.values() if _same(name.removeprefix("@"), username))


def _is_by(message: Message | None, username: str) -> bool:
    author = message.from_user if message else None
    return bool(author and _same(author.username, username))


def _same(name: str | None, username: str) -> bool:
    return bool(name) and name is not None and name.lower() == username.lower()
