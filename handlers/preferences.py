"""/settings: the language of the interface, and how the daily quote stands."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from handlers import surfaces
from handlers.button_rows import MOST_BUTTONS, menu
from handlers.callback_data import Verb, decode, encode
from handlers.daily.subscribe import Subscribe
from handlers.person import PersonLocale, person_of
from handlers.reply import Press, Reply
from handlers.rights import may_decide
from handlers.texts import Texts, capital

LANGUAGES_MENU = "language"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person, or a chat, may choose."""

    person_locale: PersonLocale
    subscribe: Subscribe

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the command and the presses."""
        new = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
        return (
            CommandHandler(["settings", "language"], self.settings, filters=new),
            CallbackQueryHandler(self.choose, pattern=rf"^{Verb.LANGUAGE}:"),
            CallbackQueryHandler(self.open, pattern=rf"^{Verb.SETTINGS}(?::|$)"),
        )

    async def settings(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show what is chosen, with buttons to choose otherwise."""
        if update.effective_message:
            texts = await self.subscribe.texts_for(update)
            await surfaces.send(update.effective_message, await self._shown(update, texts))

    async def language(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Speak the language that is named, else show which there are; in a group, its settings."""
        message, user = update.effective_message, person_of(update)
        if message is None:
            return
        code = next(iter(context.args or ()), "")
        if user is None or message.chat.type != ChatType.PRIVATE:
            await self.settings(update, context)
        elif code not in self.person_locale.locales.by_language:
            await surfaces.send(message, self._languages(await self.person_locale.of(update)))
        else:
            await self._chosen(update, user.id, code)
            texts = await self.person_locale.of(update)
            await surfaces.send(message, await self._as_chosen(update, texts))

    async def choose(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Keep the language that was pressed, and speak it from now on; in private the daily quote too."""
        query = update.callback_query
        call = decode(query.data or "") if query else None
        if query is None:
            return
        if call is None or call.target not in self.person_locale.locales.by_language:
            await surfaces.done(query, (await self.person_locale.of(update)).say("button_gone"))
            return
        await self._chosen(update, query.from_user.id, call.target)
        texts = await self.person_locale.of(update)
        await surfaces.edit(query, await self._as_chosen(update, texts))

    async def _chosen(self, update: Update, person: int, code: str) -> None:
        await self.person_locale.preferences.choose_language(person, code)
        await self.subscribe.speak(update, code)

    async def _as_chosen(self, update: Update, texts: Texts) -> Reply:
        shown = await self._shown(update, texts)
        return Reply(f"{texts.say('language_set')}\n\n{shown.html}", shown.rows)

    async def open(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Open the settings, or the list of languages, where a button leads to them."""
        query = update.callback_query
        if query is None:
            return
        texts = await self.subscribe.texts_for(update)
        call = decode(query.data or "")
        if not await may_decide(update, context.bot):
            await surfaces.done(query, texts.say("daily_administrators"))
        elif call is not None and call.target == LANGUAGES_MENU:
            await surfaces.edit(query, self._languages(texts))
        else:
            await surfaces.edit(query, await self._shown(update, texts))

    def _languages(self, texts: Texts) -> Reply:
        presses = [
            Press(capital(other.plain["language_name"]), encode(Verb.LANGUAGE, code))
            for code, other in self.person_locale.locales.by_language.items()
        ]
        back = Press(texts.label("button_back"), encode(Verb.SETTINGS))
        return Reply(texts.say("settings_language"), menu(presses[: MOST_BUTTONS - 1], (back,)))

    async def _shown(self, update: Update, texts: Texts) -> Reply:
        standing = await self.subscribe.status(update, texts)
        daily = standing.html if standing else texts.plain["daily_none"]
        to_daily = Press(texts.label("button_daily"), encode(Verb.DAILY, "panel" if standing else "clock"))
        chat = update.effective_chat
        if chat is not None and chat.type != ChatType.PRIVATE:
            # A person chooses a language where only that person reads; a chat's stands with its daily quote.
            return Reply(texts.plain["settings_chat"].replace("{daily}", daily), ((to_daily,),))
        back = Press(texts.label("button_back"), encode(Verb.START))
        settings = texts.plain["settings"].replace("{language}", texts.plain["language_name"])
        to_languages = Press(texts.label("button_language"), encode(Verb.SETTINGS, LANGUAGES_MENU))
        return Reply(settings.replace("{daily}", daily), ((to_languages, to_daily, back),))
