"""The last net: what went wrong is logged once, and the person is told one kind sentence."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from telegram import Update
from telegram.constants import ChatType
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ContextTypes

from handlers import surfaces
from handlers.asked import is_addressed
from handlers.person import StoreError, Tongue
from handlers.reply import Reply

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Errors:
    """Takes whatever an interaction did not."""

    tongue: Tongue

    async def caught(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log an error and say that it was noted; where the bot cannot be heard it says nothing.

        Only what may be a mistake of ours brings its traceback: one blocked bot, or an hour
        without a network, must not bury the rest of the log.
        """
        error = context.error
        if isinstance(error, (Forbidden, ChatMigrated)) or surfaces.is_unwanted(error):
            _LOG.info("a chat no longer wants to hear: %s", error)
        elif isinstance(error, RetryAfter) or _is_of_the_network(error):
            _LOG.warning("an answer did not get through: %s", error)
        elif isinstance(error, StoreError):
            # The store has said so, once until it works again.
            await self._tell(update, context.bot.username, "store_away")
        else:
            _LOG.error("an update could not be handled", exc_info=error)
            if not isinstance(error, TelegramError):
                await self._tell(update, context.bot.username, "error")

    async def _tell(self, update: object, username: str, key: str) -> None:
        if not isinstance(update, Update):
            return
        texts = await self.tongue.of(update)
        message = update.message or update.edited_message
        try:
            if update.callback_query:
                await surfaces.done(update.callback_query, texts.say(key))
            elif message and message.chat.type != ChatType.CHANNEL and is_addressed(message, username):
                await surfaces.send(message, Reply(texts.say(key)))
        except TelegramError as error:
            _LOG.info("nor could that be said: %s", error)


def _is_of_the_network(error: BaseException | None) -> bool:
    """Whether a call did not get through; the library counts a bad request among the network's errors too."""
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)
