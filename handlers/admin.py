"""What only administrators may: have the record read anew, and be told of faults in it.

For everybody else there is no such command, in no chat: they get what any unknown command gets.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from html import escape
from typing import Protocol

from telegram import Bot, Message, Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, filters

from handlers import surfaces
from handlers.person import PersonLocale
from handlers.reply import Reply
from handlers.texts import Texts

MOST_FAULTS = 20
"""Faults told in one message; the others are counted."""
MOST_CHARACTERS = 150
"""Of one fault, so that all of them fit within one message."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading the record anew.

    Attributes:
        version: Of the record that is in use now: the new one, or the one before.
        entries: How many it holds.
        faults: Why the new one is not used, one line each, with file and line; empty if it is.
    """

    version: str
    entries: int
    faults: tuple[str, ...] = ()


class Reload(Protocol):
    """Reads the record anew, off the event loop."""

    async def __call__(self) -> Reading:
        """Take the record's files into use, or keep the last good ones."""


@dataclass(frozen=True, slots=True)
class Admin:
    """The administrators' commands.

    Attributes:
        admin_ids: Who they are, by Telegram id.
    """

    person_locale: PersonLocale
    admin_ids: Collection[int]
    reload: Reload
    _reading: set[asyncio.Task[None]] = field(default_factory=set, repr=False, compare=False)

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the commands; in groups there are none, where others would read the answer."""
        ours = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & filters.User(tuple(self.admin_ids))
        return (CommandHandler("reload", self.read_anew, filters=ours),)

    async def read_anew(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Have the record read anew, and say later what came of it.

        The update does not wait for it: what is in hand for seconds keeps new updates from coming at once.
        """
        if update.effective_message:
            texts = await self.person_locale.of(update)
            task = asyncio.create_task(self._read(update.effective_message, texts))
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)

    async def _read(self, asked: Message, texts: Texts) -> None:
        reading = await self.reload()
        try:
            await surfaces.send(asked, Reply(told(reading, texts)))
        except TelegramError as error:
            _LOG.warning("an administrator could not be told what came of /reload: %s", error)


@dataclass(frozen=True, slots=True)
class Administrators:
    """Those who are told of faults that nobody asked about."""

    bot: Bot
    person_locale: PersonLocale
    admin_ids: Collection[int]

    async def hear(self, reading: Reading) -> None:
        """Tell each of them why an edited record is not used; of one that is, nothing."""
        for person in self.admin_ids if reading.faults else ():
            texts = await self.person_locale.of_person(person)
            try:
                await surfaces.tell(self.bot, person, Reply(told(reading, texts)))
            except TelegramError as error:
                _LOG.warning("an administrator could not be told of faults in the record: %s", error)


def told(reading: Reading, texts: Texts) -> str:
    """Say what came of a reading; faults one a line."""
    if not reading.faults:
        return texts.count("reload_done", reading.entries, version=reading.version)
    lines = [f"• {escape(_short(fault))}" for fault in reading.faults[:MOST_FAULTS]]
    if len(reading.faults) > MOST_FAULTS:
        lines.append(texts.say("and_more", number=len(reading.faults) - MOST_FAULTS))
    return "\n".join([texts.count("reload_refused", len(reading.faults), version=reading.version), *lines])


def _short(fault: str) -> str:
    return fault if len(fault) <= MOST_CHARACTERS else fault[: MOST_CHARACTERS - 1] + "…"
