"""A mistake reported: one message about one entry, kept without who sent it, told to the administrators."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from html import escape

from telegram import Bot, Message, MessageEntity, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from handlers import surfaces
from handlers.asked import tells_its_language
from handlers.callback_data import Verb, address_of, decode, decode_start, deep_link
from handlers.entries import label
from handlers.mistake import MOST_CHARACTERS, Mistake, MistakeStore
from handlers.person import Clock, PersonLocale
from handlers.reply import Reply
from handlers.texts import Texts
from knowledge.record.values import Entry
from knowledge.snapshot import LiveSnapshot

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Report:
    """Reports of mistakes.

    What is asked for comes as a reply to the message that asks, and that message names the entry by its link:
    nothing has to be remembered between the two.

    Attributes:
        mistakes: None where nothing is kept: in the terminal.
        admin_ids: Who is told, by Telegram id.
    """

    live: LiveSnapshot
    person_locale: PersonLocale
    mistakes: MistakeStore | None
    admin_ids: Collection[int]
    clock: Clock

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handlers; they belong before those of /start, of all presses and of questions."""
        private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
        return (
            CallbackQueryHandler(self.pressed, pattern=rf"^{Verb.REPORT}(:|$)"),
            CommandHandler("start", self.linked, filters=private & filters.Regex(r"^\S+\s+m_\S+$")),
            MessageHandler(private & filters.TEXT & ~filters.COMMAND & _Reporting(), self.told),
        )

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask what is wrong; elsewhere than in private lead into one's own chat."""
        query = update.callback_query
        call = decode(query.data or "") if query else None
        if query is None or call is None:
            return
        texts = await self.person_locale.of(update)
        entry = self.live.now.record.entries.get(call.target)
        message = query.message
        if entry is None:
            await surfaces.done(query, texts.say("gone"))
        elif not isinstance(message, Message) or message.chat.type != ChatType.PRIVATE:
            await surfaces.lead(query, address_of(context.bot.username, call))
        else:
            await surfaces.done(query)
            await self._ask(message, entry, texts, context.bot.username)

    async def linked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask what is wrong with the entry that a deep link names."""
        message = update.effective_message
        call = decode_start((context.args or [""])[0])
        if message is None or call is None:
            return
        texts = await self.person_locale.of(update)
        entry = self.live.now.record.entries.get(call.target)
        if entry is None:
            await surfaces.send(message, Reply(texts.say("gone")))
        else:
            await self._ask(message, entry, texts, context.bot.username)

    async def told(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Keep what a reader says is wrong, tell the administrators, and thank."""
        message = update.effective_message
        entry_id = _reported_in(message.reply_to_message if message else None)
        if message is None or self.mistakes is None or entry_id is None:
            return
        words = (message.text or "")[:MOST_CHARACTERS]
        spoken = self.live.now.understood(words)[-1].language if tells_its_language(words) else ""
        texts = await self.person_locale.of(update, asked_in=spoken)
        mistake = Mistake(entry_id, texts.language, words, self.clock().date())
        await self.mistakes.keep(mistake)
        await surfaces.send(message, Reply(texts.say("report_thanks")))
        await self._tell(context.bot, mistake)

    async def _ask(self, message: Message, entry: Entry, texts: Texts, username: str) -> None:
        if self.mistakes is None:
            await surfaces.send(message, Reply(texts.say("report_not_here")))
            return
        link = f'<a href="{deep_link(username, Verb.REPORT, entry.id)}">{escape(label(entry, texts))}</a>'
        await surfaces.send(message, Reply(texts.plain["report_ask"].format(entry=link), asks=True))

    async def _tell(self, bot: Bot, mistake: Mistake) -> None:
        entry = self.live.now.record.entries.get(mistake.entry_id)
        place = f"{entry.place.file}:{entry.place.line}" if entry else ""
        link = f'<a href="{deep_link(bot.username, Verb.ENTRY, mistake.entry_id)}">{mistake.entry_id}</a>'
        for person in self.admin_ids:
            texts = await self.person_locale.of_person(person)
            told = texts.plain["report_told"].format(
                entry=link, place=escape(place), words=escape(mistake.words)
            )
            try:
                await surfaces.tell(bot, person, Reply(told))
            except TelegramError as error:
                _LOG.warning("an administrator could not be told of a reported mistake: %s", error)


class _Reporting(filters.MessageFilter):
    """Takes replies to the message that asks what is wrong."""

    def filter(self, message: Message) -> bool:
        """Whether the message is such a reply."""
        return _reported_in(message.reply_to_message) is not None


def _reported_in(asked: Message | None) -> str | None:
    """Give the id of the entry that a message of the bot's asks about; None for any other message."""
    if asked is None or asked.from_user is None or not asked.from_user.is_bot:
        return None
    for entity in asked.entities:
        if entity.type == MessageEntity.TEXT_LINK:
            call = decode_start((entity.url or "").partition("?start=")[2])
            if call is not None and call.verb is Verb.REPORT:
                return call.target
    return None
