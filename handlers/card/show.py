"""/card and the button under a quote: the quote as a picture, light or dark."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from zlib import crc32

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from handlers import surfaces
from handlers.asked import tells_its_language
from handlers.callback_data import Verb, address_of, decode, decode_start
from handlers.card.files import CardKey, design_of
from handlers.card.gallery import Gallery
from handlers.card.order import THEMES, Order
from handlers.cooldown import GivenAnswer
from handlers.dismissal import dismissable, still_dismissable
from handlers.memories import Memories
from handlers.memory import ChatKey
from handlers.person import Clock, PersonLocale, place_of
from handlers.rendering import render
from handlers.reply import Reply
from handlers.shown import entry_in
from handlers.spoken.words import theme_in
from handlers.texts import Texts
from knowledge.answering.kinds import Status
from knowledge.record.values import Entry, Quote
from knowledge.snapshot import LiveSnapshot

GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


@dataclass(frozen=True, slots=True)
class Show:
    """Cards, in chats where the bot can send a message."""

    live: LiveSnapshot
    person_locale: PersonLocale
    gallery: Gallery
    memories: Memories
    clock: Clock
    rng: Random

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handlers; they belong before those of /start and of all presses."""
        new = filters.UpdateType.MESSAGE
        posted = new | filters.UpdateType.CHANNEL_POST
        return (
            CommandHandler("card", self.command, filters=posted),
            CommandHandler("start", self.linked, filters=new & filters.Regex(r"^\S+\s+k_\S+$")),
            CallbackQueryHandler(self.pressed, pattern=rf"^{Verb.CARD}(:|$)"),
        )

    async def command(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Draw what was just shown, else a quote at random; or of the speaker or theme that is named."""
        message = update.effective_message
        if message is None:
            return
        said = " ".join(context.args or ())
        theme, wanted = theme_in(said)
        texts = await self.person_locale.of(update, asked_in=self._language(said))
        before = None if wanted else self._before(update, message, is_again=theme is not None)
        chosen = before or self._chosen(wanted, texts, context.bot.username)
        if not isinstance(chosen, Quote):
            refusal = chosen if isinstance(chosen, Reply) else Reply(_no_card(chosen, texts))
            await surfaces.send(message, refusal)
            return
        sent = await self._answer(message, Order(chosen, theme or "light", texts, context.bot.username))
        if sent is not None and before is None:
            place, now = place_of(update), self.clock()
            self.memories.keep_unasked(
                chosen, self.live.now, place=place, message_id=sent.message_id, now=now
            )

    async def linked(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Draw the quote that a deep link names."""
        message = update.effective_message
        if message is None:
            return
        texts = await self.person_locale.of(update)
        call = decode_start((context.args or [""])[0])
        entry = self.live.now.record.entries.get(call.target) if call else None
        if isinstance(entry, Quote):
            await self._answer(message, Order(entry, "light", texts, context.bot.username))
        else:
            await surfaces.send(message, Reply(_no_card(entry, texts)))

    async def pressed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Send a card under its quote, or change the theme of one; elsewhere lead into one's own chat."""
        query = update.callback_query
        if query is None:
            return
        texts = await self.person_locale.of(update)
        call, message, username = decode(query.data or ""), query.message, context.bot.username
        entry = self.live.now.record.entries.get(call.target) if call else None
        if call is None or not isinstance(entry, Quote):
            await surfaces.done(query, _no_card(entry, texts))
        elif not isinstance(message, Message) or message.chat.type == ChatType.CHANNEL:
            # There is no chat to send a picture to, or it would be a post for all readers.
            await surfaces.lead(query, address_of(username, call))
        elif call.page:
            theme = THEMES[(call.page - 1) % len(THEMES)]
            await self._change(query, Order(entry, theme, texts, username))
        else:
            await self._send_once(query, message, Order(entry, "light", texts, username))

    async def stored(self, quote: Quote, texts: Texts, username: str) -> tuple[str, Reply] | None:
        """Give the file id of a card that was sent before, and its words; None if it never was."""
        order = Order(quote, "light", texts, username)
        file_id = await self.gallery.files.file_id(self._key(order))
        return (file_id, order.caption()) if file_id else None

    def _before(self, update: Update, message: Message, *, is_again: bool) -> Entry | None:
        """Give the entry that is replied to, else the one that was shown last; a quote once.

        Args:
            is_again: Whether a card that was just drawn may be meant: "dark, please".
        """
        record, place, now = self.live.now.record, place_of(update), self.clock()
        replied = entry_in(message.reply_to_message, record)
        last = self.memories.shown.get(place, now) or ""
        if isinstance(record.entries.get(last), Quote):
            self.memories.shown.drop(lambda where, _entry: where == place)
        drawn = self.memories.recent.get(place, now)
        if not last and is_again and drawn is not None and drawn.is_unasked:
            last = next(iter(drawn.after.memory.shown), "")
        return replied or record.entries.get(last)

    def _language(self, wanted: str) -> str:
        return self.live.now.answer(wanted).language if tells_its_language(wanted) else ""

    def _chosen(self, wanted: str, texts: Texts, username: str) -> Quote | Reply:
        """Choose a quote, as /quote does; where there is none, say so and give the answer there is."""
        snapshot = self.live.now
        if not wanted:
            return self.rng.choice(snapshot.record.quotes)
        answer = snapshot.answer(wanted)
        said = render(answer, texts, record=snapshot.record, username=username)
        if answer.status != Status.ANSWERED:
            return said
        quotes = [hit.entry for hit in answer.hits if isinstance(hit.entry, Quote)]
        if quotes:
            return self.rng.choice(quotes)
        return Reply(f"{texts.say('card_only_quotes')}\n\n{said.html}", said.rows)

    async def _send_once(self, query: CallbackQuery, message: Message, order: Order) -> None:
        """Send a card, unless it has stood in the same group since a moment ago."""
        place, now = _place(message, order.quote), self.clock()
        if place and self.memories.cooldown.given.get(place, now):
            await surfaces.done(query, order.texts.label("just_answered"))
            return
        await surfaces.done(query)
        caption = still_dismissable(order.caption(), query, order.texts)
        sent = await self._send(message, order, caption)
        if place and sent is not None:
            self.memories.cooldown.given.put(place, GivenAnswer(sent.message_id), now)

    async def _answer(self, message: Message, order: Order) -> Message | None:
        return await self._send(message, order, dismissable(order.caption(), message, order.texts))

    async def _send(self, message: Message, order: Order, caption: Reply) -> Message | None:
        sent = await self._shown(order, lambda picture: surfaces.send_picture(message, picture, caption))
        if sent is None:
            await surfaces.send(message, Reply(order.texts.say("card_letters")))
        return sent

    async def _change(self, query: CallbackQuery, order: Order) -> None:
        await surfaces.done(query)
        caption = still_dismissable(order.caption(), query, order.texts)
        await self._shown(order, lambda picture: surfaces.edit_picture(query, picture, caption))

    async def _shown(self, order: Order, sending: surfaces.Picturing) -> Message | None:
        original = self.person_locale.locales.within(order.quote.language)
        card = order.card(order.texts)
        return await self.gallery.send(self._key(order), card, order.card(original), sending)

    def _key(self, order: Order) -> CardKey:
        card, version = order.card(order.texts), self.live.now.version
        return CardKey(order.quote.id, version, order.theme, card.language, design_of(card))


def _no_card(entry: Entry | None, texts: Texts) -> str:
    return texts.say("card_only_quotes" if entry else "gone")


def _place(message: Message, quote: Quote) -> ChatKey | None:
    if message.chat.type not in GROUPS:
        return None
    thread = (message.message_thread_id or 0) if message.is_topic_message else 0
    return (message.chat_id, thread, crc32(f"card:{quote.id}".encode()))
