"""/compare: a theme's voices, or two speakers, side by side; and who is silent."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from handlers import surfaces
from handlers.callback_data import Call, Verb, decode
from handlers.person import Tongue
from handlers.rendering import render
from handlers.reply import Reply
from handlers.texts import Texts
from handlers.voices import together
from knowledge.answer import Answer
from knowledge.record import Quote, Record, Reported
from knowledge.snapshot import LiveSnapshot


@dataclass(frozen=True, slots=True)
class Compare:
    """Voices side by side."""

    live: LiveSnapshot
    tongue: Tongue

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the command, and the presses that turn its pages."""
        return (
            CommandHandler("compare", self.compare, filters=filters.UpdateType.MESSAGE),
            CallbackQueryHandler(self.turn, pattern=rf"^{Verb.COMPARE}:"),
        )

    async def compare(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Compare what the words behind the command name."""
        message = update.effective_message
        if message is None:
            return
        texts = await self.tongue.of(update)
        reply = self._compared(message, texts, username=context.bot.username)
        await surfaces.send(message, reply)

    async def turn(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Turn to another page of the comparison that the pressed message holds."""
        query = update.callback_query
        if query is None:
            return
        texts = await self.tongue.of(update)
        call = decode(query.data or "")
        asked = query.message.reply_to_message if isinstance(query.message, Message) else None
        if call is None or asked is None:
            await surfaces.done(query, texts.say("why_gone"))
            return
        reply = self._compared(asked, texts, username=context.bot.username, page=call.page)
        await surfaces.edit(query, reply)

    def _compared(self, asked: Message, texts: Texts, *, username: str, page: int = 0) -> Reply:
        wanted = (asked.text or "").partition(" ")[2].strip()
        if not wanted:
            return Reply(texts.say("compare_usage"))
        snapshot = self.live.now
        answer = snapshot.answer(wanted)
        return side_by_side(answer, texts, record=snapshot.record, username=username, page=page)


def side_by_side(answer: Answer, texts: Texts, *, record: Record, username: str, page: int = 0) -> Reply:
    """Give one excerpt of each who speaks of it, and name those who do not; another answer as it is."""
    passages = [hit.entry for hit in answer.hits if isinstance(hit.entry, Quote | Reported)]
    speaking: dict[str, Quote | Reported] = {}
    for entry in passages:
        speaking.setdefault(entry.speaker.id, entry)
    if answer.status != "answered" or len(speaking) < 2:  # noqa: PLR2004 - one voice has no side by side
        return render(answer, texts, record=record, username=username)
    reply = together(tuple(speaking.values()), texts, Call(Verb.COMPARE, page=page))
    silent = _silent(answer, frozenset(speaking), record)
    if not silent:
        return reply
    names = texts.join(tuple(record.speakers[one].name.within(texts.language) for one in silent))
    return Reply(f"{reply.html}\n\n{texts.say('compare_silent', names=names)}", reply.rows)


def _silent(answer: Answer, speaking: frozenset[str], record: Record) -> tuple[str, ...]:
    """Give those who were asked for and say nothing of it; for a theme, all who say nothing."""
    if answer.evidence.intent == "compare":
        return tuple(one for one in answer.silent if one in record.speakers)
    return tuple(one for one in record.speakers if one not in speaking)
