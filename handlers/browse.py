"""Looking around: /speakers, /topics, /facts, /quote, and the buttons that open and turn pages."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from telegram import CallbackQuery, Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from handlers import surfaces
from handlers.callback_data import Call, Verb, decode, encode
from handlers.memory import Recent
from handlers.pages import Pages
from handlers.person import Clock, Tongue, place_of
from handlers.rendering import entry_reply, explanation, render
from handlers.reply import Press, Reply
from handlers.texts import Texts
from knowledge.answer import Answer
from knowledge.record import Quote
from knowledge.snapshot import LiveSnapshot


@dataclass(frozen=True, slots=True)
class Browse:
    """Lists, pages, and a quote at random."""

    live: LiveSnapshot
    tongue: Tongue
    pages: Pages
    recent: Recent[Answer]
    clock: Clock
    dice: Random

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the commands and the presses."""
        new = filters.UpdateType.MESSAGE
        return (
            CommandHandler("speakers", self.speakers, filters=new),
            CommandHandler("topics", self.topics, filters=new),
            CommandHandler("facts", self.facts, filters=new),
            CommandHandler("quote", self.quote, filters=new),
            CallbackQueryHandler(self.press),
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
        texts = await self.tongue.of(update)
        wanted = " ".join(context.args or ())
        if not wanted:
            await surfaces.send(message, self.at_random(texts, context.bot.username))
            return
        snapshot = self.live.now
        answer = snapshot.answer(wanted)
        quotes = [hit.entry for hit in answer.hits if isinstance(hit.entry, Quote)]
        if answer.status == "answered" and quotes:
            chosen = self.dice.choice(quotes)
            await surfaces.send(message, entry_reply(chosen, texts, username=context.bot.username))
            return
        reply = render(answer, texts, record=snapshot.record, username=context.bot.username)
        await surfaces.send(message, reply)

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what a button says; one that nobody wrote, or whose entry is gone, says so."""
        query = update.callback_query
        if query is None:
            return
        texts = await self.tongue.of(update)
        call = decode(query.data or "")
        if call is None:
            await surfaces.done(query, texts.say("gone"))
            return
        if call.verb is Verb.DISMISS:
            await _dismiss(query, call, texts)
            return
        reply = self._pressed(update, query, call, texts, context.bot.username)
        if reply is None:
            await surfaces.done(query)
        elif reply.alert:
            await surfaces.done(query, reply.html)
        else:
            await surfaces.edit(query, reply)

    def at_random(self, texts: Texts, username: str) -> Reply:
        """Give any quote, with a button for another one."""
        entry = self.dice.choice(self.live.now.record.quotes)
        reply = entry_reply(entry, texts, username=username)
        another = Press(texts.say("button_another"), encode(Verb.ANOTHER))
        return Reply(reply.html, (*reply.rows, (another,)))

    async def _list(self, update: Update, context: ContextTypes.DEFAULT_TYPE, verb: Verb) -> None:
        message = update.effective_message
        if message is None:
            return
        texts = await self.tongue.of(update)
        reply = self.pages.open(Call(verb), texts, username=context.bot.username)
        if reply is not None:
            await surfaces.send(message, reply)

    def _pressed(
        self, update: Update, query: CallbackQuery, call: Call, texts: Texts, username: str
    ) -> Reply | None:
        if call.verb is Verb.ANOTHER:
            return self.at_random(texts, username)
        if call.verb is Verb.EXAMPLE:
            return self._example(update, call, texts, username)
        if call.verb is Verb.WHY:
            return self._why(query, call, texts)
        return self.pages.open(call, texts, username=username)

    def _example(self, update: Update, call: Call, texts: Texts, username: str) -> Reply:
        snapshot = self.live.now
        examples = snapshot.record.about.examples.get(texts.language) or ()
        if not 0 < call.page <= len(examples):
            return Reply(texts.say("gone"), alert=True)
        answer = snapshot.answer(examples[call.page - 1])
        self.recent.put(place_of(update), answer, self.clock())
        return render(answer, texts, record=snapshot.record, username=username)

    def _why(self, query: CallbackQuery, call: Call, texts: Texts) -> Reply:
        """Explain an answer by the question it replies to: nothing about the question was kept."""
        message = query.message
        asked = message.reply_to_message if isinstance(message, Message) else None
        question = asked.text if asked else None
        if not question:
            return Reply(texts.say("why_gone"), alert=True)
        back = Press(texts.say("button_back"), encode(Verb.ENTRY, call.target))
        return Reply(explanation(self.live.now.answer(question), texts), ((back,),))


async def _dismiss(query: CallbackQuery, call: Call, texts: Texts) -> None:
    """Take an answer away, for who asked."""
    if str(query.from_user.id) != call.target:
        await surfaces.done(query, texts.say("dismiss_others"))
        return
    await surfaces.done(query)
    await surfaces.take_away(query)
