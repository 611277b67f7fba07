"""The bot's life on Telegram: meet it, poll, keep watch, and end within seconds when told to."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
import time
import zoneinfo
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from telegram.error import InvalidToken, TelegramError

from bot import allocator, application, data_folder, heartbeat, registered_commands, tasks, update_source
from bot.delivery.rate_limit import RateLimiter
from bot.delivery.yielding import YieldToAnswers
from bot.errors import BotError, TokenRefusedError, TokenRevokedError, UnreachableError
from bot.intake import journal
from bot.intake.contact import Contact
from bot.intake.service import Intake
from bot.intake.worker_pool import SIDE_BY_SIDE
from bot.missed_queue import MissedQueue
from bot.record_watch import RecordWatch
from bot.settings import Settings, cache_dir
from bot.storage.cards import StoredCards
from bot.storage.database import PING_SECONDS, Database, opened
from bot.storage.errors import StorageError
from bot.storage.lateness import late_seconds
from bot.storage.missed import StoredMissed
from bot.storage.mistakes import StoredMistakes
from bot.storage.opening import Opening
from bot.storage.subscriptions import StoredSubscriptions
from bot.transports.back_off import BackOff
from bot.transports.http import AiohttpRequest
from bot.watching import metrics, traces
from bot.watching.answers import WatchedSnapshot
from bot.watching.calls import WatchedFloodControl
from bot.watching.ledger import LedgerFigures
from bot.watching.updates import watched
from handlers.admin import Administrators
from handlers.daily.sending import QuoteSender
from handlers.person import PersonLocale
from handlers.texts import drop_unused, load_locales
from knowledge.compiled import load_snapshot
from knowledge.record.folder import shipped
from knowledge.snapshot import LiveSnapshot, Snapshot

if TYPE_CHECKING:
    from bot.webhooks.service import Webhooks

Health: TypeAlias = Callable[[], str | None]

PAUSES_SECONDS = (1, 2, 5)
"""Between the tries to meet the server at start-up; the last one also between all that follow."""
TRIES = 3
"""Of a bot that has never worked here; any other goes on."""
SHUTDOWN_SECONDS = 1.0
ERASE_SECONDS = 10.0
"""Between two tries to empty the write-ahead log, which hold up who writes while another program reads."""
AGE_SECONDS = 150.0
"""What was asked lately is gone after two ages."""
GARBAGE = (10_000, 10, 10)
"""When Python looks for garbage: objects made since, and looks at the young before one at the old. An answer
makes thousands of objects, none of which needs it; Python's own (700, 10, 10) took a tenth of the time."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Signals:
    """What the operator's signals ask for."""

    end: asyncio.Event = field(default_factory=asyncio.Event)

    def handle(self, watch: RecordWatch) -> None:
        """End on SIGTERM and Ctrl-C, read the record anew on SIGHUP."""
        loop = asyncio.get_running_loop()
        if sys.platform == "win32":
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.end.set)
        loop.add_signal_handler(signal.SIGHUP, watch.asked.set)


def serve(settings: Settings, token: str) -> None:
    """Answer on Telegram until told to end.

    Raises:
        BotError: Token, network or data folder won't do.
        RecordError: The record is broken.
    """
    allocator.settle()
    data_folder.prepare(settings.data_dir)
    # The machine's own rules may be years old, and the planner follows the versions of the package's.
    zoneinfo.reset_tzpath(to=())
    # What is built here stays: to look for garbage in it again and again would be in vain.
    gc.disable()
    snapshot = _read(settings.knowledge_dir)
    snapshot.prepare()
    gc.freeze()
    gc.set_threshold(*GARBAGE)
    gc.enable()
    figures = metrics.new(traces.switched_on(os.environ))
    live = WatchedSnapshot(snapshot, figures)
    with asyncio.Runner(loop_factory=_fastest_loop()) as runner:
        runner.run(_serve(settings, token, live, figures))


def _read(folder: Path | None, *, in_steps: bool = False) -> Snapshot:
    return load_snapshot(folder, kept=cache_dir(), beside=True, in_steps=in_steps)


async def _serve(settings: Settings, token: str, live: LiveSnapshot, figures: metrics.Metrics) -> None:
    was_here = journal.is_in(settings.data_dir)
    async with opened(settings.database_url, settings.data_dir, exclusive=True, current=False) as database:
        if database.is_new and was_here:
            _LOG.warning("%s was not there: a new, empty database was made", database.file)
        opening = Opening(database, token)
        await opening.begin()
        await _serve_from(opening, settings, token, live, figures, was_here=was_here)


