"""The dialogue about the daily quote: when, where, pause, stop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from random import Random

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from handlers import surfaces
from handlers.callback_data import Call, decode
from handlers.daily import plan
from handlers.daily.cycle import QuoteFilter
from handlers.daily.places import by_local_time, city, zone_of
from handlers.daily.schedule import EVERY_DAY, Schedule
from handlers.daily.subscription import Subscription, SubscriptionStore, new_id, new_seed
from handlers.daily.wording import Understood, WhichPlace, Wording
from handlers.person import Clock, Tongue
from handlers.reply import Reply
from handlers.texts import Texts

_ADMINISTRATORS = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}
MINUTES_OF_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Subscribe:
    """/daily and /unsubscribe; in groups and channels for administrators only.

    Attributes:
        store: None where nothing can be delivered, as in the terminal.
        dice: Makes ids and the order of the quotes.
    """

    tongue: Tongue
    store: SubscriptionStore | None
    wording: Wording
    clock: Clock
    dice: Random

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the commands and the presses."""
        new = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
        return (
            CommandHandler(["daily", "subscribe"], self.daily, filters=new),
            CommandHandler(["unsubscribe", "stop"], self.stop, filters=new),
            CallbackQueryHandler(self.press, pattern=r"^a:"),
        )

    async def daily(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Subscribe in the person's own words, or say how the subscription stands."""
        message = update.effective_message
        if message is None:
            return
        texts = await self.tongue.of(update)
        if self.store is None:
            await surfaces.send(message, Reply(texts.say("daily_not_here")))
        elif not await _may(update, context):
            await surfaces.send(message, Reply(texts.say("daily_administrators")))
        else:
            await surfaces.send(
                message, await self._wished(update, " ".join(context.args or ()), texts, self.store)
            )

    async def stop(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """End the subscription of this chat or topic."""
        message = update.effective_message
        if message is None:
            return
        texts = await self.tongue.of(update)
        if self.store is None:
            await surfaces.send(message, Reply(texts.say("daily_not_here")))
            return
        if not await _may(update, context):
            return
        known = await self._known(update, self.store)
        if known is not None and known.state != "ended":
            await self.store.end(known.id, reason="asked")
        await surfaces.send(message, Reply(texts.say("daily_stopped" if known else "daily_none")))

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what a button of the dialogue says."""
        query = update.callback_query
        if query is None:
            return
        texts = await self.tongue.of(update)
        call = decode(query.data or "")
        if self.store is None or call is None:
            await surfaces.done(query, texts.say("gone"))
        elif not await _may(update, context):
            await surfaces.done(query, texts.say("daily_administrators"))
        else:
            await self._do(update, query, call, texts, self.store)

    async def _do(
        self, update: Update, query: CallbackQuery, call: Call, texts: Texts, store: SubscriptionStore
    ) -> None:
        known = await self._known(update, store)
        if call.target == "change":
            await surfaces.edit(query, self._ask(texts))
            return
        zone = zone_of(call.target)
        if zone is not None:
            if not 0 < call.page <= MINUTES_OF_DAY:
                await surfaces.edit(query, plan.ask_time(zone, texts))
                return
            at = time(*divmod(call.page - 1, 60))
            await surfaces.edit(query, await self._keep(update, Schedule(zone, at, EVERY_DAY), texts, store))
            return
        if known is None:
            await surfaces.done(query, texts.say("daily_none"))
            return
        if call.target == "pause":
            await store.pause(known.id, reason="asked")
        elif call.target == "resume":
            await store.resume(known.id, now=self.clock())
        elif call.target == "stop":
            await store.end(known.id, reason="asked")
        await surfaces.edit(query, await self.status(update, texts, store) or Reply(texts.say("daily_none")))

    async def status(self, update: Update, texts: Texts, store: SubscriptionStore) -> Reply | None:
        """Say how the subscription of this chat or topic stands; None if there is none."""
        known = await self._known(update, store)
        return plan.status(known, await store.outlook(known.id), texts) if known else None

    async def _wished(self, update: Update, words: str, texts: Texts, store: SubscriptionStore) -> Reply:
        known = await self._known(update, store)
        if not words:
            standing = await self.status(update, texts, store) if known and known.state != "ended" else None
            return standing or self._ask(texts)
        wish = self.wording.read(words, known_zone=known.schedule.zone if known else None)
        if isinstance(wish, Understood):
            return await self._keep(update, wish.schedule, texts, store)
        if isinstance(wish, WhichPlace):
            return plan.ask_place([(zone, city(zone)) for zone in wish.zones[:8]], texts, at=wish.at)
        if wish.zones:
            return plan.ask_time(wish.zones[0], texts)
        return plan.ask_place(self._zones(), texts, at=wish.at, unknown=wish.unknown)

    def _ask(self, texts: Texts) -> Reply:
        return plan.ask_place(self._zones(), texts, at=None)

    def _zones(self) -> list[tuple[str, str]]:
        return [(zone, f"{shown} · {city(zone)}") for zone, shown in by_local_time(self.clock())]

    async def _keep(
        self, update: Update, schedule: Schedule, texts: Texts, store: SubscriptionStore
    ) -> Reply:
        known, now = await self._known(update, store), self.clock()
        subscription = (
            replace(known, schedule=schedule, state="active", reason=None, language=texts.language)
            if known
            else self._new(update, schedule, texts)
        )
        await store.save(subscription, now=now)
        return plan.status(subscription, await store.outlook(subscription.id), texts)

    def _new(self, update: Update, schedule: Schedule, texts: Texts) -> Subscription:
        chat_id, thread_id = _where(update)
        user = update.effective_user
        return Subscription(
            id=new_id(self.dice),
            chat_id=chat_id,
            thread_id=thread_id,
            user_id=user.id if user else chat_id,
            schedule=schedule,
            wanted=QuoteFilter(),
            language=texts.language,
            state="active",
            reason=None,
            seed=new_seed(self.dice),
            created_at=self.clock().replace(microsecond=0),
        )

    async def _known(self, update: Update, store: SubscriptionStore) -> Subscription | None:
        chat_id, thread_id = _where(update)
        found = [one for one in await store.of_chat(chat_id) if one.thread_id == thread_id]
        return found[-1] if found else None


def _where(update: Update) -> tuple[int, int | None]:
    message = update.effective_message
    chat_id = update.effective_chat.id if update.effective_chat else 0
    in_topic = isinstance(message, Message) and message.is_topic_message
    return chat_id, message.message_thread_id if in_topic and message else None


async def _may(update: Update, context: ContextTypes.DEFAULT_TYPE) -> bool:
    """Whether who asks may decide for the chat: in private always, else administrators."""
    chat, user = update.effective_chat, update.effective_user
    if chat is None or chat.type in {ChatType.PRIVATE, ChatType.CHANNEL}:
        return True  # only administrators post in channels
    if user is None:
        return False
    return (await context.bot.get_chat_member(chat.id, user.id)).status in _ADMINISTRATORS
