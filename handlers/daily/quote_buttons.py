"""The buttons under the day's quote: another one, source, stop; the quote stays a day's quote."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from telegram import CallbackQuery, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, CallbackQueryHandler, ContextTypes

from handlers import surfaces
from handlers.callback_data import Call, Verb, address_of, decode, encode
from handlers.daily.addressee import subscription_of
from handlers.daily.cycle import QuoteFilter, eligible
from handlers.daily.sending import QuoteButton, daily_reply
from handlers.daily.subscription import Reason, State, Subscription, SubscriptionStore
from handlers.pages import Pages
from handlers.person import Clock, PersonLocale
from handlers.reply import Press, Reply
from handlers.rights import may_decide
from handlers.texts import Texts
from knowledge.snapshot import LiveSnapshot

_DECIDING = frozenset({QuoteButton.STOP, QuoteButton.RESUME})
"""Buttons that only some may press in a group."""


@dataclass(frozen=True, slots=True)
class QuoteButtons:
    """Presses under the day's quote."""

    live: LiveSnapshot
    person_locale: PersonLocale
    pages: Pages
    store: SubscriptionStore
    clock: Clock
    rng: Random

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handler of presses."""
        return (CallbackQueryHandler(self.press, pattern=rf"^{Verb.DAYS_QUOTE}:"),)

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Open what was pressed in the quote's own message; who stops it must be allowed to."""
        query, store = update.callback_query, self.store
        call = decode(query.data or "") if query else None
        if query is None:
            return
        texts = await self.person_locale.of(update)
        if call is None or call.page not in set(QuoteButton):
            await surfaces.done(query, texts.say("button_gone"))
        elif call.page in {QuoteButton.STOP, QuoteButton.RESUME} and not await may_decide(
            update, context.bot
        ):
            await surfaces.done(query, texts.say("daily_administrators"))
        elif call.page in _DECIDING:
            await self._switch(update, query, call, username=context.bot.username)
        elif query.message and query.message.chat.type == ChatType.CHANNEL:
            # One reader's press must not change the post for all others.
            await surfaces.lead(query, address_of(context.bot.username, Call(Verb.ENTRY, call.target)))
        else:
            known = await subscription_of(update, store)
            if call.page == QuoteButton.ANOTHER:
                call = Call(call.verb, await self._another(call.target, known, store), QuoteButton.QUOTE)
            await _show(query, self._page(call, known, texts, username=context.bot.username))

    async def _switch(self, update: Update, query: CallbackQuery, call: Call, *, username: str) -> None:
        """Stop the order or take it up again; the quote stays to be read."""
        texts, store = await self.person_locale.of(update), self.store
        known = await subscription_of(update, store)
        if known is None:
            await surfaces.done(query, texts.say("daily_none"))
            return
        is_stopped = call.page == QuoteButton.STOP
        if is_stopped:
            await store.end(known.id, reason=Reason.ASKED)
            await surfaces.done(query, texts.say("daily_stopped"))
        else:
            await store.resume(known.id, now=self.clock())
        entry = self.live.now.record.entries.get(call.target)
        if entry is not None:
            own = self.person_locale.locales.within(known.language)
            await surfaces.edit(query, daily_reply(entry, own, username=username, is_stopped=is_stopped))

    def _page(self, call: Call, known: Subscription | None, texts: Texts, *, username: str) -> Reply:
        record, is_stopped = self.live.now.record, known is None or known.state == State.ENDED
        if call.page == QuoteButton.SOURCE:
            source = self.pages.open(Call(Verb.SOURCE, call.target), texts, username=username)
            back = Press(texts.label("button_back"), encode(Verb.DAYS_QUOTE, call.target))
            found = source or Reply(texts.say("gone"), alert=True)
            return found if found.alert else Reply(found.html, ((back,),))
        entry = record.entries.get(call.target)
        if entry is None:
            return Reply(texts.say("gone"), alert=True)
        return daily_reply(entry, texts, username=username, is_stopped=is_stopped)

    async def _another(self, entry_id: str, known: Subscription | None, store: SubscriptionStore) -> str:
        """Choose another quote of those that the subscription is about: the cycle's next one."""
        ids = eligible(self.live.now.record, known.wanted if known else QuoteFilter())
        others = [one for one in ids if one != entry_id]
        if known is None:
            return self.rng.choice(others or [entry_id])
        return await store.another(known.id, entries=others) or entry_id


async def _show(query: CallbackQuery, reply: Reply) -> None:
    if reply.alert:
        await surfaces.done(query, reply.html)
    else:
        await surfaces.edit(query, reply)
