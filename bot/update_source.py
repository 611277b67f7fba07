"""How updates come: asked for, or delivered; and what is remembered between them, here or for all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from telegram import Update
from telegram.request import BaseRequest

from bot.application import ALLOWED_UPDATES, TelegramApplication
from bot.intake import held_updates, journal
from bot.intake import spool as spooled
from bot.intake.contact import Contact
from bot.intake.journal import Journal
from bot.intake.poll import Poll
from bot.intake.service import Intake
from bot.intake.spool import Spool
from bot.remembered_preferences import RememberedPreferences
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.preferences import StoredPreferences
from bot.transports.back_off import BackOff
from bot.webhooks.address import Address, address_of
from handlers.errors import Defer
from handlers.memories import Memories
from handlers.person import StoreError

if TYPE_CHECKING:
    from bot.webhooks.service import Webhooks
    from bot.webhooks.stored import RequeuedOrders

Health = Callable[[], str | None]


@dataclass(frozen=True, slots=True)
class Resources:
    """What the application is built on.

    Attributes:
        address: Where Telegram delivers; None where the bot asks.
        requeued: Keeps orders in the database's table of updates; None where the spool keeps them on disk.
    """

    settings: Settings
    database: Database
    back_off: BackOff
    address: Address | None
    preferences: RememberedPreferences
    spool: Spool
    requeued: RequeuedOrders | None
    memories: Memories

    async def learn(self) -> None:
        """Read at once what many updates need; where replicas share it, each reads it anew."""
        if self.requeued is None:
            await self.preferences.learn()

    @property
    def defer(self) -> Defer:
        """Give what keeps orders while the database is away."""
        return self.requeued.defer if self.requeued else self.spool.defer


def prepared(settings: Settings, token: str, database: Database, back_off: BackOff) -> Resources:
    """Give what the application is built on; replicas, which are delivered to, share what is in PostgreSQL.

    Raises:
        OSError: The data folder can't be used.
    """
    address = address_of(settings, token)
    requeued: RequeuedOrders | None = None
    if address is not None and database.file is None:
        from bot.webhooks.stored import RequeuedOrders as NewRequeued  # noqa: PLC0415 - not for who polls

        requeued = NewRequeued()
    preferences = RememberedPreferences(StoredPreferences(database))
    spool = spooled.opened(settings.data_dir)
    return Resources(settings, database, back_off, address, preferences, spool, requeued, Memories())


@asynccontextmanager
async def opened(
    resources: Resources,
    telegram: TelegramApplication,
    polling_request: BaseRequest,
    handle: Callable[[Update], Awaitable[None]],
    *,
    contact: Contact,
    ill: Health,
    unready: Health,
) -> AsyncIterator[Intake | Webhooks]:
    """Open the way in that the settings ask for; nothing is taken in yet.

    Args:
        resources: What the application was built on.
        telegram: The application.
        polling_request: By which updates are asked for.
        handle: Does what an update asks.
        contact: Notes how the bot fares.
        ill: Why the process should be started anew; None while it is well.
        unready: Why it can't take updates just now; None while it can.

    Raises:
        BotError: The port is taken, or Telegram does not take the address.
    """
    with journal.opened(resources.settings.data_dir) as handled:
        if resources.address is None:
            yield _polling(resources, telegram, polling_request, handle, contact, handled)
            return
        webhooks = _webhooks(resources, resources.address, telegram, handle, contact, handled, ill, unready)
        await webhooks.begin()
        yield webhooks


def _polling(
    resources: Resources,
    telegram: TelegramApplication,
    request: BaseRequest,
    handle: Callable[[Update], Awaitable[None]],
    contact: Contact,
    handled: Journal,
) -> Intake:
    return Intake(
        telegram.bot,
        handle,
        partial(_refuse, telegram),
        resources.database.is_there,
        resources.back_off.held_back,
        poll=Poll(request, telegram.bot.base_url, ALLOWED_UPDATES),
        contact=contact,
        journal=handled,
        spool=resources.spool,
        held=held_updates.opened(resources.settings.data_dir),
    )


def _webhooks(
    resources: Resources,
    address: Address,
    telegram: TelegramApplication,
    handle: Callable[[Update], Awaitable[None]],
    contact: Contact,
    handled: Journal,
    ill: Health,
    unready: Health,
) -> Webhooks:
    from bot.webhooks import service  # noqa: PLC0415 - a web server: not for who polls

    updates: service.UnstoredUpdates | service.StoredUpdates
    if resources.requeued is None:
        updates = service.unstored(
            telegram.bot,
            handle,
            partial(_refuse, telegram),
            resources.database.is_there,
            resources.back_off.held_back,
            contact,
            handled,
            resources.spool,
        )
    else:
        memory_mapper = service.MemoryMapper(resources.memories, resources.preferences)
        updates = service.stored(
            telegram.bot,
            handle,
            resources.back_off.held_back,
            contact,
            resources.database,
            memory_mapper,
            resources.requeued,
        )
    return service.joined(
        updates,
        address,
        ALLOWED_UPDATES,
        listener=service.listening(resources.settings.webhook_host, resources.settings.port),
        ill=ill,
        unready=unready,
    )


async def _refuse(telegram: TelegramApplication, update: Update) -> None:
    """Treat an order as one that the database could not take."""
    await telegram.process_error(update, StoreError())
