"""/privacy, /mydata and /forget: what is stored about a person, shown and deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from babel.dates import format_datetime
from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from handlers import surfaces
from handlers.answered_messages import AnsweredMessages
from handlers.callback_data import Verb, decode, encode
from handlers.daily.status_panel import status
from handlers.daily.subscription import Subscription, SubscriptionStore
from handlers.exchange import Exchange
from handlers.memory import Recent
from handlers.missed import MissedQuestions
from handlers.person import Clock, PersonLocale
from handlers.reply import Link, Press, Reply
from handlers.shown import LastShown
from handlers.texts import Texts
from knowledge.snapshot import LiveSnapshot

MYDATA = "mydata"
"""The start payload by which a group's /mydata leads into the private chat."""
MOST_SHOWN = 8
"""Subscriptions told whole within one message; the others are counted."""
MOST_QUESTIONS = 10
Memories: TypeAlias = tuple[Recent[Exchange], AnsweredMessages, Recent[int], LastShown]


@dataclass(frozen=True, slots=True)
class Privacy:
    """What is stored about a person.

    Attributes:
        memories: The last questions, which message of the bot's answers which of a person's, and which
            entry each was shown last.
        missed: Keeps what was not answered; None where the operator does not ask for it.
    """

    live: LiveSnapshot
    person_locale: PersonLocale
    store: SubscriptionStore
    memories: Memories
    clock: Clock
    missed: MissedQuestions | None = None

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the commands, before any other /start; an old /forget is honoured too."""
        new = filters.UpdateType.MESSAGE
        return (
            CommandHandler("privacy", self.privacy, filters=new),
            CommandHandler("mydata", self.mydata, filters=new),
            CommandHandler("start", self.mydata, filters=new & filters.Regex(rf"^/start\S*\s+{MYDATA}$")),
            CommandHandler("forget", self.forget, filters=new),
            CallbackQueryHandler(self.press, pattern=rf"^{Verb.FORGET}:"),
        )

    async def privacy(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say exactly what is stored."""
        if update.effective_message:
            texts = await self.person_locale.of(update)
            await surfaces.send(
                update.effective_message, Reply(said(texts, keeps_missed=self.missed is not None))
            )

    async def mydata(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show what is stored about who asks, to nobody else: in a group it leads into the private chat."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return
        texts = await self.person_locale.of(update)
        if message.chat.type != ChatType.PRIVATE:
            address = f"https://t.me/{context.bot.username}?start={MYDATA}"
            row = (Link(texts.label("button_open"), address),)
            await surfaces.send(message, Reply(texts.say("mydata_between_us"), (row,)))
            return
        await surfaces.send(message, Reply(await self._told(user.id, texts)))

    async def forget(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Delete at once all that is stored about who asks, what they ordered for groups included."""
        if asker := await self._somebody(update):
            message, user_id, texts = asker
            await surfaces.send(message, await self._forgotten(user_id, texts))

    async def ask_to_forget(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Ask before all is deleted, of who said it in plain words: those may have been meant otherwise."""
        if asker := await self._somebody(update):
            message, user_id, texts = asker
            yes = Press(texts.label("button_forget"), encode(Verb.FORGET, str(user_id)))
            await surfaces.send(message, Reply(texts.say("forget_ask"), ((yes,),)))

    async def _somebody(self, update: Update) -> tuple[Message, int, Texts] | None:
        """Give who asks; whoever writes in the name of a group is nobody, and is told so."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None:
            return None
        texts = await self.person_locale.of(update)
        if _is_nobody(message):
            await surfaces.send(message, Reply(texts.say("forget_nobody")))
            return None
        return message, user.id, texts

    async def press(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Delete all of who presses, if it is who had asked for it."""
        query = update.callback_query
        if query is None:
            return
        texts = await self.person_locale.of(update)
        # A press without data comes to the first of all who hear presses.
        call = decode(query.data or "")
        if call is None:
            await surfaces.done(query, texts.say("button_gone"))
            return
        if call.target != str(query.from_user.id):
            await surfaces.done(query, texts.say("forget_others"))
            return
        await surfaces.edit(query, await self._forgotten(query.from_user.id, texts))

    async def _forgotten(self, person: int, texts: Texts) -> Reply:
        ended = await self._forget(person)
        said = [texts.say("forgotten")]
        if ended:
            said.append(texts.count("forgotten_orders", ended))
        return Reply("\n".join(said))

    async def _forget(self, person: int) -> int:
        """Delete all of a person, and give how many daily quotes ended by it."""
        await self.person_locale.preferences.forget(person)
        if self.missed is not None:
            await self.missed.forget(person)
        ended = await self.store.forget_user(person)
        for memory in self.memories:
            memory.forget(person)
        # Whose words are there nobody knows, so all go.
        self.live.now.lately.forget()
        return ended

    async def _told(self, person: int, texts: Texts) -> str:
        lines = [*await self._stored(person, texts), *self._remembered(person, texts)]
        if not lines:
            return texts.say("mydata_nothing")
        return texts.plain["mydata"].format(person=person, data="\n\n".join(lines))

    async def _stored(self, person: int, texts: Texts) -> list[str]:
        lines = []
        language = await self.person_locale.preferences.language(person)
        if language:
            lines.append(texts.say("mydata_language", language=texts.language_name(language)))
        made = await self.store.of_user(person)
        lines += [await self._subscription(one, texts) for one in made[:MOST_SHOWN]]
        if len(made) > MOST_SHOWN:
            lines.append(texts.say("and_more", number=len(made) - MOST_SHOWN))
        missed = await self.missed.of_person(person) if self.missed is not None else ()
        lines += [texts.say("mydata_missed", question=one) for one in missed[-MOST_QUESTIONS:]]
        return lines

    async def _subscription(self, one: Subscription, texts: Texts) -> str:
        outlook = await self.store.outlook(one.id)
        told = status(one, outlook, texts, record=self.live.now.record, now=self.clock()).html
        ordered = format_datetime(one.created_at, "long", locale=texts.locale)
        where = "mydata_topic" if one.thread_id else "mydata_chat"
        place = texts.say(
            "mydata_place",
            where=texts.plain[where].format(chat=one.chat_id, topic=one.thread_id),
            id=one.id,
            ordered=ordered,
        )
        return f"{told}\n{place}"

    def _remembered(self, person: int, texts: Texts) -> list[str]:
        now = self.clock()
        exchanges, answered_messages, sent, _ = self.memories
        kept = (*answered_messages.of_person(person, now), *exchanges.of_person(person, now))
        questions = list(dict.fromkeys(one.question for one in kept if one.question))
        asked = (texts.say("mydata_question", question=one[:200]) for one in questions[-MOST_QUESTIONS:])
        listed = "\n".join(asked)
        lines = [texts.plain["mydata_questions"].format(questions=listed)] if listed else []
        answered = len(sent.of_person(person, now))
        return [*lines, texts.count("mydata_sent", answered)] if answered else lines


def said(texts: Texts, *, keeps_missed: bool) -> str:
    """Say what is stored.

    Args:
        keeps_missed: Whether questions that were not answered are kept.
    """
    if not keeps_missed:
        return texts.say("privacy", missed="", but="")
    return texts.say("privacy", missed="\n" + texts.say("privacy_missed"), but=texts.say("privacy_but"))


def _is_nobody(message: Message) -> bool:
    """Whether a person writes in the name of a group or a channel: Telegram does not say who it is."""
    return message.sender_chat is not None
