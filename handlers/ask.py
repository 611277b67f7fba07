"""A question in a chat, answered; asked anew when it is edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import Message, MessageEntity, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, ContextTypes, MessageHandler, filters

from handlers import surfaces
from handlers.callback_data import Verb, encode
from handlers.memory import Recent
from handlers.person import Clock, Tongue, place_of
from handlers.rendering import example_rows, render
from handlers.reply import Press, Reply
from handlers.texts import Texts
from knowledge.answer import Answer
from knowledge.snapshot import LiveSnapshot

OLDEST_QUESTION = timedelta(minutes=10)
"""Telegram keeps updates for a day while the bot is down; nobody waits for an answer that long."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Questions in words, and whatever else people send."""

    live: LiveSnapshot
    tongue: Tongue
    recent: Recent[Answer]
    sent: Recent[int]
    clock: Clock

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handlers: new questions, edited ones, and what is no text."""
        new = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
        edited = filters.UpdateType.EDITED_MESSAGE | filters.UpdateType.EDITED_CHANNEL_POST
        words = filters.TEXT & ~filters.COMMAND
        return (
            MessageHandler(new & words, self.question),
            MessageHandler(edited & words, self.edited),
            MessageHandler(
                filters.UpdateType.MESSAGE
                & filters.ChatType.PRIVATE
                & ~filters.TEXT
                & ~filters.StatusUpdate.ALL,
                self.anything_else,
            ),
        )

    async def question(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a question put to the bot: any in a private chat, elsewhere only when addressed."""
        message = update.effective_message
        if message is None or self._is_old(message) or not is_addressed(message, context.bot.username):
            return
        texts = await self.tongue.of(update)
        reply = dismissable(self._reply(update, message, texts, context.bot.username), message, texts)
        sent = await surfaces.send(message, reply)
        self.sent.put(_of_message(message), sent.message_id, self.clock())

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer an edited question in the place of the answer it had."""
        message = update.effective_message
        sent_id = self.sent.get(_of_message(message), self.clock()) if message else None
        if message is None or sent_id is None:
            return
        texts = await self.tongue.of(update)
        await surfaces.replace(message, sent_id, self._reply(update, message, texts, context.bot.username))

    async def anything_else(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say kindly that stickers, photos and voices can't be read."""
        message = update.effective_message
        if message is None or self._is_old(message):
            return
        texts = await self.tongue.of(update)
        rows = example_rows(texts, self.live.now.record)
        await surfaces.send(message, Reply(texts.say("anything_else"), rows))

    def _reply(self, update: Update, message: Message, texts: Texts, username: str) -> Reply:
        snapshot = self.live.now
        now = self.clock()
        place = place_of(update)
        answer = snapshot.answer(question_in(message, username), previous=self.recent.get(place, now))
        self.recent.put(place, answer, now)
        return render(answer, texts, record=snapshot.record, username=username)

    def _is_old(self, message: Message) -> bool:
        sent: datetime = message.date
        return self.clock() - sent > OLDEST_QUESTION


def dismissable(reply: Reply, message: Message, texts: Texts) -> Reply:
    """Let the asker take an answer away again, where others would have to read it."""
    if message.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP} or message.from_user is None:
        return reply
    button = Press(texts.plain["button_dismiss"], encode(Verb.DISMISS, str(message.from_user.id)))
    return Reply(reply.html, (*reply.rows, (button,)))


def is_addressed(message: Message, username: str) -> bool:
    """Whether a message speaks to the bot: in private, by mention, or as a reply to it."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    answered = message.reply_to_message
    if answered and answered.from_user and answered.from_user.username == username:
        return True
    return any(name.lower() == f"@{username.lower()}" for name in _mentions(message).values())


def question_in(message: Message, username: str) -> str:
    """Give the words of a message without the bot's name."""
    text = message.text or ""
    for name in _mentions(message).values():
        if name.lower() == f"@{username.lower()}":
            text = text.replace(name, " ")
    return text.strip()


def _mentions(message: Message) -> dict[MessageEntity, str]:
    return message.parse_entities([MessageEntity.MENTION])


def _of_message(message: Message) -> tuple[int, int, int]:
    return (message.chat_id, message.message_id, 0)
