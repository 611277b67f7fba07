"""Asked in a chat the bot is no member of: the same answer, given once."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from telegram import InlineQueryResult, InlineQueryResultArticle, Update
from telegram.ext import BaseHandler, ContextTypes, TypeHandler

from handlers import surfaces
from handlers.asked import question_in
from handlers.button_rows import MOST_BUTTONS, arranged
from handlers.callback_data import Call, Verb, deep_link
from handlers.exchange import first_turn
from handlers.missed import MissedQuestions, note_if_missed
from handlers.pages import Pages
from handlers.person import PersonLocale
from handlers.pictured import Cards, pictured
from handlers.rendering import entry_reply, greeting, has_many_voices, render
from handlers.reply import Link, Reply, Row
from handlers.spoken.command import Command, Spoken
from handlers.spoken.recognition import SpokenCommands
from handlers.texts import Texts
from handlers.voices import opening
from knowledge.answering.answer import Answer
from knowledge.answering.kinds import Status
from knowledge.record.values import Absence, Entry, Quote
from knowledge.snapshot import LiveSnapshot

_PAGES = {
    Command.START: Verb.START,
    Command.SPEAKERS: Verb.SPEAKERS,
    Command.TOPICS: Verb.THEMES,
    Command.FACTS: Verb.FACTS,
}
"""What can be shown as well where the bot is no member."""
_OF_A_MATTER = frozenset({Command.CARD, Command.QUOTE})
"""What is answered like a question, if it names what it is about."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Guest mode of Bot API 10.0: one question, one answer, no membership."""

    live: LiveSnapshot
    person_locale: PersonLocale
    cards: Cards
    pages: Pages
    commands: SpokenCommands
    rng: Random
    missed: MissedQuestions | None = None

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handler of guest messages."""
        return (GuestHandler(Update, self.asked),)

    async def asked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer as in a private chat; the name alone is greeted."""
        message = update.guest_message
        if message is None or message.guest_query_id is None:
            return
        snapshot = self.live.now
        username = context.bot.username
        words = question_in(message, username)
        spoken = self.commands.recognise(words)
        card = await self._card(update, words, spoken, username)
        if card is not None:
            await surfaces.answer_guest(message, card)
            return
        if spoken is not None and (not spoken.words or spoken.command not in _OF_A_MATTER):
            texts = await self.person_locale.of(update, asked_in=spoken.language)
            reply = self._obeyed(spoken.command, texts, username)
            rows = reply.rows
        elif words:
            answer = snapshot.answer(spoken.words if spoken else words.removeprefix("/card "))
            note_if_missed(self.missed, update, answer)
            texts = await self.person_locale.of(update, asked_in=answer.language)
            turn = first_turn(answer.question)
            reply = render(answer, texts, record=snapshot.record, username=username, turn=turn)
            rows = _rows(answer, reply, texts, username)
        else:
            texts = await self.person_locale.of(update)
            reply = greeting(texts, snapshot.record)
            rows = reply.rows
        await surfaces.answer_guest(
            message,
            InlineQueryResultArticle(
                id=f"{snapshot.version}-guest",
                title=snapshot.record.about.title.within(texts.language),
                input_message_content=surfaces.content(reply),
                reply_markup=surfaces.keyboard(rows),
            ),
        )

    def _obeyed(self, command: Command, texts: Texts, username: str) -> Reply:
        """Give what a command in plain words shows; what changes something leads into one's own chat."""
        record = self.live.now.record
        if command is Command.QUOTE and record.quotes:
            quote = self.rng.choice(record.quotes)
            whole = entry_reply(quote, texts, username=username)
            return Reply(whole.html, ((_to(texts.plain["button_open"], quote, username),),))
        if command in _PAGES:
            shown = self.pages.open(Call(_PAGES[command]), texts, username=username)
            if shown is not None:
                return shown
        link = Link(texts.plain["button_open"], f"https://t.me/{username}")
        return Reply(texts.say("only_between_us"), ((link,),))

    async def _card(
        self, update: Update, words: str, spoken: Spoken | None, username: str
    ) -> InlineQueryResult | None:
        """Give the card that "/card …" asks for, if Telegram has it already; None for all else."""
        command, _, wanted = words.partition(" ")
        if spoken is not None and spoken.command is Command.CARD:
            wanted = spoken.words
        elif command.partition("@")[0].lower() != "/card":
            return None
        if not wanted.strip():
            return None
        snapshot = self.live.now
        answer = snapshot.answer(wanted)
        texts = await self.person_locale.of(update, asked_in=answer.language)
        quotes = [hit.entry for hit in answer.hits if isinstance(hit.entry, Quote)]
        if answer.status != Status.ANSWERED or not quotes:
            return None
        return await pictured(quotes[0], self.cards, texts, username=username, version=snapshot.version)


class GuestHandler(TypeHandler[Update, ContextTypes.DEFAULT_TYPE, None]):
    """Takes updates that are guest messages: the library has no filter of its own for them."""

    def check_update(self, update: object) -> bool:
        """Whether the update is a guest message."""
        return isinstance(update, Update) and update.guest_message is not None


def _rows(answer: Answer, reply: Reply, texts: Texts, username: str) -> tuple[Row, ...]:
    """Give the buttons that hold without the question: a guest sees it once, and no more of the chat.

    An answer leads into the bot's own chat; what was not answered keeps its way on, such as "did you mean".
    """
    if answer.status != Status.ANSWERED:
        return reply.rows
    entries = [hit.entry for hit in answer.hits if not isinstance(hit.entry, Absence)]
    if has_many_voices(answer):
        # Where there are more voices than buttons, the names in the text are the way to each.
        named = opening(entries, texts) if len(entries) <= MOST_BUTTONS else ()
        return arranged([_to(press.label, one, username) for press, one in zip(named, entries, strict=False)])
    return tuple((_to(texts.plain["button_open"], one, username),) for one in entries[:1])


def _to(words: str, entry: Entry, username: str) -> Link:
    return Link(words, deep_link(username, Verb.ENTRY, entry.id))
