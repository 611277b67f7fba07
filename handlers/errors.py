"""The last net: what went wrong is logged once, and the person is told one kind sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import TypeAlias

from telegram import Update
from telegram.constants import ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ContextTypes

from handlers import surfaces
from handlers.asked import is_addressed
from handlers.person import PersonLocale, StoreError
from handlers.refusal import in_words
from handlers.reply import Reply

_OURS = str(Path(__file__).parents[1])
_LOG = logging.getLogger(__name__)
Defer: TypeAlias = Callable[[Update, str], bool]


def _never(_update: Update, _username: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Errors:
    """Takes whatever an interaction did not.

    Attributes:
        defer: Keeps an order until the store is back; gives whether it does.
    """

    person_locale: PersonLocale
    defer: Defer = _never

    async def caught(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log an error in one line and say that it was noted; where the bot cannot be heard it says nothing.

        Neither the update nor what an error says of it reaches the log: both hold people's words.
        """
        error = context.error
        if isinstance(error, (Forbidden, ChatMigrated)) or surfaces.is_unwanted(error):
            _LOG.info("a chat no longer wants to hear: %s", in_words(error))
        elif isinstance(error, RetryAfter):
            # Who sends says so once, if it is for longer than an answer waits.
            _LOG.debug("an answer did not get through: %s", error)
        elif _is_of_the_network(error):
            _LOG.warning("an answer did not get through: %s", error)
        elif isinstance(error, StoreError):
            # The store has said so, once until it works again.
            is_kept = isinstance(update, Update) and self.defer(update, context.bot.username)
            await self._tell(update, context.bot.username, "order_kept" if is_kept else "store_away")
        else:
            number = update.update_id if isinstance(update, Update) else "?"
            _LOG.error("update %s could not be handled: %s", number, told(error))
            if not isinstance(error, TelegramError):
                await self._tell(update, context.bot.username, "error")

    async def _tell(self, update: object, username: str, key: str) -> None:
        if not isinstance(update, Update):
            return
        try:
            await self._say(update, username, key)
        except TelegramError as error:
            _LOG.info("nor could that be said: %s", in_words(error))
        except Exception as error:  # noqa: BLE001 - the library would log the update whole
            _LOG.error("nor could that be said: %s", told(error))

    async def _say(self, update: Update, username: str, key: str) -> None:
        texts = await self.person_locale.of(update)
        message = update.message or update.edited_message
        if update.callback_query:
            await surfaces.done(update.callback_query, texts.say(key))
        elif message and message.chat.type != ChatType.CHANNEL and is_addressed(message, username):
            await surfaces.send(message, Reply(texts.say(key)))


def told(error: BaseException | None) -> str:
    """Say what kind of error it is and where it came from; Telegram's refusals, in its own words."""
    if error is None:
        return "no reason given"
    said = f" ({in_words(error)})" if isinstance(error, TelegramError) else ""
    kind = f"{type(error).__name__}{said}"
    passed = (frame for frame in reversed(extract_tb(error.__traceback__)) if _is_ours(frame.filename))
    places = " < ".join(f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in passed)
    return f"{kind} at {places}" if places else kind


def _is_ours(file: str) -> bool:
    """Whether it is the program's own, and not a library that is installed below its folder."""
    return file.startswith(_OURS) and "site-packages" not in file


def _is_of_the_network(error: BaseException | None) -> bool:
    """Whether a call did not get through; the library counts a bad request among the network's errors too."""
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)
