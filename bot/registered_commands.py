"""How the bot introduces itself at Telegram: menu of commands and descriptions, per language and scope."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from html import unescape

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from handlers.rendering import asked_in
from handlers.texts import LANGUAGES, Locales, Texts
from knowledge.record.values import Record

FOR_ALL = (
    "start",
    "help",
    "speakers",
    "topics",
    "facts",
    "quote",
    "card",
    "compare",
    "daily",
    "settings",
    "about",
    "privacy",
)
FOR_PRIVATE = (*FOR_ALL, "mydata", "forget")
FOR_GROUPS = ("ask", "quote", "card", "compare", "speakers", "topics", "facts", "help", "privacy")
FOR_ADMINISTRATORS = (*FOR_GROUPS, "daily", "unsubscribe", "settings")
BY_SCOPE: Mapping[BotCommandScope, tuple[str, ...]] = {
    BotCommandScopeDefault(): FOR_ALL,
    BotCommandScopeAllPrivateChats(): FOR_PRIVATE,
    BotCommandScopeAllGroupChats(): FOR_GROUPS,
    BotCommandScopeAllChatAdministrators(): FOR_ADMINISTRATORS,
}
DESCRIPTION_CHARACTERS, SHORT_DESCRIPTION_CHARACTERS = 512, 120

_LOG = logging.getLogger(__name__)


async def register_commands(bot: Bot, *, locales: Locales, record: Record) -> None:
    """Tell Telegram the commands and descriptions; a refusal is logged and nothing else suffers."""
    try:
        for code, texts in _by_telegrams_code(locales):
            for scope, names in BY_SCOPE.items():
                await bot.set_my_commands(commands(texts, names), scope=scope, language_code=code)
            title = record.about.title.within(texts.language)
            description = _plain(texts.say("bot_description", title=title, languages=asked_in(record, texts)))
            short = _plain(texts.say("bot_short", title=title))
            await bot.set_my_description(description[:DESCRIPTION_CHARACTERS], language_code=code)
            await bot.set_my_short_description(short[:SHORT_DESCRIPTION_CHARACTERS], language_code=code)
    except TelegramError as error:
        _LOG.warning("Telegram did not take the commands and descriptions (%s); the old ones stay", error)


def commands(texts: Texts, names: tuple[str, ...]) -> tuple[BotCommand, ...]:
    """Give the menu in one language, for the commands named."""
    return tuple(BotCommand(name, _plain(texts.say(f"cmd_{name}"))) for name in names)


def _by_telegrams_code(locales: Locales) -> Iterator[tuple[str | None, Texts]]:
    """Give each language's texts with the code Telegram asks for: none for everybody else's."""
    for language in LANGUAGES:
        yield None if language == LANGUAGES[0] else language, locales.within(language)


def _plain(text: str) -> str:
    """Undo the escaping: what stands here is no HTML."""
    return unescape(text)
