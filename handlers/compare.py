"""/compare: a theme's voices, or two speakers, side by side; and who is silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from telegram import Message, Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from handlers import surfaces
from handlers.asked import tells_its_language, words_behind
from handlers.callback_data import Call, Verb, decode
from handlers.headings import beside_each_other, on_matter, on_words
from handlers.named import speaker_named, theme_named
from handlers.pages import COMPARED
from handlers.person import PersonLocale
from handlers.rendering import render, senders, sentences_of, silence, silent_on
from handlers.reply import Reply
from handlers.texts import Texts
from handlers.voices import together
from knowledge.answering.answer import Answer
from knowledge.answering.kinds import Intent, Status
from knowledge.record.values import Entry, Quote, Record, Reported, Theme
from knowledge.snapshot import LiveSnapshot


@dataclass(frozen=True, slots=True)
class Compare:
    """Voices side by side."""

    live: LiveSnapshot
    person_locale: PersonLocale

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the command, and the presses that turn its pages."""
        new = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
        return (
            CommandHandler("compare", self.compare, filters=new),
            CallbackQueryHandler(self.turn, pattern=rf"^{Verb.COMPARE}(?::|$)"),
        )

    async def compare(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Compare what the words behind the command name."""
        message = update.effective_message
        if message is None:
            return
        texts = await self.person_locale.of(update, asked_in=self._language(message))
        wanted = " ".join(context.args or ())
        reply = self._compared(wanted, texts, username=context.bot.username)
        await surfaces.send(message, reply)

    async def turn(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Turn to another page of the comparison that the pressed message holds."""
        query = update.callback_query
        if query is None:
            return
        call = decode(query.data or "")
        asked = query.message.reply_to_message if isinstance(query.message, Message) else None
        texts = await self.person_locale.of(update, asked_in=self._language(asked) if asked else "")
        if call is None or asked is None:
            await surfaces.done(query, texts.say("why_gone"))
            return
        wanted = words_behind(asked)
        reply = self._compared(wanted, texts, username=context.bot.username, page=call.page)
        await surfaces.edit(query, reply)

    def _language(self, asked: Message) -> str:
        wanted = words_behind(asked)
        return self.live.now.answer(wanted).language if tells_its_language(wanted) else ""

    def _compared(self, wanted: str, texts: Texts, *, username: str, page: int = 0) -> Reply:
        snapshot = self.live.now
        if not wanted:
            return Reply(usage(texts, snapshot.record))
        answer = snapshot.answer(wanted)
        return side_by_side(answer, texts, record=snapshot.record, username=username, page=page)


def side_by_side(answer: Answer, texts: Texts, *, record: Record, username: str, page: int = 0) -> Reply:
    """Give one excerpt of each who speaks of it, and name those who do not; another answer as it is."""
    theme = theme_named(answer, record)
    speaking: dict[str, Quote | Reported] = {}
    answering = {hit.entry.id for hit in answer.hits}
    for entry in _of(theme, record) if theme else [hit.entry for hit in answer.hits]:
        if isinstance(entry, Quote | Reported) and (
            entry.speaker.id not in speaking
            or (entry.id in answering and speaking[entry.speaker.id].id not in answering)
        ):
            # Of several of one person, the one that speaks of it most.
            speaking[entry.speaker.id] = entry
    is_compared = len(speaking) > 1 or answer.evidence.intent == Intent.SET
    if not speaking or not (theme or (answer.status == Status.ANSWERED and is_compared)):
        return _alone(answer, texts, record=record, username=username)
    reply = together(
        tuple(speaking.values()),
        texts,
        Call(Verb.COMPARE, page=page),
        username=username,
        heading=_heading(theme, answer, tuple(speaking.values()), texts),
        sentences=sentences_of(answer),
        back=COMPARED,
    )
    notes = (
        _silent(theme, texts, record, speaking=frozenset(speaking))
        if theme
        else silence(answer, texts, record)
    )
    return Reply("\n\n".join((reply.html, *notes)), reply.rows)


def _heading(theme: Theme | None, answer: Answer, speaking: tuple[Entry, ...], texts: Texts) -> str:
    """Name the theme and count who speaks of it; without one name a few speakers, or the words."""
    if theme is None:
        return beside_each_other(speaking, texts) or on_words(answer, len(speaking), texts)
    return on_matter(theme.name.within(texts.language), len(speaking), texts)


def _alone(answer: Answer, texts: Texts, *, record: Record, username: str) -> Reply:
    """Give an answer that has no sides; of one speaker with a word on how to name two."""
    reply = render(answer, texts, record=record, username=username)
    if speaker_named(answer, record) is None:
        return reply
    return Reply(f"{reply.html}\n\n{usage(texts, record)}", reply.rows)


def usage(texts: Texts, record: Record) -> str:
    """Say what can be compared, by what this record holds."""
    themes = [theme.name.within(texts.language) for theme in record.themes.values()]
    first, second, *_ = (*senders(texts, record), "…", "…")
    return texts.say("compare_usage", theme=(*themes, "…")[0], first=first, second=second)


def _of(theme: Theme, record: Record) -> Iterator[Entry]:
    """Give what speaks of a theme, as its entries were decided by reading."""
    return (record.entries[one] for one in theme.entries if one in record.entries)


def _silent(theme: Theme, texts: Texts, record: Record, *, speaking: frozenset[str]) -> tuple[str, ...]:
    """Say who says nothing of a theme. Of other words nobody decided who does, so nothing is claimed."""
    names = tuple(
        speaker.name.within(texts.language) for one, speaker in record.speakers.items() if one not in speaking
    )
    return (silent_on(theme, names, texts),) if names else ()
