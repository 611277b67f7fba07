"""A question in a chat, answered; asked anew when it is edited."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from telegram import Message, Update
from telegram.ext import BaseHandler, ContextTypes, MessageHandler, filters

from handlers import surfaces
from handlers.asked import command_in, is_addressed, is_echo, question_in
from handlers.cooldown import Cooldown, Given
from handlers.dismissal import dismissable
from handlers.memory import Recent
from handlers.person import Clock, Tongue, place_of
from handlers.rendering import example_rows, greeting, render
from handlers.reply import Reply
from handlers.texts import Texts
from knowledge.answer import Answer
from knowledge.snapshot import LiveSnapshot, Snapshot


@dataclass(frozen=True, slots=True)
class Ask:
    """Questions in words, and whatever else people send.

    Attributes:
        recent: What was answered last in each place, so that the next question may lean on it.
        sent: Which message of the bot's answers which of a person's.
    """

    live: LiveSnapshot
    tongue: Tongue
    recent: Recent[Answer]
    sent: Recent[int]
    cooldown: Cooldown
    clock: Clock

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handlers: new questions, edited ones, unknown commands, and what holds no words."""
        new = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
        edited = filters.UpdateType.EDITED_MESSAGE | filters.UpdateType.EDITED_CHANNEL_POST
        words = (filters.TEXT & ~filters.COMMAND) | filters.CAPTION
        private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
        return (
            MessageHandler(new & words, self.question),
            MessageHandler(edited & words, self.edited),
            MessageHandler(filters.UpdateType.MESSAGE & filters.COMMAND, self.unknown_command),
            MessageHandler(private & ~filters.TEXT & ~filters.StatusUpdate.ALL, self.anything_else),
        )

    async def question(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a question put to the bot: any in a private chat, elsewhere only when addressed."""
        message, username = update.effective_message, context.bot.username
        if message is None or is_echo(message, username) or not is_addressed(message, username):
            return
        texts = await self.tongue.of(update)
        snapshot = self.live.now
        words = question_in(message, username)
        if not words:
            await surfaces.send(message, greeting(texts, snapshot.record))
            return
        answer = self._answer(update, words, snapshot)
        standing = self.cooldown.standing(message, answer, self.clock())
        if standing is not None:
            await self._point(message, answer, standing, texts)
            return
        reply = render(answer, texts, record=snapshot.record, username=username)
        sent = await surfaces.send(message, dismissable(reply, message, texts))
        self.sent.put(_of_message(message), sent.message_id, self.clock())
        self.cooldown.keep(message, answer, Given(sent.message_id), now=self.clock())

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer an edited question in the place of the answer it had."""
        message, username = update.effective_message, context.bot.username
        sent_id = self.sent.get(_of_message(message), self.clock()) if message else None
        if message is None or sent_id is None:
            return
        texts = await self.tongue.of(update)
        snapshot = self.live.now
        answer = self._answer(update, question_in(message, username), snapshot)
        reply = render(answer, texts, record=snapshot.record, username=username)
        await surfaces.replace(message, sent_id, dismissable(reply, message, texts))

    async def unknown_command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say kindly that there is no such command, and which may have been meant."""
        message, username = update.effective_message, context.bot.username
        command = command_in(message, username) if message else ""
        if message is None or not command or not is_addressed(message, username):
            return
        texts = await self.tongue.of(update)
        await surfaces.send(message, Reply(_did_you_mean(command, texts)))

    async def anything_else(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say kindly that stickers, photos and voices can't be read."""
        message = update.effective_message
        if message is None or is_echo(message, context.bot.username):
            return
        texts = await self.tongue.of(update)
        rows = example_rows(texts, self.live.now.record)
        await surfaces.send(message, Reply(texts.say("anything_else"), rows))

    def _answer(self, update: Update, words: str, snapshot: Snapshot) -> Answer:
        now, place = self.clock(), place_of(update)
        answer = snapshot.answer(words, previous=self.recent.get(place, now))
        self.recent.put(place, answer, now)
        return answer

    async def _point(self, message: Message, answer: Answer, standing: Given, texts: Texts) -> None:
        """Point at the same answer where it stands already; the next time say nothing."""
        if standing.is_pointed_at:
            return
        note = dismissable(Reply(texts.say("just_answered")), message, texts)
        await surfaces.send(message, note, to=standing.message_id)
        pointed = Given(standing.message_id, is_pointed_at=True)
        self.cooldown.keep(message, answer, pointed, now=self.clock())


def _did_you_mean(command: str, texts: Texts) -> str:
    known = [key.removeprefix("cmd_") for key in texts.plain if key.startswith("cmd_")]
    meant = get_close_matches(command, known, n=2, cutoff=0.6)
    if not meant:
        return texts.say("unknown_command", command=command)
    return texts.say("unknown_command_meant", command=command, meant=" · ".join(f"/{one}" for one in meant))


def _of_message(message: Message) -> tuple[int, int, int]:
    return (message.chat_id, message.message_id, 0)
