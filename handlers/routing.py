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
from handlers.daily.quote_buttons import QuoteButtons
from handlers.daily.subscribe import Subscribe
from handlers.daily.subscription import SubscriptionStore
from handlers.daily.wording import load_wording
from handlers.errors import Defer, Errors
from handlers.flood import Flood
from handlers.guest import Guest
from handlers.help import Help
from handlers.inline import Inline
from handlers.memories import Memories
from handlers.missed import MissedQuestions
from handlers.mistake import MistakeStore
from handlers.pages import Pages
from handlers.person import Clock, PersonLocale, Preferences
from handlers.preferences import Settings
from handlers.press import Presses
from handlers.privacy import Privacy
from handlers.report import Report
from handlers.robots import Robots
from handlers.spoken.command import Command
from handlers.spoken.dispatch import Callback, CommandDispatcher
from handlers.spoken.recognition import SpokenCommands
from handlers.spoken.words import load_words
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
    rng: Random,
    guarded: bool = True,
    delivers: bool = True,
    defer: Defer | None = None,
    memories: Memories | None = None,
    admin_ids: frozenset[int] = frozenset(),
    reload: Reload | None = None,
    mistakes: MistakeStore | None = None,
    missed: MissedQuestions | None = None,
) -> Routes:
    """Join the interactions: commands first, then presses, other chats, and words last.

    Args:
        guarded: Whether who asks too much at once is slowed down; not where one person types.
        defer: Keeps orders while the store is away; None where nothing does.
        delivers: Whether a daily quote that is ordered comes.
        memories: What is remembered between updates; None begins with nothing.
        admin_ids: Who may have the record read anew.
        reload: Reads the record anew; None where nobody can ask for it.
        mistakes: Keeps what readers report as wrong; None where nothing is kept.
        missed: Keeps what was not answered; None where the operator does not ask for it.
    """
    wording = load_wording()
    spoken_commands = SpokenCommands(live, load_words(), wording)
    person_locale = PersonLocale(locales, preferences, spoken_commands.language)
    kept = memories or Memories()
    recent, answered_messages, sent, shown = kept.recent, kept.answered_messages, kept.sent, kept.shown
    cooldown = kept.cooldown
    pages = Pages(live)
    subscribe = Subscribe(live, person_locale, subscriptions, wording, clock, rng, kept, delivers)
    show = Show(live, person_locale, Gallery(cards), kept, clock, rng)
    privacy = Privacy(
        live, person_locale, subscriptions, (recent, answered_messages, sent, shown), clock, missed
    )
    help_ = Help(live, person_locale, pages)
    settings = Settings(person_locale, subscribe)
    compare = Compare(live, person_locale)
    browse = Browse(live, person_locale, pages, kept, clock, rng)
    commands: dict[Command, Callback] = {
        Command.START: help_.start,
        Command.HELP: help_.help,
        Command.ABOUT: help_.about,
        Command.SPEAKERS: browse.speakers,
        Command.TOPICS: browse.topics,
        Command.FACTS: browse.facts,
        Command.QUOTE: browse.quote,
        Command.CARD: show.command,
        Command.COMPARE: compare.compare,
        Command.DAILY: subscribe.daily,
        Command.UNSUBSCRIBE: subscribe.stop,
        Command.SETTINGS: settings.settings,
        Command.LANGUAGE: settings.language,
        Command.PRIVACY: privacy.privacy,
        Command.MYDATA: privacy.mydata,
        Command.FORGET: privacy.ask_to_forget,
    }
    dispatcher = CommandDispatcher(
        spoken_commands, commands, subscribe.is_wish, subscribe.going_on, subscribe.is_correction
    )
    interactions = (
        privacy,
        show,
        Report(live, person_locale, mistakes, admin_ids, clock),
        help_,
        subscribe,
        QuoteButtons(live, person_locale, pages, subscriptions, clock, rng),
        Membership(subscriptions),
        settings,
        compare,
        browse,
        Presses(live, person_locale, pages, kept, clock, rng, spoken_commands),
        Inline(live, person_locale, show, clock, spoken_commands),
        Guest(live, person_locale, show, pages, spoken_commands, rng, missed),
        *((Admin(person_locale, admin_ids, reload),) if reload else ()),
        Ask(
            live,
            person_locale,
            recent,
            answered_messages,
            sent,
            cooldown,
            shown,
            pages,
            clock,
            dispatcher,
            missed,
        ),
    )
    handlers = tuple(handler for interaction in interactions for handler in interaction.handlers())
    flood = Flood(person_locale, clock, kept.question_rate).handlers() if guarded else ()
    first = (*Robots().handlers(), *Stale(clock).handlers(), *flood)
    return Routes(first, handlers, Errors(person_locale, defer) if defer else Errors(person_locale))
