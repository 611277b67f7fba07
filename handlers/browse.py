"""Looking around: /speakers, /topics, /facts and /quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, filters

from handlers import surfaces
from handlers.asked import tells_its_language
from handlers.callback_data import Call, Verb
from handlers.memories import Memories
from handlers.named import speaker_named, theme_named
from handlers.pages import Pages, of_theme, one_of
from handlers.person import Clock, PersonLocale, place_of
from handlers.rendering import render
from handlers.reply import Reply
from handlers.shown import entry_in, entry_in_html
from handlers.texts import Texts
from knowledge.answering.answer import Answer
from knowledge.answering.kinds import Status
from knowledge.record.values import Quote, Record
from knowledge.snapshot import LiveSnapshot


@dataclass(frozen=True, slots=True)
class Browse:
    """Lists, and a quote at random."""

    live: LiveSnapshot
    person_locale: PersonLocale
    pages: Pages
    memories: Memories
    clock: Clock
    rng: Random

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the commands."""
        new = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
        return (
            CommandHandler("speakers", self.speakers, filters=new),
            CommandHandler(["topics", "themes"], self.topics, filters=new),
            CommandHandler("facts", self.facts, filters=new),
            CommandHandler("quote", self.quote, filters=new),
        )

    async def speakers(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """List who sent a message."""
        await self._list(update, context, Verb.SPEAKERS)

    async def topics(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """List what they speak of."""
        await self._list(update, context, Verb.THEMES)

    async def facts(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """List what is known."""
        await self._list(update, context, Verb.FACTS)

    async def quote(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Give a quote at random; of the speaker or theme that the words behind the command name."""
        message = update.effective_message
        if message is None:
            return
        wanted = " ".join(context.args or ())
        texts = await self.person_locale.of(update, asked_in=self._language(wanted))
        snapshot, place, now = self.live.now, place_of(update), self.clock()
        replied = entry_in(message.reply_to_message, snapshot.record)
        last = replied.id if replied else self.memories.shown.get(place, now) or ""
        reply = self._chosen(wanted, texts, context.bot.username, but=last)
        sent_id = await surfaces.send(message, reply)
        entry = entry_in_html(reply.html, snapshot.record)
        if entry is not None:
            self.memories.shown.put(place, entry.id, now)
            self.memories.keep_unasked(entry, snapshot, place=place, message_id=sent_id, now=now)

    def _language(self, wanted: str) -> str:
        return self.live.now.answer(wanted).language if tells_its_language(wanted) else ""

    def _chosen(self, wanted: str, texts: Texts, username: str, *, but: str) -> Reply:
        snapshot = self.live.now
        if not wanted and snapshot.record.quotes:
            return one_of(snapshot.record.quotes, texts, rng=self.rng, username=username, but=but)
        answer = snapshot.answer(wanted)
        theme = theme_named(answer, snapshot.record)
        found = of_theme(theme, texts, snapshot.record, rng=self.rng, username=username) if theme else None
        quotes = _quotes(answer, snapshot.record)
        if found is None and quotes:
            found = one_of(quotes, texts, rng=self.rng, username=username, but=but)
        return found or render(answer, texts, record=snapshot.record, username=username)

    async def _list(self, update: Update, context: ContextTypes.DEFAULT_TYPE, verb: Verb) -> None:
        message = update.effective_message
        if message is None:
            return
        texts = await self.person_locale.of(update)
        reply = self.pages.open(Call(verb), texts, username=context.bot.username)
        if reply is not None:
            await surfaces.send(message, reply)


def _quotes(answer: Answer, record: Record) -> Sequence[Quote]:
    """Give all quotes of the speaker who was named, and nothing else; otherwise those that answer."""
    speaker = speaker_named(answer, record)
    entries = record.passages_of(speaker.id) if speaker else [hit.entry for hit in answer.hits]
    return [one for one in entries if isinstance(one, Quote)] if answer.status == Status.ANSWERED else ()
