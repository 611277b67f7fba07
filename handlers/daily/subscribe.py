"""The dialogue about the daily quote: when, where, of what, pause, stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

from telegram import CallbackQuery, Update
from telegram.constants import ChatType
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from handlers import surfaces
from handlers.callback_data import Call, decode
from handlers.daily import menus, plan
from handlers.daily.addressee import addressee_of, standing
from handlers.daily.choice import Choice, at_place, chosen, weekdays_of
from handlers.daily.cycle import QuoteFilter, eligible
from handlers.daily.schedule import Schedule
from handlers.daily.subscription import Subscription, SubscriptionStore, new_id, new_seed
from handlers.daily.topics import topics
from handlers.daily.wording import Wish, Wording
from handlers.daily.words.asides import Order
from handlers.person import Clock, Tongue
from handlers.reply import Reply
from handlers.rights import is_anonymous, may_decide
from handlers.texts import Texts
from knowledge.record.values import Record
from knowledge.snapshot import LiveSnapshot


@dataclass(frozen=True, slots=True)
class Subscribe:
    """/daily and /unsubscribe; in groups and channels for administrators only.

    Attributes:
        dice: Makes ids and the order of the quotes.
        delivers: Whether what is ordered comes; it does not in the terminal, and that is said.
    """

    live: LiveSnapshot
    tongue: Tongue
    store: SubscriptionStore
    wording: Wording
    clock: Clock
    dice: Random
    delivers: bool = True
    # A double press must not make two subscriptions of one chat.
    _keeping: asyncio.Lock = field(default_factory=asyncio.Lock)

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the commands and the presses."""
        new = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
        private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
        return (
            CommandHandler(["daily", "subscribe"], self.daily, filters=new),
            CommandHandler(["unsubscribe", "stop"], self.stop, filters=new),
            CallbackQueryHandler(self.press, pattern=r"^a:"),
            MessageHandler(private & filters.Regex(self.wording.asides.farewell), self.stop),
        )

    async def daily(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Subscribe in the person's own words, or say how the subscription stands."""
        message = update.effective_message
        if message is None:
            return
        texts = await self.texts_for(update)
        if not await may_decide(update, context.bot):
            await surfaces.send(message, Reply(texts.say("daily_administrators")))
        else:
            words = " ".join(context.args or ())
            order = self.wording.order(words)
            obeyed = await self._obeyed(update, order, texts, self.store) if order else None
            reply = obeyed or await self._wished(update, words, texts, self.store)
            await surfaces.send(message, reply)

    async def stop(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """End the subscription of this chat or topic."""
        message = update.effective_message
        if message is None:
            return
        texts = await self.texts_for(update)
        if not await may_decide(update, context.bot):
            await surfaces.send(message, Reply(texts.say("daily_administrators")))
            return
        await surfaces.send(message, await self._obeyed(update, Order.STOP, texts, self.store))

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what a button of the dialogue says, in the message where it stands."""
        query = update.callback_query
        if query is None:
            return
        texts = await self.texts_for(update)
        call = decode(query.data or "")
        if call is None:
            await surfaces.done(query, texts.say("gone"))
        elif not await may_decide(update, context.bot):
            await surfaces.done(query, texts.say("daily_administrators"))
        else:
            await self._do(update, query, call, store=self.store)

    async def texts_for(self, update: Update) -> Texts:
        """Give the texts in the language of who asks; of the chat's daily quote, if nobody is named."""
        if update.effective_user is None or is_anonymous(update):
            known = await standing(update, self.store)
            if known is not None:
                return self.tongue.locales.within(known.language)
        return await self.tongue.of(update)

    async def status(self, update: Update, texts: Texts, store: SubscriptionStore) -> Reply | None:
        """Say how the subscription of this chat or topic stands; None if there is none."""
        known = await standing(update, store)
        return await self._shown(known, texts, store) if known else None

    async def speak(self, update: Update, language: str) -> None:
        """Let the daily quote of a private chat follow the person's language."""
        chat = update.effective_chat
        if chat is not None and chat.type == ChatType.PRIVATE:
            async with self._keeping:
                known = await standing(update, self.store)
                if known is not None:
                    await self.store.save(replace(known, language=language), now=self.clock())

    async def _shown(self, known: Subscription, texts: Texts, store: SubscriptionStore) -> Reply:
        outlook = await store.outlook(known.id)
        told = plan.status(known, outlook, texts, record=self._record, now=self.clock())
        return told if self.delivers else Reply(f"{told.html}\n\n{texts.say('daily_not_here')}", told.rows)

    @property
    def _record(self) -> Record:
        return self.live.now.record

    async def _do(
        self, update: Update, query: CallbackQuery, call: Call, *, store: SubscriptionStore
    ) -> None:
        texts = await self.texts_for(update)
        opened = self._menu(call, await standing(update, store), texts)
        if opened is None and call.target in {"pause", "resume", "stop", "silent", "loud", "days", "panel"}:
            opened = await self._changed(update, call, texts, store)
        elif opened is None:
            choice = chosen(call, self._record)
            opened = await self._advanced(update, choice, store) if choice else None
        if opened is None or opened.alert:
            await surfaces.done(query, opened.html if opened else texts.say("gone"))
        else:
            await surfaces.edit(query, opened)

    def _menu(self, call: Call, known: Subscription | None, texts: Texts) -> Reply | None:
        """Give what a press asks to be shown, if it changes nothing."""
        record, now = self._record, self.clock()
        choice, mark = at_place(call, record) or (Choice(), "")
        offset = menus.clock_offset(mark)
        if offset is not None:
            return self._at_offset(choice, offset, texts)
        where = Choice(known.schedule.zone, place=known.place) if known else Choice()
        pages: dict[str, Callable[[], Reply]] = {
            "clock": lambda: menus.ask_place(choice, texts, now=now, is_ordered=known is not None),
            "clocks": lambda: self._clocks(choice, texts),
            "hours": lambda: menus.ask_time(where, texts, back="panel"),
            # As buttons were called once.
            "change": lambda: menus.ask_time(where, texts, back="panel"),
            "what": lambda: menus.ask_what(texts),
            "speakers": lambda: menus.ask_speaker(texts, record, call.page),
            "themes": lambda: menus.ask_theme(texts, record, call.page),
            "languages": lambda: menus.ask_language(texts),
        }
        page = pages.get(mark)
        return page() if page else None

    def _clocks(self, choice: Choice, texts: Texts) -> Reply:
        now = self.clock()
        return menus.ask_clock(choice, texts, now=now, offsets=self.wording.places.offsets_now(now))

    def _at_offset(self, choice: Choice, offset: timedelta, texts: Texts) -> Reply:
        """Ask which of the zones it is that keep the time which was picked."""
        now = self.clock()
        zones = self.wording.places.at_offset(offset, now)
        asked = menus.ask_zone(choice, zones, texts, now=now, asked=texts.say("daily_ask_zone"))
        return self._so_far(asked, choice, texts)

    def _so_far(self, asked: Reply, choice: Choice, texts: Texts) -> Reply:
        return menus.so_far(asked, choice, texts, self._record)

    async def _obeyed(self, update: Update, order: Order, texts: Texts, store: SubscriptionStore) -> Reply:
        """Stop, pause or resume in words; where nothing is ordered, say so."""
        known = await standing(update, store)
        if known is None:
            return Reply(texts.say("daily_none"))
        match order:
            case Order.STOP:
                if known.state != "ended":
                    await store.end(known.id, reason="asked")
                return Reply(texts.say("daily_stopped"))
            case Order.PAUSE:
                await store.pause(known.id, reason="asked")
            case Order.RESUME:
                await store.resume(known.id, now=self.clock())
        return await self.status(update, texts, store) or Reply(texts.say("daily_none"))

    async def _changed(self, update: Update, call: Call, texts: Texts, store: SubscriptionStore) -> Reply:
        known, now = await standing(update, store), self.clock()
        if known is None:
            return Reply(texts.say("daily_none"), alert=True)
        match call.target:
            case "pause":
                await store.pause(known.id, reason="asked")
            case "resume":
                await store.resume(known.id, now=now)
            case "stop":
                await store.end(known.id, reason="asked")
            case "silent" | "loud":
                await store.save(replace(known, is_silent=call.target == "silent"), now=now)
            case "days":
                weekdays = weekdays_of(call.page) or known.schedule.weekdays
                if call.page:
                    await self._keep(update, Choice(), replace(known.schedule, weekdays=weekdays), store)
                return menus.ask_days(weekdays, texts)
        return await self.status(update, texts, store) or Reply(texts.say("daily_none"))

    async def _wished(self, update: Update, words: str, texts: Texts, store: SubscriptionStore) -> Reply:
        known, now = await standing(update, store), self.clock()
        if not words and known:
            return await self._shown(known, texts, store)
        snapshot = self.live.now
        wish = self.wording.read(words, lambda text: topics(text, snapshot))
        choice = _choice(wish)
        if wish.declined is not None:
            at = None if len(wish.times) > 1 else choice.at
            asked = menus.decline(wish.declined, wish.times, replace(choice, at=at), texts)
            return self._so_far(asked, replace(choice, at=at), texts)
        if wish.places and wish.place is None:
            asked = menus.ask_where(choice, wish.places, texts, now=now, asked=_which(wish, texts))
            return self._so_far(asked, choice, texts)
        if known and choice == Choice() and wish.unknown:
            shown = await self._shown(known, texts, store)
            heading = texts.say("daily_not_understood", words=wish.unknown)
            return Reply(f"{heading}\n\n{shown.html}", shown.rows)
        if not wish.unknown:
            return await self._advanced(update, choice, store, wakes=True)
        return self._asked_back(choice, known, wish.unknown, texts)

    def _asked_back(self, choice: Choice, known: Subscription | None, unknown: str, texts: Texts) -> Reply:
        """Ask about words that were not understood: they may be the place, the time, or say "not"."""
        now, whole = self.clock(), choice.over(known)
        if choice.zone is None:
            is_first = whole.schedule is None and choice.at is None
            asked = menus.ask_place(choice, texts, now=now, unknown=unknown, is_first=is_first)
            return self._so_far(asked, choice, texts)
        if choice.at is None or whole.schedule is None:
            return self._so_far(menus.ask_time(choice, texts, unknown=unknown), choice, texts)
        return menus.confirm(whole, whole.schedule, texts, unknown=unknown, record=self._record, now=now)

    async def _advanced(
        self, update: Update, choice: Choice, store: SubscriptionStore, *, wakes: bool = False
    ) -> Reply:
        """Ask for what is missing; if nothing is, keep the choice and say what was understood."""
        known, texts = await standing(update, store), await self.texts_for(update)
        whole = choice.over(known)
        if whole.zone is None:
            whole = await self._where_elsewhere(update, whole, store)
        if whole.zone is None:
            asked = menus.ask_place(choice, texts, now=self.clock(), is_first=choice == Choice())
            return self._so_far(asked, choice, texts)
        if whole.schedule is None:
            return self._so_far(menus.ask_time(whole, texts), whole, texts)
        wanted = whole.wanted or QuoteFilter()
        if not eligible(self._record, wanted):
            return menus.nothing_fits(choice, wanted, texts, self._record)
        kept = await self._keep(update, whole, whole.schedule, store, wakes=wakes)
        return await self._shown(kept, texts, store)

    async def _keep(
        self,
        update: Update,
        whole: Choice,
        schedule: Schedule,
        store: SubscriptionStore,
        *,
        wakes: bool = False,
    ) -> Subscription:
        """Write down what was chosen; what is paused stays so, unless it is ordered in words."""
        async with self._keeping:
            known = await standing(update, store) or self._new(update, schedule)
            is_active = wakes or known.state != "paused"
            kept = replace(
                known,
                schedule=schedule,
                wanted=whole.wanted or known.wanted,
                language=whole.language or known.language or (await self.texts_for(update)).language,
                place=whole.place if whole.zone else known.place,
                is_silent=known.is_silent if whole.is_silent is None else whole.is_silent,
                state="active" if is_active else known.state,
                reason=None if is_active else known.reason,
            )
            await store.save(kept, now=self.clock())
        return kept

    def _new(self, update: Update, schedule: Schedule) -> Subscription:
        chat_id, thread_id = addressee_of(update)
        # All who write in a group's name share one user: the subscription is the group's.
        user = None if is_anonymous(update) else update.effective_user
        return Subscription(
            id=new_id(self.dice),
            chat_id=chat_id,
            thread_id=thread_id,
            user_id=user.id if user else chat_id,
            schedule=schedule,
            wanted=QuoteFilter(),
            language="",
            state="active",
            reason=None,
            seed=new_seed(self.dice),
            created_at=self.clock().replace(microsecond=0),
        )

    async def _where_elsewhere(self, update: Update, choice: Choice, store: SubscriptionStore) -> Choice:
        """Fill in the place that the chat uses in another of its topics."""
        found = await store.of_chat(addressee_of(update)[0])
        return replace(choice, zone=found[-1].schedule.zone, place=found[-1].place) if found else choice


def _choice(wish: Wish) -> Choice:
    place = wish.place
    return Choice(
        place.zone if place else None,
        wish.at,
        wish.weekdays,
        wish.wanted,
        wish.language,
        place.label or None if place else None,
        wish.is_silent,
    )


def _which(wish: Wish, texts: Texts) -> str:
    asked = texts.say("daily_which_place")
    return f"{texts.say('daily_not_understood', words=wish.unknown)} {asked}" if wish.unknown else asked
