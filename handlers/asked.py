"""What a message asks, and whether it asks the bot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from telegram import Message, MessageEntity
from telegram.constants import ChatType

ORDERS = frozenset({"daily", "subscribe", "unsubscribe", "stop", "forget"})
"""Commands with a lasting effect: heard however late they come, and however fast."""
ASK = "ask"
"""The command that says nothing but that a question follows."""

LEAST_TELLING = 3
"""Words that tell their language; fewer may be a name, which stands in any."""
_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2c00-\ua7ff\uac00-\ud7ff\uf900-\ufaff]")

_BLANK = " \t\r\n\u00a0\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
"""What nobody sees: blanks, joiners of no width, and marks of direction."""


def is_addressed(message: Message, username: str) -> bool:
    """Whether a message speaks to the bot: in private, by command or mention, or as a reply to it."""
    if message.chat.type == ChatType.PRIVATE or _is_answer_to(message, username):
        return True
    return bool(command_in(message, username)) or any(_own_names(message, username))


def is_by_name(message: Message, username: str) -> bool:
    """Whether a message can be for nobody but the bot: in a group other bots have commands too."""
    if message.chat.type == ChatType.PRIVATE or _is_answer_to(message, username):
        return True
    _, _, bot = _command(message).partition("@")
    return _same(bot, username) or any(_own_names(message, username))


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
    return words or (
        _words(message.reply_to_message, username) if asks_for_another(message, username) else ""
    )


def asks_for_another(message: Message, username: str) -> bool:
    """Whether a message says nothing but the bot's name under somebody else's words."""
    answered = message.reply_to_message
    return answered is not None and not _words(message, username) and not _is_by(answered, username)


def command_in(message: Message, username: str) -> str:
    """Give the command a message begins with, "quote" for "/quote@name"; "" for none or another bot's."""
    name, _, bot = _command(message).partition("@")
    return "" if bot and not _same(bot, username) else name.lower()


def _command(message: Message) -> str:
    """Give the command a message begins with, whoever it is for, as "quote" or "quote@name"."""
    first = next(iter(message.entities or message.caption_entities), None)
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset:
        return ""
    return _piece(message, first).removeprefix("/")


def _words(message: Message | None, username: str) -> str:
    """Give what is left without the bot's names, and without the command that announces a question."""
    if message is None:
        return ""
    left_out = [*_own_names(message, username)]
    if command_in(message, username) == ASK:
        left_out.append((message.entities or message.caption_entities)[0])
    # Telegram counts in UTF-16; from the end, so that the offsets before it stay true. Half a character,
    # which JSON can hold and no reply can be sent with, is left out.
    units = (message.text or message.caption or "").encode("utf-16-le", "surrogatepass")
    for entity in sorted(left_out, key=lambda one: one.offset, reverse=True):
        end = entity.offset + entity.length
        units = units[: 2 * entity.offset] + " ".encode("utf-16-le") + units[2 * end :]
    return units.decode("utf-16-le", "ignore").strip(_BLANK)


def _own_names(message: Message, username: str) -> Iterator[MessageEntity]:
    """Find the bot's name as a mention, or as a mention of the bot behind some other words."""
    for entity in message.entities or message.caption_entities:
        if entity.type not in {MessageEntity.MENTION, MessageEntity.TEXT_MENTION}:
            continue
        who = entity.user.username if entity.user else _piece(message, entity).removeprefix("@")
        if _same(who, username):
            yield entity


def _piece(message: Message, entity: MessageEntity) -> str:
    """Give the words of an entity; the library's own way fails where half a character stands beside them."""
    units = (message.text or message.caption or "").encode("utf-16-le", "surrogatepass")
    return units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "ignore")


def _is_answer_to(message: Message, username: str) -> bool:
    """Whether a message replies to the bot; in a topic that the bot opened, every message seems to."""
    answered = message.reply_to_message
    return _is_by(answered, username) and not (answered and answered.forum_topic_created)


def _is_by(message: Message | None, username: str) -> bool:
    author = message.from_user if message else None
    return bool(author and _same(author.username, username))


def _same(name: str | None, username: str) -> bool:
    return bool(name) and name is not None and name.lower() == username.lower()


def tells_its_language(words: str) -> bool:
    """Whether words tell in which language they are; a Latin name or two may stand in any."""
    return len(words.split()) >= LEAST_TELLING or is_not_latin(words)


def is_not_latin(words: str) -> bool:
    """Whether words hold letters of another script than Latin."""
    return bool(_NOT_LATIN.search(words))


def words_behind(message: Message | None) -> str:
    """Give what stands behind the command of a message."""
    said = (message.text or message.caption or "") if message else ""
    return " ".join(said.split()[1:]) if said.startswith("/") else ""
