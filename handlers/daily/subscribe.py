"""The dialogue about the daily quote: when, where, of what, pause, stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from weakref import WeakValueDictionary

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    filters,
)

from handlers import surfaces
from handlers.asked import is_not_latin, words_behind
from handlers.callback_data import Call, Change, decode
from handlers.daily import menus, status_panel
from handlers.daily.addressee import AddresseeSubscriptions, addressee_of, subscription_of, subscriptions_of
from handlers.daily.choice import Choice, at_place, chosen, in_words, opened, weekdays_of
from handlers.daily.cycle import QuoteFilter, eligible
from handlers.daily.schedule import Schedule
from handlers.daily.subscription import Reason, State, Subscription, SubscriptionStore, new_id, new_seed
from handlers.daily.topics import topics
from handlers.daily.wording import Wish, Wording
from handlers.daily.words.asides import Order
from handlers.exchange import ordering, settled
from handlers.memories import Memories
from handlers.person import Clock, PersonLocale, asked_by, place_of
from handlers.reply import Reply
from handlers.rights import is_anonymous, may_decide
from handlers.texts import Texts
from knowledge.record.values import Record
from knowledge.snapshot import LiveSnapshot


@dataclass(frozen=True, slots=True)
class DailyOrder:
    """An order with the subscriptions that there were when it came.

    Attributes:
        part: Words for a part of the day in which an hour is still to be told.
    """

    update: Update
    subscriptions: AddresseeSubscriptions
    texts: Texts
    part: str = ""

    @property
    def subscription(self) -> Subscription | None:
        """Of this chat or topic, an ended one too."""
        return self.subscriptions.here


@dataclass(frozen=True, slots=True)
class Subscribe:
    """/daily and /unsubscribe; in groups and channels for administrators only.

    Attributes:
        rng: Makes ids and the order of the quotes.
        memories: Keep what is understood of an order while the bot asks for the rest, so that it can be said.
        delivers: Whether what is ordered comes; it does not in the terminal, and that is said.
    """

    live: LiveSnapshot
    person_locale: PersonLocale
    store: SubscriptionStore
    wording: Wording
    clock: Clock
    rng: Random
    memories: Memories
    delivers: bool = True
    # One order of a chat after the other: a double press must not make two subscriptions.
    _locks: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)

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
        may = await may_decide(update, context.bot)
        async with self._lock_of(update):
            asked = await self._asked(update)
            if not may:
                reply = Reply(asked.texts.say("daily_administrators"))
            else:
                words = " ".join(context.args or ())
                order = self.wording.order(words)
                reply = await (self._executed(order, asked) if order else self._wished(words, asked))
                self._keep_settled(update)
        await surfaces.send(message, reply)

    async def stop(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """End the subscription of this chat or topic."""
        message = update.effective_message
        if message is None:
            return
        may = await may_decide(update, context.bot)
        async with self._lock_of(update):
            asked = await self._asked(update)
            refusal = Reply(asked.texts.say("daily_administrators"))
            reply = await self._executed(Order.STOP, asked) if may else refusal
        await surfaces.send(message, reply)

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Do what a button of the dialogue says, in the message where it stands."""
        query = update.callback_query
        if query is None:
            return
        call, may = decode(query.data or ""), await may_decide(update, context.bot)
        await self.wording.know_places()
        async with self._lock_of(update):
            asked = await self._asked(update)
            if call is not None and not may:
                opened: Reply | None = Reply(asked.texts.say("daily_administrators"), alert=True)
            else:
                opened = await self._pressed(call, asked) if call else None
                if may:
                    self._keep_settled(update)
        if opened is None or opened.alert:
            await surfaces.done(query, opened.html if opened else asked.texts.say("gone"))
        else:
            await surfaces.edit(query, opened)

    async def is_wish(self, words: str) -> bool:
        """Whether all of some words tell when a daily quote is to come, and which."""
        await self.wording.know_places()
        snapshot = self.live.now
        return not self.wording.read(words, lambda text: topics(text, snapshot)).unknown

    async def going_on(self, order: str, words: str) -> str | None:
        """Give an order with the words that answer what was asked of it; None if they do not.

        What they tell anew holds, not what was understood before; a "yes" is enough for a whole order.
        """
        await self.wording.know_places()
        snapshot = self.live.now
        before, told = (
            self.wording.read(said, lambda text: topics(text, snapshot)) for said in (order, words)
        )
        known = _choice(before)
        tells = told.times or told.weekdays or told.places or told.declined or told.part
        if told.unknown or not (tells or self.wording.tells_how_often(words) or known.schedule):
            return None
        left = Choice(
            None if told.places else known.zone,
            None if told.times else known.at,
            None if told.weekdays else known.weekdays,
            None if told.wanted else known.wanted,
            None if told.language else known.language,
            None if told.places else known.place,
            known.is_silent if told.is_silent is None else None,
        )
        return f"{in_words(left, snapshot.record)} {'' if told.part else before.part} {words}"

    async def is_correction(self, words: str) -> bool:
        """Whether all of some words change what was just ordered: when, how, or whether it comes.

        A place or a name may begin a question: those are told behind the command.
        """
        if self.wording.order(words):
            return True
        await self.wording.know_places()
        snapshot = self.live.now
        wish = self.wording.read(words, lambda text: topics(text, snapshot))
        tells = wish.times or wish.weekdays or wish.declined or wish.is_silent is not None
        return bool(tells) and not (wish.unknown or wish.places or wish.wanted)

    async def texts_for(self, update: Update) -> Texts:
        """Give the texts in the language of who asks; of the chat's daily quote, if nobody is named."""
        known = await subscription_of(update, self.store) if _is_nobody(update) else None
        return await self._texts(update, known)

    async def status(self, update: Update, texts: Texts) -> Reply | None:
        """Say how the subscription of this chat or topic stands; None if there is none."""
        known = await subscription_of(update, self.store)
        return await self._shown(known, texts) if known else None

    async def speak(self, update: Update, language: str) -> None:
        """Let the daily quote of a private chat follow the person's language."""
        chat = update.effective_chat
        if chat is not None and chat.type == ChatType.PRIVATE:
            async with self._lock_of(update):
                known = await subscription_of(update, self.store)
                if known is not None:
                    await self.store.save(replace(known, language=language), now=self.clock())

    def _lock_of(self, update: Update) -> asyncio.Lock:
        return self._locks.setdefault(addressee_of(update)[0], asyncio.Lock())

    async def _asked(self, update: Update) -> DailyOrder:
        """Read all that an order needs to be understood, once."""
        found = await subscriptions_of(update, self.store)
        return DailyOrder(update, found, await self._texts(update, found.here))

    async def _texts(self, update: Update, known: Subscription | None) -> Texts:
        if known is not None and _is_nobody(update):
            return self.person_locale.locales.within(known.language)
        return await self.person_locale.of(update, asked_in=self._ordered_in(update))

    def _ordered_in(self, update: Update) -> str:
        """Give the language of an order in words; "" for Latin ones: places may stand in any."""
        message = asked_by(update)
        words = words_behind(message) or ((message.text or "") if message else "")
        return self.live.now.understood(words)[-1].language if is_not_latin(words) else ""

    async def _shown(self, known: Subscription, texts: Texts) -> Reply:
        outlook = await self.store.outlook(known.id)
        told = status_panel.status(known, outlook, texts, record=self._record, now=self.clock())
        return told if self.delivers else Reply(f"{told.html}\n\n{texts.say('daily_not_here')}", told.rows)

    @property
    def _record(self) -> Record:
        return self.live.now.record

    async def _pressed(self, call: Call, asked: DailyOrder) -> Reply | None:
        """Do what a press says; None if it says nothing that there is any more."""
        opened = self._menu(call, asked)
        if opened is not None:
            return opened
        if call.target in frozenset(Change):
            return await self._changed(call, asked)
        choice = chosen(call, self._record)
        return await self._advanced(choice, asked) if choice else None

    def _menu(self, call: Call, order: DailyOrder) -> Reply | None:
        """Give what a press asks to be shown, if it changes nothing."""
        record, known, texts = self._record, order.subscription, order.texts
        listed = opened(call, record)
        if listed is not None:
            letter, number, choice = listed
            asked = _listed(letter, number, choice, texts, is_ordered=known is not None)
            return self._so_far(asked, choice, order)
        choice, mark = at_place(call, record) or (Choice(), "")
        offset = menus.clock_offset(mark)
        numbers = menus.mark_pages(mark)
        if offset is not None:
            return self._at_offset(choice, offset, order, page=sum(numbers))
        if numbers:
            mark = mark.partition("-")[0]
        where = Choice(known.schedule.zone, place=known.place) if known else Choice()
        pages: dict[str, Callable[[], Reply]] = {
            "clock": lambda: menus.ask_place(
                choice,
                texts,
                is_ordered=known is not None,
                page=sum(numbers),
                is_first=_is_first(choice, known),
            ),
            "clocks": lambda: self._clocks(choice, texts, numbers),
            "hours": lambda: menus.ask_time(where, texts, back=Change.PARTS),
            # As buttons were called once.
            "change": lambda: menus.ask_time(where, texts, back=Change.PARTS),
            "what": lambda: menus.ask_what(texts),
            "speakers": lambda: menus.ask_speaker(texts, record, call.page),
            "themes": lambda: menus.ask_theme(texts, record, call.page),
            "languages": lambda: menus.ask_language(texts),
        }
        page = pages.get(mark)
        if page is None:
            return None
        if mark in {"clock", "clocks"}:
            return self._so_far(page(), choice, order)
        # Elsewhere the number behind the mark is a page, not what was chosen.
        self._keep_open(Choice(), order)
        return page()

    def _clocks(self, choice: Choice, texts: Texts, numbers: tuple[int, ...]) -> Reply:
        """Ask for the part of the day, or for the time within the part that was pressed."""
        if not numbers:
            return menus.ask_part_of_day(choice, texts)
        now = self.clock()
        offsets = self.wording.places.offsets_now(now)
        part, page = (*numbers, 0)[:2]
        return menus.ask_clock(choice, texts, now=now, offsets=offsets, part=part, page=page)

    def _at_offset(self, choice: Choice, offset: timedelta, order: DailyOrder, *, page: int) -> Reply:
        """Ask which of the zones it is that keep the time which was picked."""
        now, texts = self.clock(), order.texts
        zones = self.wording.places.at_offset(offset, now)
        asked = menus.ask_zone(
            choice, zones, texts, offset=offset, asked=texts.say("daily_ask_zone"), page=page
        )
        return self._so_far(asked, choice, order)

    def _so_far(self, asked: Reply, choice: Choice, order: DailyOrder) -> Reply:
        """Say with a question what is understood."""
        self._keep_open(choice, order)
        return menus.so_far(asked, choice, order.texts, self._record, part=order.part)

    def _keep_open(self, choice: Choice, order: DailyOrder) -> None:
        """Keep what is understood: plain words may answer what is asked."""
        place, now, recent = place_of(order.update), self.clock(), self.memories.recent
        words = f"{in_words(choice, self._record)} {order.part}"
        recent.put(place, ordering(words, recent.get(place, now)), now)

    async def _executed(self, order: Order, asked: DailyOrder) -> Reply:
        """Stop, pause or resume in words; where nothing is ordered, say so."""
        known = asked.subscription
        if known is None:
            return Reply(asked.texts.say("daily_none"))
        match order:
            case Order.STOP:
                if known.state != State.ENDED:
                    await self.store.end(known.id, reason=Reason.ASKED)
                return Reply(asked.texts.say("daily_stopped"))
            case Order.PAUSE:
                return await self._shown(await self._paused(known), asked.texts)
            case Order.RESUME:
                return await self._shown(await self._resumed(known), asked.texts)

    async def _changed(self, call: Call, asked: DailyOrder) -> Reply:
        known, texts = asked.subscription, asked.texts
        if known is None:
            return Reply(texts.say("daily_none"), alert=True)
        match call.target:
            case Change.PAUSE:
                known = await self._paused(known)
            case Change.RESUME:
                known = await self._resumed(known)
            case Change.STOP:
                await self.store.end(known.id, reason=Reason.ASKED)
                known = replace(known, state=State.ENDED, reason=Reason.ASKED)
            case Change.SILENT | Change.LOUD:
                known = replace(known, is_silent=call.target == Change.SILENT)
                await self.store.save(known, now=self.clock())
            case Change.DAYS | Change.EARLY | Change.LATE:
                weekdays = weekdays_of(call.page) or known.schedule.weekdays
                if call.page:
                    await self._keep(Choice(), replace(known.schedule, weekdays=weekdays), asked)
                if call.target == Change.DAYS:
                    return menus.ask_days(weekdays, texts)
                return menus.ask_single_days(weekdays, texts, is_late=call.target == Change.LATE)
            case Change.PARTS:
                return status_panel.with_parts(await self._shown(known, texts), texts)
        return await self._shown(known, texts)

    async def _paused(self, known: Subscription) -> Subscription:
        """Let an active one rest, and give it as it is then."""
        await self.store.pause(known.id, reason=Reason.ASKED)
        return (
            replace(known, state=State.PAUSED, reason=Reason.ASKED) if known.state == State.ACTIVE else known
        )

    async def _resumed(self, known: Subscription) -> Subscription:
        await self.store.resume(known.id, now=self.clock())
        return known if known.state == State.ACTIVE else replace(known, state=State.ACTIVE, reason=None)

    async def _wished(self, words: str, asked: DailyOrder) -> Reply:
        known, texts, now = asked.subscription, asked.texts, self.clock()
        if not words and known:
            return await self._shown(known, texts)
        await self.wording.know_places()
        snapshot = self.live.now
        wish = self.wording.read(words, lambda text: topics(text, snapshot))
        choice, asked = _choice(wish), replace(asked, part=wish.part)
        if wish.declined is not None:
            at = None if len(wish.times) > 1 else choice.at
            declined = menus.decline(wish.declined, wish.times, replace(choice, at=at), texts)
            return self._so_far(declined, replace(choice, at=at), asked)
        if wish.places and wish.place is None:
            which = menus.ask_where(choice, wish.places, texts, now=now, asked=_which(wish, texts))
            return self._so_far(which, choice, asked)
        if known and choice == Choice():
            shown = await self._shown(known, texts)
            heading = f"{texts.say('daily_not_understood', words=wish.unknown)}\n\n" if wish.unknown else ""
            return Reply(f"{heading}{shown.html}", shown.rows)
        if not wish.unknown:
            return await self._advanced(choice, asked, wakes=True)
        return self._asked_back(choice, asked, wish.unknown)

    def _asked_back(self, choice: Choice, order: DailyOrder, unknown: str) -> Reply:
        """Ask about words that were not understood: they may be the place, the time, or say "not"."""
        known, texts = order.subscription, order.texts
        now, whole = self.clock(), choice.over(known)
        if choice.zone is None:
            is_first = whole.schedule is None and choice.at is None
            asked = menus.ask_place(
                choice, texts, unknown=unknown, is_first=is_first, is_ordered=known is not None
            )
            return self._so_far(asked, choice, order)
        if choice.at is None or whole.schedule is None:
            return self._so_far(menus.ask_time(choice, texts, unknown=unknown), choice, order)
        self._keep_open(whole, order)
        return menus.confirm(whole, whole.schedule, texts, unknown=unknown, record=self._record, now=now)

    async def _advanced(self, choice: Choice, asked: DailyOrder, *, wakes: bool = False) -> Reply:
        """Ask for what is missing; if nothing is, keep the choice and say what was understood."""
        texts, whole = asked.texts, choice.over(asked.subscription)
        if whole.zone is None and asked.subscriptions.newest_in_chat is not None:
            newest = asked.subscriptions.newest_in_chat
            whole = replace(whole, zone=newest.schedule.zone, place=newest.place)
        if whole.zone is None:
            where = menus.ask_place(choice, texts, is_first=choice == Choice())
            return self._so_far(where, choice, asked)
        if whole.schedule is None:
            return self._so_far(menus.ask_time(whole, texts), whole, asked)
        wanted = whole.wanted or QuoteFilter()
        if not eligible(self._record, wanted):
            return menus.nothing_fits(choice, wanted, texts, self._record)
        return await self._shown(await self._keep(whole, whole.schedule, asked, wakes=wakes), texts)

    async def _keep(
        self, whole: Choice, schedule: Schedule, asked: DailyOrder, *, wakes: bool = False
    ) -> Subscription:
        """Write down what was chosen; what is paused stays so, unless it is ordered in words."""
        known = asked.subscription or self._new(asked.update, schedule)
        is_active = wakes or known.state != State.PAUSED
        kept = replace(
            known,
            schedule=schedule,
            wanted=whole.wanted or known.wanted,
            language=whole.language or known.language or asked.texts.language,
            place=whole.place if whole.zone else known.place,
            is_silent=known.is_silent if whole.is_silent is None else whole.is_silent,
            state=State.ACTIVE if is_active else known.state,
            reason=None if is_active else known.reason,
        )
        await self.store.save(kept, now=self.clock())
        here = place_of(asked.update)
        self.memories.recent.drop(lambda place, last: place == here and last.order is not None)
        return kept

    def _keep_settled(self, update: Update) -> None:
        """Remember that a daily quote was just dealt with, unless something is still asked of it."""
        place, now, recent = place_of(update), self.clock(), self.memories.recent
        last = recent.get(place, now)
        if last is None or last.order is None:
            recent.put(place, settled(last), now)

    def _new(self, update: Update, schedule: Schedule) -> Subscription:
        chat_id, thread_id = addressee_of(update)
        # All who write in a group's name share one user: the subscription is the group's.
        user = None if is_anonymous(update) else update.effective_user
        return Subscription(
            id=new_id(self.rng),
            chat_id=chat_id,
            thread_id=thread_id,
            user_id=user.id if user else chat_id,
            schedule=schedule,
            wanted=QuoteFilter(),
            language="",
            state=State.ACTIVE,
            reason=None,
            seed=new_seed(self.rng),
            created_at=self.clock().replace(microsecond=0),
        )


def _is_nobody(update: Update) -> bool:
    """Whether nobody is named: a channel's post, or who writes in a group's name."""
    return update.effective_user is None or is_anonymous(update)


def _is_first(choice: Choice, known: Subscription | None) -> bool:
    return known is None and choice == Choice()


def _listed(letter: str, page: int, choice: Choice, texts: Texts, *, is_ordered: bool) -> Reply:
    """Turn to another page of hours, or of the days of a week."""
    if letter == "w":
        return menus.ask_weekday(choice, texts, page=page)
    return menus.ask_time(choice, texts, page=page, back=Change.PARTS if is_ordered else "clock")


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
    if not wish.unknown:
        return asked
    unknown = texts.say("daily_not_understood", words=wish.unknown)
    return texts.plain["sentences"].format(first=unknown, second=asked)
