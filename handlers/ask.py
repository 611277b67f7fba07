"""A question in a chat, answered; asked anew when it is edited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import SequenceMatcher, get_close_matches
from zlib import crc32

from telegram import Message, Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, MessageHandler, filters

from handlers import surfaces
from handlers.answered_messages import AnsweredMessages
from handlers.asked import (
    ASK,
    ORDERS,
    asks_for_another,
    command_in,
    is_addressed,
    is_by_name,
    is_echo,
    question_in,
    tells_its_language,
)
from handlers.callback_data import Call, Verb
from handlers.cooldown import Cooldown, GivenAnswer
from handlers.dismissal import dismissable
from handlers.exchange import Exchange, exchange, first_turn, nothing_said, unasked
from handlers.explaining import explanation
from handlers.memory import Recent
from handlers.missed import MissedQuestions, note_if_missed
from handlers.pages import Pages
from handlers.person import Clock, PersonLocale, place_of
from handlers.rendering import greeting, offering, polite, render
from handlers.reply import Reply
from handlers.shown import LastShown, entry_in
from handlers.small_talk import REACTIONS, small_talk_in_pictures
from handlers.spoken.dispatch import CommandDispatcher
from handlers.texts import Texts
from knowledge.answering.answer import Answer
from knowledge.answering.kinds import Intent, Status
from knowledge.record.kinds import Cue, Slot
from knowledge.record.values import Entry
from knowledge.snapshot import LiveSnapshot, Snapshot

EDITABLE = timedelta(hours=48)
"""So long people may edit a message."""
NEXT_BEST = 0.1
"""So much less alike, of 1, another command may be that is offered too."""
LONGEST_WHY = 40
"""Characters of a question that asks but why."""
ANSWERED = 0
"""No message's number."""
ALBUM = 1
"""Where a message has 0: the number between them is an album's, not a message's."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Questions in words, and whatever else people send.

    Attributes:
        recent: What was answered last in each place, so that the next question may lean on it.
        answered_messages: What each of the bot's answers, so that a reply to it may lean on that instead.
        sent: Which message of the bot's answers which of a person's.
        shown: The entry that was shown last in each place.
        dispatcher: Does what commands do, where plain words ask for it.
        missed: Is told what was not answered; None where the operator does not ask for it.
    """

    live: LiveSnapshot
    person_locale: PersonLocale
    recent: Recent[Exchange]
    answered_messages: AnsweredMessages
    sent: Recent[int]
    cooldown: Cooldown
    shown: LastShown
    pages: Pages
    clock: Clock
    dispatcher: CommandDispatcher
    missed: MissedQuestions | None = None

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
            MessageHandler(
                private & (things | ~(filters.StatusUpdate.ALL | filters.BOOST_ADDED)), self.anything_else
            ),
        )

    async def question(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a question put to the bot: any in a private chat, elsewhere only when addressed."""
        message, username = update.effective_message, context.bot.username
        if message is None or is_echo(message, username) or not is_addressed(message, username):
            return
        before = self._of_album(message)
        if before == ANSWERED and message.edit_date is None:
            return
        self._keep_album(message, ANSWERED)
        snapshot = self.live.now
        words = question_in(message, username)
        if not words:
            texts = await self.person_locale.of(update)
            await self._answered(message, greeting(texts, snapshot.record), texts)
            return
        is_met = await self._is_met_in_kind(update, message, words, username)
        if is_met or await self._is_obeyed(update, context, words):
            return
        leaning_on = self._previous(update)
        answer, kept = self._answer(update, words, snapshot)
        if await self._reacts(message, answer.evidence.intent):
            return
        texts = await self.person_locale.of(update, asked_in=_language(words, answer, snapshot))
        recent_answer = self.cooldown.recent_answer(message, answer, self.clock())
        if recent_answer is not None:
            await self._point(message, answer, recent_answer, texts)
            return
        reply = render(
            answer,
            texts,
            record=snapshot.record,
            username=username,
            turn=kept.turn,
            after_refusal=_asks_of_answer(answer) and _was_refused(leaning_on, snapshot),
        )
        if before:
            # The picture with the question came behind one without words, which were asked for.
            sent_id = await surfaces.replace(message, before, dismissable(reply, message, texts))
        else:
            sent_id = await self._answered(message, reply, texts, to=_whose_words(message, username))
        if answer.status == Status.ANSWERED and answer.hits:
            self.shown.put(place_of(update), answer.hits[0].entry.id, self.clock())
        self._keep_answered(update, sent_id, kept)
        self.cooldown.keep(message, answer, GivenAnswer(sent_id), now=self.clock())
        note_if_missed(self.missed, update, answer)

    async def _is_obeyed(self, update: Update, context: ContextTypes.DEFAULT_TYPE, words: str) -> bool:
        """Carry out what is ordered in plain words, or go on with a daily quote that is being ordered."""
        last = self.recent.get(place_of(update), self.clock())
        order = last.order if last is not None else None
        if order is not None and await self.dispatcher.goes_on(update, context, words, order):
            return True
        if last is not None and last.is_settled and await self.dispatcher.corrects(update, context, words):
            return True
        previous = self._previous(update)
        after_quote = previous is not None and previous.is_unasked
        return await self.dispatcher.dispatch(update, context, words, after_quote=after_quote)

    async def _is_met_in_kind(self, update: Update, message: Message, words: str, username: str) -> bool:
        """Meet a picture, or what is asked of the message that is replied to; False if it is neither."""
        if small_talk := small_talk_in_pictures(words):
            if not await self._reacts(message, small_talk):
                texts = await self.person_locale.of(update)
                await self._answered(message, polite(small_talk, texts, self.live.now.record), texts)
            return True
        if not any(map(str.isalnum, words)):
            # Only marks, or pictures that stand for nothing we know.
            texts = await self.person_locale.of(update)
            await self._answered(message, self._asks_for_words("wordless", update, texts), texts)
            return True
        reply = await self._of_what_is_shown(update, message, words, username)
        if reply is not None:
            await surfaces.send(message, reply)
        return reply is not None

    async def _of_what_is_shown(
        self, update: Update, message: Message, words: str, username: str
    ) -> Reply | None:
        """Tell the source of the entry that is replied to; why it was shown, if nobody asked for it."""
        snapshot = self.live.now
        entry = entry_in(message.reply_to_message, snapshot.record) or self._only_shown(update, message)
        if entry is None:
            return await self._why_refused(update, words)
        asked = snapshot.understood(words)[-1]
        if asked.content:
            return None
        texts = await self.person_locale.of(update, asked_in=asked.language)
        if Cue.SOURCE in asked.cues:
            page = self.pages.open(Call(Verb.SOURCE, entry.id), texts, username=username)
            return Reply(page.html) if page and not page.alert else None
        replied = self._remembered(message, self.clock())
        if asked.slots != {Slot.WHY} or (replied is not None and not replied.is_unasked):
            return None
        is_unasked = replied is not None or message.reply_to_message is None
        is_unasked = is_unasked or self._offers_another(message.reply_to_message)
        return Reply(texts.say("why_unasked" if is_unasked else "why_gone"))

    def _offers_another(self, shown: Message | None) -> bool:
        """Whether a message bears the button that only quotes have for which nobody had asked."""
        markup = shown.reply_markup if shown else None
        labels = {button.text for row in markup.inline_keyboard for button in row} if markup else set()
        every = self.person_locale.locales.by_language.values()
        return any(texts.label("button_another") in labels for texts in every)

    async def _why_refused(self, update: Update, words: str) -> Reply | None:
        """Say what was understood of a question that got no answer, to who asks but "why?"."""
        snapshot, before = self.live.now, self._previous(update)
        if before is None or len(words) > LONGEST_WHY:
            return None
        asked = snapshot.understood(words)[-1]
        if asked.content or asked.slots != {Slot.WHY} or not _was_refused(before, snapshot):
            return None
        texts = await self.person_locale.of(update, asked_in=asked.language)
        refused = before.answered(snapshot)
        return Reply(explanation(refused, texts, snapshot.record, is_refused=True))

    def _only_shown(self, update: Update, message: Message) -> Entry | None:
        """Give the entry that was shown last, if nobody had asked for it and no message is replied to."""
        last = self.recent.get(place_of(update), self.clock())
        if last is None or not last.is_unasked or message.reply_to_message is not None:
            return None
        shown = last.after.memory.shown
        return self.live.now.record.entries.get(shown[0]) if shown else None

    async def _reacts(self, message: Message, small_talk: Intent) -> bool:
        """React to thanks and "ok" instead of a word; False where that is not allowed, and to all else."""
        reaction = REACTIONS.get(small_talk)
        return reaction is not None and await surfaces.react(message, reaction)

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer an edited question in the place of the answer it had."""
        message = update.effective_message
        sent_id = self.sent.get(_of_message(message), self.clock()) if message else None
        if message is None or is_echo(message, context.bot.username):
            return
        if sent_id is None:
            await self._addressed_late(update, context, message)
            return
        kept, texts, reply = await self._anew(update, message, context.bot.username)
        self.cooldown.lift(message.chat_id, sent_id)
        sent_id = await surfaces.replace(message, sent_id, dismissable(reply, message, texts))
        self.sent.put(_of_message(message), sent_id, self.clock())
        if kept is not None:
            self._keep_answered(update, sent_id, kept)

    async def _addressed_late(
        self, update: Update, context: ContextTypes.DEFAULT_TYPE, message: Message
    ) -> None:
        """Answer a message that came to speak to the bot by an edit; a command must be sent anew."""
        username = context.bot.username
        command = command_in(message, username)
        if self.clock() - message.date > EDITABLE:
            return
        if command in {"", ASK}:
            await self.question(update, context)
        elif is_by_name(message, username):
            texts = await self.person_locale.of(update)
            await self._answered(message, Reply(texts.say("edited_command", command=command)), texts)

    async def unknown_command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say kindly that there is no such command, and which may have been meant."""
        message, username = update.effective_message, context.bot.username
        command = command_in(message, username) if message else ""
        if message is None or not command or not is_by_name(message, username):
            return
        texts = await self.person_locale.of(update)
        await surfaces.send(message, Reply(_did_you_mean(command, texts)))

    async def anything_else(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say kindly that stickers, photos and voices can't be read."""
        message = update.effective_message
        if message is None or is_echo(message, context.bot.username) or self._of_album(message) is not None:
            return
        self._keep_album(message, ANSWERED)
        texts = await self.person_locale.of(update)
        sent_id = await surfaces.send(message, self._asks_for_words("anything_else", update, texts))
        self._keep_album(message, sent_id)

    def _asks_for_words(self, key: str, update: Update, texts: Texts) -> Reply:
        """Ask for words, each time with other examples."""
        place, now = place_of(update), self.clock()
        last = self.recent.get(place, now) or nothing_said()
        self.recent.put(place, replace(last, turn=last.turn + 1), now)
        return offering(texts.say(key), texts, self.live.now.record, turn=last.turn)

    def _answer(self, update: Update, words: str, snapshot: Snapshot) -> tuple[Answer, Exchange]:
        """Answer by what was said before, and remember it."""
        now, place = self.clock(), place_of(update)
        last = self.recent.get(place, now)
        previous = self._previous(update)
        answer = snapshot.answer(words, previous=previous.after if previous else None)
        turn = last.turn + 1 if last else first_turn(words)
        kept = exchange(answer, previous, snapshot, turn=turn)
        is_ordering = last is not None and last.order is not None and answer.status == Status.NONE
        # What was no answer to /daily may have been meant as one: the next words may still be.
        self.recent.put(place, replace(last, turn=turn) if last and is_ordering else kept, now)
        return answer, kept

    def _previous(self, update: Update) -> Exchange | None:
        """Give what a question goes on from: the answer that it replies to, or the last one in its place."""
        now = self.clock()
        return self._replied_to(update.effective_message, now) or self.recent.get(place_of(update), now)

    def _replied_to(self, message: Message | None, now: datetime) -> Exchange | None:
        """Give what the message says to which a person replies; of a forgotten one, the entry it shows."""
        known, snapshot = self._remembered(message, now), self.live.now
        said = message.reply_to_message if message else None
        if known is not None or said is None or not (said.from_user and said.from_user.is_bot):
            return known
        entry = entry_in(said, snapshot.record)
        return unasked(entry, snapshot) if entry else None

    def _keep_answered(self, update: Update, message_id: int, kept: Exchange) -> None:
        chat_id, _, asker = place_of(update)
        self.answered_messages.put(
            kept, chat_id=chat_id, message_id=message_id, asker=asker, now=self.clock()
        )

    def _remembered(self, message: Message | None, now: datetime) -> Exchange | None:
        """Give what the message answers to which a person replies, whoever had asked for it."""
        said = message.reply_to_message if message else None
        return self.answered_messages.get(said.chat_id, said.message_id, now) if said else None

    async def _anew(
        self, update: Update, message: Message, username: str
    ) -> tuple[Exchange | None, Texts, Reply]:
        """Say what an edited message asks now; it may have become a command, or nothing at all."""
        snapshot = self.live.now
        command = command_in(message, username)
        if command and command != ASK:
            texts = await self.person_locale.of(update)
            return None, texts, Reply(texts.say("edited_command", command=command))
        words = question_in(message, username)
        if not words:
            texts = await self.person_locale.of(update)
            return None, texts, greeting(texts, snapshot.record)
        if (spoken := self.dispatcher.commands.recognise(words)) is not None:
            texts = await self.person_locale.of(update)
            return None, texts, Reply(texts.say("edited_command", command=spoken.command))
        answer, kept = self._answer(update, words, snapshot)
        texts = await self.person_locale.of(update, asked_in=_language(words, answer, snapshot))
        reply = render(answer, texts, record=snapshot.record, username=username, turn=kept.turn)
        return kept, texts, reply

    async def _answered(self, message: Message, reply: Reply, texts: Texts, *, to: int | None = None) -> int:
        """Send an answer, and remember which message of the bot's it became."""
        shown = dismissable(reply, message, texts)
        sent_id = await surfaces.send(message, shown, to=to)
        self.sent.put(_of_message(message), sent_id, self.clock())
        return sent_id

    def _of_album(self, message: Message) -> int | None:
        """Give what was said to an album before: `ANSWERED`, or the message that asked for words."""
        return self.sent.get(_album(message), self.clock()) if message.media_group_id else None

    def _keep_album(self, message: Message, sent_id: int) -> None:
        if message.media_group_id:
            self.sent.put(_album(message), sent_id, self.clock())

    async def _point(
        self, message: Message, answer: Answer, recent_answer: GivenAnswer, texts: Texts
    ) -> None:
        """Point at the same answer where it stands already; the next time say nothing."""
        if recent_answer.is_pointed_at:
            return
        note = dismissable(Reply(texts.say("just_answered")), message, texts)
        await surfaces.send(message, note, to=recent_answer.message_id)
        pointed = GivenAnswer(recent_answer.message_id, is_pointed_at=True)
        self.cooldown.keep(message, answer, pointed, now=self.clock())


def _language(words: str, answer: Answer, snapshot: Snapshot) -> str:
    """Give the language of a question: of what it says itself, not of the one that it goes on from."""
    if not any(map(str.isalpha, words)):
        return ""
    goes_on = answer.evidence.understood_as is not None and tells_its_language(words)
    return (snapshot.understood(words)[-1].language if goes_on else "") or answer.language


def _asks_of_answer(answer: Answer) -> bool:
    return answer.evidence.intent in {Intent.WHY, Intent.SOURCE}


def _was_refused(before: Exchange | None, snapshot: Snapshot) -> bool:
    """Whether a question got no answer."""
    if before is None or not before.is_question:
        return False
    return before.answered(snapshot).status == Status.NONE


def _did_you_mean(command: str, texts: Texts) -> str:
    listed = (key.removeprefix("cmd_") for key in texts.plain if key.startswith("cmd_"))
    known = tuple(dict.fromkeys((*listed, *sorted(ORDERS))))
    meant = get_close_matches(command, known, n=2, cutoff=0.6)
    if len(meant) > 1 and _likeness(command, meant[0]) - _likeness(command, meant[1]) > NEXT_BEST:
        meant = meant[:1]
    if not meant:
        return texts.say("unknown_command", command=command)
    return texts.say("unknown_command_meant", command=command, meant=" · ".join(f"/{one}" for one in meant))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, other, one).ratio()


def _whose_words(message: Message, username: str) -> int | None:
    """Give the message that is answered instead of the one that only called the bot to it."""
    answered = message.reply_to_message
    return answered.message_id if answered and asks_for_another(message, username) else None


def _album(message: Message) -> tuple[int, int, int]:
    return (message.chat_id, crc32((message.media_group_id or "").encode()), ALBUM)


def _of_message(message: Message) -> tuple[int, int, int]:
    # With its person, so that /forget finds it.
    return (message.chat_id, message.message_id, message.from_user.id if message.from_user else 0)