async def _serve_from(
    opening: Opening,
    settings: Settings,
    token: str,
    live: LiveSnapshot,
    figures: metrics.Metrics,
    *,
    was_here: bool,
) -> None:
    database = opening.database
    contact, polling_request = Contact(), AiohttpRequest(connections=2)
    watch = RecordWatch(live, settings.knowledge_dir or shipped(), partial(_read, in_steps=True))
    orders = Signals()
    orders.handle(watch)
    back_off = BackOff()
    limiter = RateLimiter(database, per_second=settings.telegram_messages_per_second, back_off=back_off)
    resources = update_source.prepared(settings, token, database, back_off)
    missed = MissedQueue(StoredMissed(database, token), clock=lambda: datetime.now(UTC))
    telegram = application.build(
        settings,
        token=token,
        live=live,
        request=AiohttpRequest(connections=SIDE_BY_SIDE * 2),
        polling_request=polling_request,
        preferences=resources.preferences,
        subscriptions=StoredSubscriptions(database),
        cards=StoredCards(database),
        flood_control=WatchedFloodControl(back_off, figures),
        defer=resources.defer,
        memories=resources.memories,
        reload=watch.reload,
        mistakes=StoredMistakes(database),
        missed=missed if settings.keeps_missed else None,
    )
    if not await tasks.unless(orders.end, _meet(telegram, settings, until_met=was_here)):
        await telegram.bot.shutdown()
        return
    _LOG.info("answering as @%s from record %s", telegram.bot.username, live.now.version)
    figures.follow(contact)
    watch.note = figures.note_reading
    administrators = Administrators(
        telegram.bot, PersonLocale(load_locales(), resources.preferences), settings.admin_ids
    )
    watch.tell = administrators.hear
    handle = watched(telegram.process_update, figures, tuple(application.ALLOWED_UPDATES))
    delivered = resources.address is not None
    ill, unready = partial(_ill, contact), partial(_unready, contact, database, orders, delivered=delivered)
    way_in = update_source.opened(
        resources, telegram, polling_request, handle, contact=contact, ill=ill, unready=unready
    )
    async with _shut_down_on_failure(telegram), way_in as intake:
        background = (
            _open(opening, resources),
            _beat(settings, contact, database),
            age(live),
            _erase(database),
            asyncio.to_thread(drop_unused),
            watch.keep_watch(),
            missed.write() if settings.keeps_missed else missed.end(),
            registered_commands.register_commands(
                telegram.bot, locales=load_locales(), record=live.now.record
            ),
        )
        deliveries = _daily_quote(settings, database, telegram, live, limiter, intake)
        beside = tasks.beside(intake.carry_out(), *background)
        intake.tell(figures.look_at)
        watching = _watchable(settings, database, figures, ill=ill, unready=unready)
        async with watching, _receiving(intake, telegram, orders), deliveries, beside:
            await tasks.first_of(orders.end, contact.refused, opening.failed)
    if opening.error is not None:
        raise opening.error
    if contact.refused.is_set():
        raise TokenRevokedError(contact.status)


@asynccontextmanager
async def _shut_down_on_failure(telegram: application.TelegramApplication) -> AsyncIterator[None]:
    """Close what the bot has open at Telegram if its way in can't be opened: uvloop never ends with it."""
    try:
        yield
    except BotError:
        await telegram.bot.shutdown()
        raise


def _watchable(
    settings: Settings, database: Database, figures: metrics.Metrics, *, ill: Health, unready: Health
) -> AbstractAsyncContextManager[None]:
    """Serve figures where the operator has asked for them."""
    if settings.metrics_port is None:
        return nullcontext()
    from bot.watching.server import watchable  # noqa: PLC0415 - a web server: not for who asked for none

    refresh = LedgerFigures(database, figures).refresh
    return watchable(
        settings.metrics_host,
        settings.metrics_port,
        metrics=figures,
        refresh=refresh,
        ill=ill,
        unready=unready,
    )


async def _open(opening: Opening, resources: update_source.Resources) -> None:
    await opening.finish()
    await resources.learn()
    await opening.keep_watch()


