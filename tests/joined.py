"""The real handlers on the real application, with Telegram's far end in process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from random import Random

from telegram.ext import ApplicationBuilder, ExtBot

from bot.account import Account
from bot.application import NotesNobody, TelegramApplication
from bot.missed_queue import MissedQueue
from bot.storage.cards import StoredCards
from bot.storage.database import Database
from bot.storage.mistakes import StoredMistakes
from bot.storage.preferences import StoredPreferences
from bot.storage.subscriptions import StoredSubscriptions
from bot.transports.back_off import BackOff
from bot.transports.flood_control import FloodControl
from handlers.routing import routes
from handlers.texts import load_locales
from knowledge.snapshot import LiveSnapshot
from tests.far_end import FarEnd
from tests.telegram.world import ADMIN_ID, World


@asynccontextmanager
async def joined(
    world: World, live: LiveSnapshot, database: Database, missed: MissedQueue | None
) -> AsyncIterator[TelegramApplication]:
    """Join the application to a world, whose clock it reads."""
    far_end = FarEnd(world)
    limiter = FloodControl(BackOff())
    bot: ExtBot[None] = Account(
        "4242:token", request=far_end, get_updates_request=far_end, rate_limiter=limiter
    )
    builder = ApplicationBuilder().application_class(NotesNobody)
    built: TelegramApplication = builder.bot(bot).job_queue(None).updater(None).build()
    routed = routes(
        live=live,
        locales=load_locales(),
        preferences=StoredPreferences(database),
        subscriptions=StoredSubscriptions(database),
        cards=StoredCards(database),
        mistakes=StoredMistakes(database),
        missed=missed,
        admin_ids=frozenset({ADMIN_ID}),
        clock=lambda: datetime.fromtimestamp(world.now, UTC),
        rng=Random(1),  # noqa: S311 - the same quotes each time
    )
    routed.join(built)
    async with built:
        yield built
