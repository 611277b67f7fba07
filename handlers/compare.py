"""/compare: a theme's voices, or two speakers, side by side; and who is silent."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, filters

from handlers import surfaces
from handlers.person import Tongue
from handlers.rendering import render, together
from handlers.reply import Reply
from handlers.texts import Texts
from knowledge.answer import Answer
from knowledge.record import Quote, Record, Reported
from knowledge.snapshot import LiveSnapshot


@dataclass(frozen=True, slots=True)
class Compare:
    """Voices side by side."""

    live: LiveSnapshot
    tongue: Tongue

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the command."""
        return (CommandHandler("compare", self.compare, filters=filters.UpdateType.MESSAGE),)

    async def compare(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Compare what the words behind the command name."""
        message = update.effective_message
        if message is None:
            return
        texts = await self.tongue.of(update)
        wanted = " ".join(context.args or ())
        reply = Reply(texts.say("compare_usage"))
        if wanted:
            snapshot = self.live.now
            answer = snapshot.answer(wanted)
            reply = side_by_side(answer, texts, record=snapshot.record, username=context.bot.username)
        await surfaces.send(message, reply)


def side_by_side(answer: Answer, texts: Texts, *, record: Record, username: str) -> Reply:
    """Give one excerpt of each who speaks of it, and name those who do not; another answer as it is."""
    passages = [hit.entry for hit in answer.hits if isinstance(hit.entry, Quote | Reported)]
    speaking = {entry.speaker.id: entry for entry in reversed(passages)}
    if answer.status != "answered" or len(speaking) < 2:  # noqa: PLR2004 - one voice has no side by side
        return render(answer, texts, record=record, username=username)
    shown = sorted(speaking.values(), key=passages.index)
    if answer.evidence.intent == "compare":
        silent = tuple(record.speakers[one] for one in answer.silent if one in record.speakers)
    else:
        silent = tuple(one for one in record.speakers.values() if one.id not in speaking)
    reply = together(shown, texts)
    if not silent:
        return reply
    names = texts.join(tuple(one.name.within(texts.language) for one in silent))
    return Reply(f"{reply.html}\n\n{texts.say('compare_silent', names=names)}", reply.rows)
