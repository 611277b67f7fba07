"""A question in a chat, answered; asked anew when it is edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from zlib import crc32

from telegram import Message, Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, MessageHandler, filters

from handlers import surfaces
from handlers.asked import (
    ASK,
    ORDERS,
    asks_for_another,
    command_in,
    is_addressed,
    is_by_name,
    is_echo,
    question_in,
)
from handlers.cooldown import Cooldown, Given
from handlers.dismissal import dismissable
from handlers.manners import REACTIONS, Manner, Mannerly, manner_of
from handlers.memory import Recent
from handlers.person import Clock, Tongue, place_of
from handlers.rendering import example_rows, greeting, render
from handlers.reply import Reply
from handlers.standing import Standing
from handlers.texts import Texts
from knowledge.answering.answer import Answer
from knowledge.snapshot import LiveSnapshot, Snapshot

ALBUM = 1
"""Where a message has 0: the number between them is an album's, not a message's."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Questions in words, and whatever else people send.

    Attributes:
        recent: What was answered last in each place, so that the next question may lean on it.
        stands: What each message of the bot's answers, so that a reply to it may lean on that instead.
        sent: Which message of the bot's answers which of a person's.
    """

    live: LiveSnapshot
    tongue: Tongue
    recent: Recent[Answer]
    stands: Standing
    sent: Recent[int]
    cooldown: Cooldown
    clock: Clock

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handlers: new questions, edited ones, unknown commands, and what holds no words."""
        new = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
        edited = filters.UpdateType.EDITED_MESSAGE | filters.UpdateType.EDITED_CHANNEL_POST
        words = (filters.TEXT & ~filters.COMMAND) | filters.CAPTION
        private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
        things = filters.ATTACHMENT | filters.STORY | filters.CHECKLIST
        return (
            CommandHandler(ASK, self.question, filters=new),
            MessageHandler(new & words, self.question),
            MessageHandler(edited, self.edited),
            MessageHandler(filters.UpdateType.MESSAGE & filters.COMMAND, self.unknown_command),
            MessageHandler(private & things, self.anything_else),
        )

    async def question(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a question put to the bot: any in a private chat, elsewhere only when addressed."""
        message, username = update.effective_message, context.bot.username
        if message is None or is_echo(message, username) or not is_addressed(message, username):
            return
        snapshot = self.live.now
        words = question_in(message, username)
        if not words:
            texts = await self.tongue.of(update)
            await self._answered(message, greeting(texts, snapshot.record), texts)
            return
        if said := manner_of(words):
            await self._return_manners(update, message, said)
            return
        answer = self._answer(update, words, snapshot)
        texts = await self.tongue.of(update, asked_in=answer.language)
        standing = self.cooldown.standing(message, answer, self.clock())
        if standing is not None:
            await self._point(message, answer, standing, texts)
            return
        reply = render(answer, texts, record=snapshot.record, username=username)
        sent_id = await self._answered(message, reply, texts, to=_whose_words(message, username))
        self._stands(update, sent_id, answer)
        self.cooldown.keep(message, answer, Given(sent_id), now=self.clock())

    async def _return_manners(self, update: Update, message: Message, said: Mannerly) -> None:
        """React to thanks and "ok"; where that is not allowed, and to all else, say a word."""
        reaction = REACTIONS.get(said.manner)
        if reaction and await surfaces.react(message, reaction):
            return
        texts = await self.tongue.of(update, asked_in=said.language)
        about = self.live.now.record.about
        match said.manner:
            case Manner.HELLO:
                reply = greeting(texts, self.live.now.record)
            case Manner.WHO:
                title, subject = about.title.within(texts.language), about.subject.within(texts.language)
                reply = Reply(texts.say("manner_who", title=title, subject=subject))
            case _:
                reply = Reply(texts.say(f"manner_{said.manner}"))
        await self._answered(message, reply, texts)

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer an edited question in the place of the answer it had."""
        message = update.effective_message
        sent_id = self.sent.get(_of_message(message), self.clock()) if message else None
        if message is None or sent_id is None:
            return
        answer, texts, reply = await self._anew(update, message, context.bot.username)
        self.cooldown.lift(message.chat_id, sent_id)
        stands_at = await surfaces.replace(message, sent_id, dismissable(reply, message, texts))
        self.sent.put(_of_message(message), stands_at, self.clock())
        if answer is not None:
            self._stands(update, stands_at, answer)

    async def unknown_command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say kindly that there is no such command, and which may have been meant."""
        message, username = update.effective_message, context.bot.username
        command = command_in(message, username) if message else ""
        if message is None or not command or not is_by_name(message, username):
            return
        texts = await self.tongue.of(update)
        await surfaces.send(message, Reply(_did_you_mean(command, texts)))

    async def anything_else(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say kindly that stickers, photos and voices can't be read."""
        message = update.effective_message
        if message is None or is_echo(message, context.bot.username) or self._is_seen(message):
            return
        texts = await self.tongue.of(update)
        rows = example_rows(texts, self.live.now.record)
        await surfaces.send(message, Reply(texts.say("anything_else"), rows))

    def _answer(self, update: Update, words: str, snapshot: Snapshot) -> Answer:
        now, place = self.clock(), place_of(update)
        previous = self._replied_to(update.effective_message, now) or self.recent.get(place, now)
        answer = snapshot.answer(words, previous=previous)
        self.recent.put(place, answer, now)
        return answer

    def _stands(self, update: Update, message_id: int, answer: Answer) -> None:
        chat_id, _, asker = place_of(update)
        self.stands.put(answer, chat_id=chat_id, message_id=message_id, asker=asker, now=self.clock())

    def _replied_to(self, message: Message | None, now: datetime) -> Answer | None:
        """Give what the message says to which a person replies, whoever had asked for it."""
        said = message.reply_to_message if message else None
        return self.stands.get(said.chat_id, said.message_id, now) if said else None

    async def _anew(
        self, update: Update, message: Message, username: str
    ) -> tuple[Answer | None, Texts, Reply]:
        """Say what an edited message asks now; it may have become a command, or nothing at all."""
        snapshot = self.live.now
        command = command_in(message, username)
        if command and command != ASK:
            texts = await self.tongue.of(update)
            return None, texts, Reply(texts.say("edited_command", command=command))
        words = question_in(message, username)
        if not words:
            texts = await self.tongue.of(update)
            return None, texts, greeting(texts, snapshot.record)
        answer = self._answer(update, words, snapshot)
        texts = await self.tongue.of(update, asked_in=answer.language)
        return answer, texts, render(answer, texts, record=snapshot.record, username=username)

    async def _answered(self, message: Message, reply: Reply, texts: Texts, *, to: int | None = None) -> int:
        """Send an answer, and remember which message of the bot's it became."""
        sent = await surfaces.send(message, dismissable(reply, message, texts), to=to)
        self.sent.put(_of_message(message), sent.message_id, self.clock())
        return sent.message_id

    def _is_seen(self, message: Message) -> bool:
        """Whether a picture belongs to an album of which another one came already: one word is enough."""
        if message.media_group_id is None:
            return False
        album = (message.chat_id, crc32(message.media_group_id.encode()), ALBUM)
        is_seen = self.sent.get(album, self.clock()) is not None
        self.sent.put(album, message.message_id, self.clock())
        return is_seen

    async def _point(self, message: Message, answer: Answer, standing: Given, texts: Texts) -> None:
        """Point at the same answer where it stands already; the next time say nothing."""
        if standing.is_pointed_at:
            return
        note = dismissable(Reply(texts.say("just_answered")), message, texts)
        await surfaces.send(message, note, to=standing.message_id)
        pointed = Given(standing.message_id, is_pointed_at=True)
        self.cooldown.keep(message, answer, pointed, now=self.clock())


def _did_you_mean(command: str, texts: Texts) -> str:
    known = [*(key.removeprefix("cmd_") for key in texts.plain if key.startswith("cmd_")), *sorted(ORDERS)]
    meant = get_close_matches(command, known, n=2, cutoff=0.6)
    if not meant:
        return texts.say("unknown_command", command=command)
    return texts.say("unknown_command_meant", command=command, meant=" · ".join(f"/{one}" for one in meant))


def _whose_words(message: Message, username: str) -> int | None:
    """Give the message that is answered instead of the one that only called the bot to it."""
    answered = message.reply_to_message
    return answered.message_id if answered and asks_for_another(message, username) else None


def _of_message(message: Message) -> tuple[int, int, int]:
    # With its person, so that /forget finds it.
    return (message.chat_id, message.message_id, message.from_user.id if message.from_user else 0)
