"""A button under an answer or a page, pressed: what it opens stands in the same message."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, CallbackQueryHandler, ContextTypes

from handlers import surfaces
from handlers.asked import ASK, command_in, question_in
from handlers.button_rows import with_button
from handlers.callback_data import Call, Verb, address_of, decode, encode
from handlers.dismissal import dismiss, still_dismissable
from handlers.exchange import exchange
from handlers.explaining import explanation
from handlers.memories import Memories
from handlers.pages import Pages, another, fact_page, list_of, way_back
from handlers.person import Clock, PersonLocale, place_of
from handlers.rendering import entry_reply, example_of, has_many_voices, render
from handlers.reply import Press, Reply
from handlers.shown import entry_in_html
from handlers.spoken.recognition import SpokenCommands
from handlers.texts import Texts
from knowledge.answering.answer import Answer, Hit
from knowledge.answering.kinds import Status
from knowledge.record.values import Fact, Record
from knowledge.snapshot import LiveSnapshot

_LISTS = {Verb.SPEAKER: Verb.SPEAKERS, Verb.THEME: Verb.THEMES}
"""Pages, and the list of which each is one."""
_SHOWING = frozenset({Verb.ENTRY, Verb.EXAMPLE, Verb.ANOTHER})


@dataclass(frozen=True, slots=True)
class Pressed:
    """One press, read: what each page needs to know of it.

    Attributes:
        answer: What the pressed message answers, as far as that can still be told.
    """

    call: Call
    answer: Answer | None
    texts: Texts
    username: str


@dataclass(frozen=True, slots=True)
class Presses:
    """All presses that no other interaction takes."""

    live: LiveSnapshot
    person_locale: PersonLocale
    pages: Pages
    memories: Memories
    clock: Clock
    rng: Random
    commands: SpokenCommands

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handler of presses; it belongs behind those that take some of them."""
        return (CallbackQueryHandler(self.press),)

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what a button says; one that nobody wrote, or whose entry is gone, says so."""
        query = update.callback_query
        if query is None:
            return
        texts = await self.person_locale.of(update)
        call = decode(query.data or "")
        if call is None:
            await surfaces.done(query, texts.say("button_gone"))
        elif call.verb is Verb.DISMISS:
            if await dismiss(query, call, texts) and query.message:
                self.memories.cooldown.lift(query.message.chat.id, query.message.message_id)
        elif query.message and query.message.chat.type == ChatType.CHANNEL:
            # One reader's press must not change the post for all others.
            await surfaces.lead(query, address_of(context.bot.username, call))
        else:
            await self._open(update, query, call, username=context.bot.username)

    async def _open(self, update: Update, query: CallbackQuery, call: Call, *, username: str) -> None:
        answer = self._answered(update, _asked(query), username)
        texts = await self.person_locale.of(update, asked_in=self._language(call, answer))
        pressed = Pressed(call, answer, texts, username)
        reply = self._reply(update, pressed)
        if reply is None:
            await surfaces.done(query)
        elif reply.alert:
            await surfaces.done(query, reply.html)
        else:
            await surfaces.edit(query, still_dismissable(reply, query, texts))
            if call.verb in _SHOWING:
                self._keep_shown(update, call, reply)

    def _keep_shown(self, update: Update, call: Call, reply: Reply) -> None:
        """Remember the entry that a press has shown, as if it had come as a message: /card draws it."""
        snapshot, place, now = self.live.now, place_of(update), self.clock()
        entry, message = entry_in_html(reply.html, snapshot.record), update.effective_message
        if entry is None:
            return
        self.memories.shown.put(place, entry.id, now)
        if call.verb is Verb.ANOTHER and message is not None:
            self.memories.keep_unasked(entry, snapshot, place=place, message_id=message.message_id, now=now)

    def _language(self, call: Call, answer: Answer | None) -> str:
        """Give the language of the question that is answered, so that what a press opens is in it too."""
        if call.verb is Verb.EXAMPLE:
            snapshot = self.live.now
            return snapshot.answer(example_of(call.target, snapshot.record) or "").language
        return answer.language if answer else ""

    def _reply(self, update: Update, pressed: Pressed) -> Reply | None:
        match pressed.call.verb:
            case Verb.ENTRY:
                return self._entry(pressed)
            case Verb.WHY:
                return _why(pressed, self.live.now.record)
            case Verb.ANSWER:
                return self._again(pressed)
            case Verb.EXAMPLE:
                return self._example(update, pressed)
            case Verb.ANOTHER:
                record = self.live.now.record
                return another(pressed.call, pressed.texts, record, rng=self.rng, username=pressed.username)
            case _:
                return self._page(pressed)

    def _page(self, pressed: Pressed) -> Reply | None:
        """Open a page; one of a list with a way back to it, or to the answer under which it was pressed."""
        if pressed.call.verb is Verb.SOURCE:
            return self._source(pressed)
        reply = self.pages.open(pressed.call, pressed.texts, username=pressed.username)
        if pressed.call.verb in {Verb.SPEAKERS, Verb.THEMES, Verb.FACTS} and reply and pressed.answer:
            back = Press(pressed.texts.label("button_back"), encode(Verb.ANSWER))
            return _with_way_back(reply, back, Verb.START)
        above = _LISTS.get(pressed.call.verb)
        if reply is None or reply.alert or above is None:
            return reply
        listed = list_of(pressed.call, self.live.now.record) or encode(above)
        target = encode(Verb.ANSWER) if pressed.answer else listed
        return _with_way_back(reply, Press(pressed.texts.label("button_back"), target), above)

    def _entry(self, pressed: Pressed) -> Reply:
        """Open an entry; if it is one of several that answer a question, with a way back to them."""
        texts, answer = pressed.texts, pressed.answer
        entry = self.live.now.record.entries.get(pressed.call.target)
        if entry is None:
            return Reply(texts.say("gone"), alert=True)
        reply = entry_reply(entry, texts, username=pressed.username)
        lies_back = way_back(pressed.call, self.live.now.record)
        if lies_back is None and answer is not None and _lists(answer):
            lies_back = encode(Verb.ANSWER)
        if lies_back is not None:
            return with_button(reply, Press(texts.label("button_back"), lies_back))
        if isinstance(entry, Fact) and not (answer and entry.id in {hit.entry.id for hit in answer.hits}):
            page = encode(Verb.FACTS, page=fact_page(entry, self.live.now.record))
            return _with_way_back(reply, Press(texts.label("button_back"), page), Verb.FACTS)
        return reply

    def _source(self, pressed: Pressed) -> Reply:
        """Tell the source of an entry, with why it was the answer where it was one."""
        texts, answer, target = pressed.texts, pressed.answer, pressed.call.target
        reply = self.pages.open(pressed.call, texts, username=pressed.username)
        if reply is None or reply.alert or answer is None:
            return reply or Reply(texts.say("gone"), alert=True)
        if target not in {hit.entry.id for hit in _all_hits(answer)}:
            return reply
        return with_button(reply, Press(texts.label("button_why"), encode(Verb.WHY, target)))

    def _again(self, pressed: Pressed) -> Reply:
        """Give the answer again, at the page called for."""
        if pressed.answer is None:
            return Reply(pressed.texts.say("why_gone"), alert=True)
        return render(
            pressed.answer,
            pressed.texts,
            record=self.live.now.record,
            username=pressed.username,
            page=pressed.call.page,
        )

    def _example(self, update: Update, pressed: Pressed) -> Reply:
        snapshot = self.live.now
        question = example_of(pressed.call.target, snapshot.record)
        if question is None:
            return Reply(pressed.texts.say("gone"), alert=True)
        answer = snapshot.answer(question)
        kept = exchange(answer, None, snapshot)
        self.memories.recent.put(place_of(update), kept, self.clock())
        message = update.effective_message
        if message is not None:
            asker = place_of(update)[2]
            self.memories.answered_messages.put(
                kept, chat_id=message.chat_id, message_id=message.message_id, asker=asker, now=self.clock()
            )
        return render(answer, pressed.texts, record=snapshot.record, username=pressed.username)

    def _answered(self, update: Update, asked: Message | None, username: str) -> Answer | None:
        """Tell what is answered: by what is remembered, else by the question it replies to.

        Nothing about the question was stored.
        """
        message = update.callback_query.message if update.callback_query else None
        answered_messages = (
            self.memories.answered_messages.get(message.chat.id, message.message_id, self.clock())
            if message
            else None
        )
        if answered_messages is not None:
            return None if answered_messages.is_unasked else answered_messages.answered(self.live.now)
        is_question = asked is not None and command_in(asked, username) in {"", ASK}
        question = question_in(asked, username) if asked and is_question else ""
        if self.commands.recognise(question) is not None:
            return None
        kept = self.memories.recent.get(place_of(update), self.clock())
        if kept is not None and kept.is_question and (kept.question == question or asked is None):
            return kept.answered(self.live.now)
        return self.live.now.answer(question) if question else None


def _with_way_back(reply: Reply, back: Press, above: Verb) -> Reply:
    """Put the way back in the place of the way to the list."""
    rows = tuple(
        tuple(back if isinstance(one, Press) and one.payload == above else one for one in row)
        for row in reply.rows
    )
    return Reply(reply.html, rows)


def _lists(answer: Answer) -> bool:
    """Whether an answer shows several entries to choose from."""
    has_nearest = answer.status == Status.NONE and bool(answer.nearest)
    return has_many_voices(answer) or answer.status == Status.UNSURE or bool(answer.parts) or has_nearest


def _all_hits(answer: Answer) -> tuple[Hit, ...]:
    return (*answer.hits, *(hit for part in answer.parts for hit in part.hits))


def _why(pressed: Pressed, record: Record) -> Reply:
    texts, target = pressed.texts, pressed.call.target
    if pressed.answer is None:
        return Reply(texts.say("why_gone"), alert=True)
    back = Press(texts.label("button_back"), encode(Verb.SOURCE, target))
    return Reply(explanation(pressed.answer, texts, record), ((back,),))


def _asked(query: CallbackQuery) -> Message | None:
    message = query.message
    return message.reply_to_message if isinstance(message, Message) else None
