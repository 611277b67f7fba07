"""The webhook at Telegram: set at the start, watched, and removed when nobody is there any more."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass

from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.errors import BotError
from bot.intake.contact import Contact
from bot.intake.poll_failure import PollError, PollFailure
from bot.storage.errors import StorageError
from bot.webhooks.address import Address

MOST_CONNECTIONS = 100
"""Telegram's own bound."""
WATCH_SECONDS = 30.0
RETRY_SECONDS = 2.0
"""Between the tries to set it, as long as it could not be."""
REMOVE_SECONDS = 1.0

_LOG = logging.getLogger(__name__)


class WebhookRefusedError(BotError):
    """Telegram does not take the address."""

    def __init__(self, url: str, reason: str) -> None:
        """Say what Telegram said of it."""
        super().__init__(
            f"WEBHOOK_URL: Telegram does not take {url} ({reason}); set an address that it can reach"
        )


@dataclass(slots=True)
class Registration:
    """What Telegram knows of the webhook.

    Attributes:
        turn: Keeps other replicas from setting or removing it meanwhile.
        is_last: Tells, at the end, whether no other replica is there.
        pending: How many updates wait at Telegram.
    """

    bot: Bot
    address: Address
    allowed: Sequence[str]
    contact: Contact
    turn: Callable[[], AbstractAsyncContextManager[None]]
    is_last: Callable[[], Awaitable[bool]]
    pending: int = 0
    _is_set: bool = False
    _last_error: object = None

    async def begin(self) -> None:
        """Set the webhook; where nobody answers just now, `keep_watch` goes on trying.

        Raises:
            WebhookRefusedError: Telegram does not take the address.
        """
        try:
            await self._set()
        except BadRequest as error:
            raise WebhookRefusedError(self.address.url, error.message) from None
        except (TelegramError, StorageError) as error:
            self._complain(error)

    async def keep_watch(self) -> None:
        """See that the webhook stays ours, until cancelled."""
        while True:
            try:
                await self._look()
            except (TelegramError, StorageError) as error:
                self._complain(error)
            await asyncio.sleep(WATCH_SECONDS if self._is_set else RETRY_SECONDS)

    async def end(self) -> None:
        """Remove the webhook if nobody else is there: updates then wait at Telegram."""
        with suppress(TelegramError, StorageError, TimeoutError):
            async with asyncio.timeout(REMOVE_SECONDS), self.turn():
                if await self.is_last():
                    await self.bot.delete_webhook()

    async def _look(self) -> None:
        info = await self.bot.get_webhook_info()
        self.pending = info.pending_update_count
        if info.url != self.address.url:
            if self._is_set:
                self.contact.complain(PollError(PollFailure.FOREIGN))
            await self._set()
        elif self._has_failed(info):
            self.contact.complain(PollError(PollFailure.UNDELIVERED, said=info.last_error_message or ""))
        else:
            self.contact.hears()

    def _has_failed(self, info: WebhookInfo) -> bool:
        """Whether Telegram could not deliver since the last look; a 503 of our own is no fault."""
        is_new = info.last_error_date is not None and info.last_error_date != self._last_error
        self._last_error = info.last_error_date
        return is_new and "503" not in (info.last_error_message or "")

    async def _set(self) -> None:
        async with self.turn():
            await self.bot.set_webhook(
                self.address.url,
                allowed_updates=tuple(self.allowed),
                secret_token=self.address.secret,
                max_connections=MOST_CONNECTIONS,
            )
        self._is_set = True
        _LOG.info("Telegram delivers updates at %s", self.address.url)

    def _complain(self, error: TelegramError | StorageError) -> None:
        if isinstance(error, StorageError):
            return  # The database has said so, once.
        if isinstance(error, InvalidToken):
            self.contact.complain(PollError(PollFailure.REFUSED, status=401))
        elif isinstance(error, RetryAfter):
            self.contact.complain(PollError(PollFailure.SLOWED))
        else:
            self.contact.complain(PollError(PollFailure.UNREACHABLE, said=type(error).__name__))
