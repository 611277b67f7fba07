"""The webhook at work: the endpoint open, the address known to Telegram, and what comes handled."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable, Sequence
from collections.abc import Set as AbstractSet
from contextlib import nullcontext
from dataclasses import dataclass

from telegram import Bot, Update

from bot.errors import BotError
from bot.intake.contact import Contact
from bot.intake.journal import Journal
from bot.intake.spool import Spool
from bot.storage import presence
from bot.storage.database import Database
from bot.storage.updates import Updates
from bot.webhooks import endpoint as endpoints
from bot.webhooks.address import Address
from bot.webhooks.endpoint import listening
from bot.webhooks.memory_mapper import MemoryMapper
from bot.webhooks.registration import Registration
from bot.webhooks.stored import RequeuedOrders, StoredUpdates
from bot.webhooks.unstored import UnstoredUpdates

__all__ = [
    "MemoryMapper",
    "StoredUpdates",
    "UnstoredUpdates",
    "Webhooks",
    "joined",
    "listening",
    "stored",
    "unstored",
]
HeldBack = Callable[[], AbstractSet[int]]
Handle = Callable[[Update], Awaitable[None]]


@dataclass(slots=True)
class Webhooks:
    """A way in, as `bot.intake.service.Intake` is one."""

    updates: UnstoredUpdates | StoredUpdates
    endpoint: endpoints.Endpoint
    listener: socket.socket
    registration: Registration
    _serving: endpoints.Serving | None = None

    @property
    def is_answering(self) -> bool:
        """Whether an update is being handled just now."""
        return self.updates.is_answering

    def tell(self, figure: Callable[[str, str, Callable[[], float]], None]) -> None:
        """Name what is counted here: name, meaning, value."""
        endpoint, registration, updates = self.endpoint, self.registration, self.updates
        figure("bot_updates_unconfirmed", "Updates stored and not handled, here.", lambda: updates.in_hand)
        figure("bot_webhook_refused", "Requests that were not Telegram's.", lambda: endpoint.refused)
        figure("bot_webhook_sent_back", "Updates that Telegram had to repeat.", lambda: endpoint.sent_back)
        figure("bot_updates_at_telegram", "Updates that wait at Telegram.", lambda: registration.pending)
        if isinstance(updates, StoredUpdates):
            figure("bot_updates_waiting", "Updates of all replicas that wait.", lambda: updates.waiting)

    async def begin(self) -> None:
        """Open the endpoint, and have Telegram deliver here.

        Raises:
            WebhookRefusedError: Telegram does not take the address.
        """
        self._serving = endpoints.opened(self.endpoint, self.listener)
        try:
            await self.registration.begin()
        except BotError:
            # Nobody else will: a server that is only cancelled keeps the process from ending.
            await self._serving.close()
            raise

    async def work(self) -> None:
        """Take updates in until cancelled."""
        await self.registration.keep_watch()

    async def carry_out(self) -> None:
        """Do what was put down or left by others, until cancelled."""
        await self.updates.carry_out()

    async def end(self) -> None:
        """Close the endpoint, and finish what was begun."""
        if self._serving:
            await self._serving.close()
        await self.updates.end()
        await self.registration.end()


def unstored(
    bot: Bot,
    handle: Handle,
    refuse: Handle,
    can_store: Callable[[], Awaitable[bool]],
    held_back: HeldBack,
    contact: Contact,
    handled: Journal,
    spool: Spool,
) -> UnstoredUpdates:
    """Join the parts of a process that is alone."""
    return UnstoredUpdates(bot, handle, refuse, can_store, held_back, contact, handled, spool)


def stored(
    bot: Bot,
    handle: Handle,
    held_back: HeldBack,
    contact: Contact,
    database: Database,
    memory_mapper: MemoryMapper,
    requeued: RequeuedOrders,
) -> StoredUpdates:
    """Join the parts of a replica on PostgreSQL."""
    sign = presence.new(database)
    return StoredUpdates(
        bot, handle, held_back, contact, Updates(database, sign.number), sign, memory_mapper, requeued
    )


def joined(
    updates: UnstoredUpdates | StoredUpdates,
    address: Address,
    allowed: Sequence[str],
    *,
    listener: socket.socket,
    ill: Callable[[], str | None],
    unready: Callable[[], str | None],
) -> Webhooks:
    """Join the way in, without opening anything."""
    endpoint = endpoints.Endpoint(address, updates, ill, unready)
    return Webhooks(updates, endpoint, listener, _registration(updates, address, allowed))


def _registration(
    updates: UnstoredUpdates | StoredUpdates, address: Address, allowed: Sequence[str]
) -> Registration:
    if isinstance(updates, UnstoredUpdates):
        return Registration(updates.bot, address, allowed, updates.contact, nullcontext, _alone)
    sign = updates.presence

    async def is_last() -> bool:
        return not await sign.alive() - {sign.number}

    return Registration(updates.bot, address, allowed, updates.contact, sign.at_the_webhook, is_last)


async def _alone() -> bool:
    return True
