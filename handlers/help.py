"""/start, /help and /about; a deep link in /start opens what it names."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, filters

from handlers import surfaces
from handlers.button_rows import with_button
from handlers.callback_data import decode_start, group_link
from handlers.pages import Pages
from handlers.person import PersonLocale
from handlers.rendering import MOST_GREETING, asked_in, greeting, senders
from handlers.reply import Link, Reply
from handlers.texts import Texts
from knowledge.record.values import Record, Reported
from knowledge.snapshot import LiveSnapshot, Snapshot


@dataclass(frozen=True, slots=True)
class Help:
    """What the bot is and how to ask it."""

    live: LiveSnapshot
    person_locale: PersonLocale
    pages: Pages

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the commands."""
        new = filters.UpdateType.MESSAGE
        return (
            CommandHandler("start", self.start, filters=new),
            CommandHandler("help", self.help, filters=new),
            CommandHandler("about", self.about, filters=new),
        )

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Greet, or open what the deep link names."""
        message = update.effective_message
        if message is None:
            return
        texts = await self.person_locale.of(update)
        call = decode_start(context.args[0]) if context.args else None
        opened = self.pages.open(call, texts, username=context.bot.username) if call else None
        hello = _with_group(greeting(texts, self.live.now.record), message, texts, context.bot.username)
        await surfaces.send(message, opened or hello)

    async def help(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say how to ask and what there is."""
        message = update.effective_message
        if message:
            texts = await self.person_locale.of(update)
            told = Reply(_help(self.live.now.record, texts))
            await surfaces.send(message, _with_group(told, message, texts, context.bot.username))

    async def about(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say what the record holds and how it is kept."""
        if update.effective_message:
            texts = await self.person_locale.of(update)
            await surfaces.send(update.effective_message, Reply(about(self.live.now, texts)))


def _with_group(reply: Reply, message: Message, texts: Texts, username: str) -> Reply:
    """Offer to take the bot to a group, to who is not in one."""
    if message.chat.type != ChatType.PRIVATE:
        return reply
    return with_button(reply, Link(texts.label("button_group"), group_link(username)))


def _help(record: Record, texts: Texts) -> str:
    """Say how to ask, by questions that this record answers."""
    examples = record.about.examples_in(texts.language)[:MOST_GREETING]
    *_, name = ("…", *senders(texts, record))
    return texts.plain["help"].format(
        languages=escape(asked_in(record, texts)),
        examples="\n".join(f"• <i>{escape(example)}</i>" for example in examples),
        name=escape(name),
    )


def about(snapshot: Snapshot, texts: Texts) -> str:
    """Describe the record: counted, not claimed."""
    record: Record = snapshot.record
    language = texts.language
    source = record.quotes[0].source
    as_of = next((one.as_of for one in record.speakers.values() if one.office and one.as_of), None)
    offices = texts.say("about_offices", as_of=as_of.within(language)) if as_of else ""
    reported = sum(isinstance(entry, Reported) for entry in record.entries.values())
    return texts.say(
        "about",
        title=record.about.title.within(language),
        quotes=texts.count("count_quotes", len(record.quotes)),
        reported=texts.count("count_reported", reported),
        facts=texts.count("count_facts", len(record.facts)),
        speakers=texts.join(senders(texts, record)),
        source=source.title.within(language),
        publisher=source.publisher.within(language),
        language=texts.language_name(record.about.language),
        offices=f"\n{offices}" if offices else "",
        version=snapshot.version,
    )
