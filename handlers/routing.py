"""Which update goes to whom, in order: the page to read first."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any, TypeAlias

from telegram import Update
from telegram.ext import Application, BaseHandler, ContextTypes

from handlers.admin import Admin, Reload
from handlers.ask import Ask
from handlers.browse import Browse
from handlers.card.files import CardFiles
from handlers.card.gallery import Gallery
from handlers.card.show import Show
from handlers.compare import Compare
from handlers.daily.membership import Membership
from handlers.daily.subscribe import Subscribe
from handlers.daily.subscription import SubscriptionStore
from handlers.daily.under_quote import UnderQuote
from handlers.daily.wording import load_wording
from handlers.errors import Errors, PutDown
from handlers.flood import Flood
from handlers.guest import Guest
from handlers.help import Help
from handlers.inline import Inline
from handlers.memories import Memories
from handlers.mistake import MistakeStore
from handlers.pages import Pages
from handlers.person import Clock, Preferences, Tongue
from handlers.preferences import Settings
from handlers.press import Presses
from handlers.privacy import Privacy
from handlers.report import Report
from handlers.robots import Robots
from handlers.stale import Stale
from handlers.texts import Locales
from knowledge.snapshot import LiveSnapshot

RoutedApplication: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
Handler = BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None]


@dataclass(frozen=True, slots=True)
class Routes:
    """All handlers in the order in which they are tried, and the net below them.

    Attributes:
        first: They see every update before the others do, and may keep it from them.
    """

    first: tuple[Handler, ...]
    handlers: tuple[Handler, ...]
    errors: Errors

    def join(self, application: RoutedApplication) -> None:
        """Give the application everything, in order."""
        for place, handler in enumerate(self.first):
            # In a group of handlers only one sees an update, so each of these has a group of its own.
            application.add_handler(handler, group=place - len(self.first))
        application.add_handlers(self.handlers)
        application.add_error_handler(self.errors.caught)


def routes(
    *,
    live: LiveSnapshot,
    locales: Locales,
    preferences: Preferences,
    subscriptions: SubscriptionStore,
    cards: CardFiles,
    clock: Clock,
    dice: Random,
    guarded: bool = True,
    delivers: bool = True,
    put_down: PutDown | None = None,
    memories: Memories | None = None,
    admin_ids: frozenset[int] = frozenset(),
    reload: Reload | None = None,
    mistakes: MistakeStore | None = None,
) -> Routes:
    """Join the interactions: commands first, then presses, other chats, and words last.

    Args:
        guarded: Whether who asks too much at once is slowed down; not where one person types.
        put_down: Keeps orders while the store is away; None where nothing does.
        delivers: Whether a daily quote that is ordered comes.
        memories: What is remembered between updates; None begins with nothing.
        admin_ids: Who may have the record read anew.
        reload: Reads the record anew; None where nobody can ask for it.
        mistakes: Keeps what readers report as wrong; None where nothing is kept.
    """
    tongue = Tongue(locales, preferences)
    kept = memories or Memories()
    recent, stands, sent, shown = kept.recent, kept.stands, kept.sent, kept.shown
    cooldown = kept.cooldown
    pages = Pages(live)
    subscribe = Subscribe(live, tongue, subscriptions, load_wording(), clock, dice, delivers)
    show = Show(live, tongue, Gallery(cards), cooldown, shown, clock, dice)
    interactions = (
        Privacy(live, tongue, subscriptions, (recent, stands, sent, shown), clock),
        show,
        Report(live, tongue, mistakes, admin_ids, clock),
        Help(live, tongue, pages),
        subscribe,
        UnderQuote(live, tongue, pages, subscriptions, clock, dice),
        Membership(subscriptions),
        Settings(tongue, subscribe),
        Compare(live, tongue),
        Browse(live, tongue, pages, shown, clock, dice),
        Presses(live, tongue, pages, recent, stands, cooldown, clock, dice),
        Inline(live, tongue, show, clock),
        Guest(live, tongue, show),
        *((Admin(tongue, admin_ids, reload),) if reload else ()),
        Ask(live, tongue, recent, stands, sent, cooldown, shown, pages, clock),
    )
    handlers = tuple(handler for interaction in interactions for handler in interaction.handlers())
    flood = Flood(tongue, clock, kept.haste).handlers() if guarded else ()
    first = (*Robots().handlers(), *Stale(clock).handlers(), *flood)
    return Routes(first, handlers, Errors(tongue, put_down) if put_down else Errors(tongue))
