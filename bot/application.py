"""The composition root: settings and a way to Telegram become one application with all its parts joined."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from random import SystemRandom
from typing import Any, TypeAlias

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot
from telegram.request import BaseRequest

from bot.account import Account
from bot.session_cards import SessionCards
from bot.session_subscriptions import SessionSubscriptions
from bot.settings import Settings
from bot.transports.back_off import BackOff
from bot.transports.flood_control import FloodControl
from handlers.admin import Reload
from handlers.card.files import CardFiles
from handlers.daily.subscription import SubscriptionStore
from handlers.errors import Defer
from handlers.memories import Memories
from handlers.missed import MissedQuestions
from handlers.mistake import MistakeStore
from handlers.person import Preferences
from handlers.routing import routes
from handlers.texts import load_locales
from knowledge.snapshot import LiveSnapshot

# The library's own name for an application built with its defaults.
TelegramApplication: TypeAlias = Application[
    ExtBot[None],
    ContextTypes.DEFAULT_TYPE,
    dict[Any, Any],
    dict[Any, Any],
    dict[Any, Any],
    None,
]


class NotesNobody(TelegramApplication):
    """The library notes the ids of all who come, until what is known of them is stored: here, for ever."""

    __slots__ = ()

    def _mark_for_persistence_update(self, **_: object) -> None:
        pass


ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.INLINE_QUERY,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.GUEST_MESSAGE,
)


def build(
    settings: Settings,
    *,
    token: str,
    live: LiveSnapshot,
    request: BaseRequest,
    polling_request: BaseRequest | None,
    preferences: Preferences,
    subscriptions: SubscriptionStore,
    cards: CardFiles,
    guarded: bool = True,
    delivers: bool = True,
    defer: Defer | None = None,
    memories: Memories | None = None,
    reload: Reload | None = None,
    mistakes: MistakeStore | None = None,
    missed: MissedQuestions | None = None,
    flood_control: FloodControl | None = None,
) -> TelegramApplication:
    """Join everything, without opening anything yet.

    Args:
        settings: Where the Bot API server is, and where things are stored.
        token: The bot's, or the terminal's own.
        live: The record in use.
        request: The way to Telegram.
        polling_request: The way by which updates come; None if it is the same.
        preferences: What people chose.
        subscriptions: Who wants the daily quote.
        cards: Which pictures Telegram has already.
        guarded: Whether people who ask too much at once are slowed down.
        defer: Keeps orders while the database is away; None where nothing does.
        delivers: Whether a daily quote that is ordered comes; not in the terminal.
        flood_control: Obeys 429s, and shares what they tell with the deliveries; None where there are none.
        memories: What is remembered between updates, where others must see it too.
        reload: Reads the record anew for an administrator; None where nobody can ask for it.
        mistakes: Keeps what readers report as wrong; None where nothing is kept.
        missed: Keeps what was not answered; None where the operator does not ask for it.
    """
    # Otherwise the library warns at each 429 that `retry_after` will be a timedelta one day.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    bot: ExtBot[None] = Account(
        token,
        base_url=settings.telegram_api_base_url,
        base_file_url=settings.telegram_api_base_file_url,
        request=request,
        get_updates_request=polling_request or request,
        rate_limiter=flood_control or FloodControl(BackOff()),
    )
    telegram = (
        ApplicationBuilder().application_class(NotesNobody).bot(bot).updater(None).job_queue(None).build()
    )
    routed = routes(
        live=live,
        locales=load_locales(),
        preferences=preferences,
        subscriptions=subscriptions,
        cards=cards,
        clock=lambda: datetime.now(UTC),
        rng=SystemRandom(),
        guarded=guarded,
        defer=defer,
        delivers=delivers,
        memories=memories,
        admin_ids=settings.admin_ids,
        reload=reload,
        mistakes=mistakes,
        missed=missed,
    )
    routed.join(telegram)
    return telegram


def build_in_process(
    settings: Settings, *, token: str, live: LiveSnapshot, request: BaseRequest, preferences: Preferences
) -> TelegramApplication:
    """Join everything for one person in this process: nothing is stored, and nothing delivered."""
    return build(
        settings,
        token=token,
        live=live,
        request=request,
        polling_request=None,
        preferences=preferences,
        subscriptions=SessionSubscriptions(),
        cards=SessionCards(),
        guarded=False,
        delivers=False,
    )