@asynccontextmanager
async def _daily_quote(
    settings: Settings,
    database: Database,
    telegram: application.TelegramApplication,
    live: LiveSnapshot,
    limiter: RateLimiter,
    intake: Intake | Webhooks,
) -> AsyncIterator[None]:
    """Deliver beside the answers; its engine takes a second to import, so polling has begun before."""
    service = await asyncio.to_thread(import_module, "bot.delivery.service")
    delivery = service.join(
        database,
        sender=QuoteSender(telegram.bot, live, load_locales()),
        record=lambda: live.now.record,
        limiter=limiter,
        yielding=YieldToAnswers(lambda: intake.is_answering),
        folder=settings.data_dir,
    )
    async with service.delivering(delivery):
        yield


async def _meet(telegram: application.TelegramApplication, settings: Settings, *, until_met: bool) -> None:
    """Ask Telegram who the bot is, a few times if nobody answers.

    Args:
        telegram: The bot.
        settings: Where it asks.
        until_met: Whether to go on asking: its address was right before, so that it is the network's fault,
            and who was started by the machine's own start should not stay away for that.

    Raises:
        TokenRefusedError: Telegram does not know the token.
        UnreachableError: Nobody answered.
    """
    tries = 0
    while True:
        try:
            return await telegram.initialize()
        except InvalidToken as error:
            await telegram.bot.shutdown()
            raise TokenRefusedError(404 if "Not Found" in str(error.__cause__) else 401) from None
        except TelegramError as error:
            tries += 1
            if tries == TRIES:
                fault = UnreachableError(settings.telegram_api_base_url, reason=str(error), tries=tries)
                if not until_met:
                    await telegram.bot.shutdown()
                    raise fault from None
                _LOG.warning("%s; trying again until it answers", fault)
            await asyncio.sleep(PAUSES_SECONDS[min(tries, TRIES) - 1])


@asynccontextmanager
async def _receiving(
    intake: Intake | Webhooks, telegram: application.TelegramApplication, orders: Signals
) -> AsyncIterator[None]:
    """Take updates in until the end is wanted; then finish what was begun."""
    work = asyncio.create_task(tasks.unless(orders.end, intake.work()))
    try:
        yield
    finally:
        _LOG.info("ending: finishing what was begun")
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await intake.end()
        await tasks.within(SHUTDOWN_SECONDS, telegram.shutdown())


async def _beat(settings: Settings, contact: Contact, database: Database) -> None:
    """Write a sign of life every few seconds, and take it away at the end."""
    writer = heartbeat.Writer(settings.data_dir)
    try:
        while True:
            late = await _late_seconds(database)
            failure = contact.failure
            sign = replace(
                _sign(contact),
                failure=failure.value if failure and not failure.passes else "",
                stores=late is not None,
                late_seconds=late or 0.0,
            )
            await asyncio.to_thread(writer.write, sign)
            await asyncio.sleep(heartbeat.EVERY_SECONDS)
    finally:
        heartbeat.remove(settings.data_dir)


async def age(live: LiveSnapshot) -> None:
    """Let go of what nobody asked within the last five minutes, as /privacy says."""
    while True:
        await asyncio.sleep(AGE_SECONDS)
        live.now.lately.age()


async def _erase(database: Database) -> None:
    """Leave no bytes of who was forgotten while another program read the database."""
    while True:
        await database.unerased.wait()
        await asyncio.sleep(ERASE_SECONDS)
        with suppress(StorageError):
            await database.erase()


def _sign(contact: Contact) -> heartbeat.Heartbeat:
    return heartbeat.Heartbeat(os.getpid(), written_at=time.time(), well_at=contact.well_at)


def _ill(contact: Contact) -> str | None:
    """Say why the process should be started anew: it no longer does well by people, whoever is to blame."""
    return next((fault.said for fault in _sign(contact).faults(time.time())), None)


def _unready(contact: Contact, database: Database, orders: Signals, *, delivered: bool) -> str | None:
    """Say why it can't take updates just now: it ends, or can't store what is delivered, or none come.

    Where updates are delivered, Telegram's troubles are no reason to deliver to nobody.
    """
    if orders.end.is_set():
        return "ending"
    if delivered:
        return "the database is away" if database.availability.failure else None
    return contact.failure.value if contact.failure else None


async def _late_seconds(database: Database) -> float | None:
    """Give how late the deliveries are; None if the database does not say."""
    try:
        async with asyncio.timeout(PING_SECONDS):
            return await late_seconds(database, datetime.now(UTC))
    except (StorageError, TimeoutError):
        return None


def _fastest_loop() -> type[asyncio.AbstractEventLoop] | None:
    try:
        import uvloop  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    return uvloop.Loop
