"""Who asks and where: read once from an update, with the texts of their language."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from telegram import Chat, Message, Update, User

from handlers.asked import question_in
from handlers.memory import ChatKey
from handlers.texts import Locales, Texts


class StoreError(Exception):
    """What is stored can't be read or written now; what was there is still there."""


class Preferences(Protocol):
    """What people chose, kept for them until they forget it."""

    async def language(self, person: int) -> str | None:
        """Give the language a person chose; None if they chose none."""

    async def choose_language(self, person: int, language: str) -> None:
        """Keep the language a person chose."""

    async def forget(self, person: int) -> None:
        """Delete what a person chose."""


class Clock(Protocol):
    """The time, handed in so that tests can set it."""

    def __call__(self) -> datetime:
        """Give the present moment, with its zone."""


@dataclass(frozen=True, slots=True)
class PersonLocale:
    """Finds the texts for whoever sent an update.

    Attributes:
        ordered_in: Gives the language of a command in plain words; "" for any other words.
    """

    locales: Locales
    preferences: Preferences
    ordered_in: Callable[[str], str] = lambda _words: ""

    async def of(self, update: Update, *, asked_in: str = "") -> Texts:
        """Give the texts in the language a person chose, else the words' own, else their Telegram's.

        What a press opens is in the language of the words that it answers, if they were an order, else of
        the message that is pressed.

        Args:
            update: From whom.
            asked_in: ISO 639 code of the question's language; "" if it was not recognised.
        """
        user = person_of(update)
        chosen = await self._chosen(user.id) if user else None
        asked_in = asked_in or self.ordered_in(_words(update)) or self.locales.language_of(_labels(update))
        asked = asked_in if asked_in in self.locales.by_language else None
        return self.locales.within(chosen or asked or (user.language_code if user else None))

    async def of_person(self, person: int) -> Texts:
        """Give the texts for somebody who sent nothing, in the language they chose."""
        return self.locales.within(await self._chosen(person))

    async def _chosen(self, person: int) -> str | None:
        with suppress(StoreError):
            return await self.preferences.language(person)
        return None


def _words(update: Update) -> str:
    """Give the words that an update says, or that the pressed message answers; "" for a command."""
    message = asked_by(update)
    if message is None:
        return ""
    words = question_in(message, message.get_bot().username)
    return "" if words.startswith("/") else words


def _labels(update: Update) -> frozenset[str]:
    """Give what stands on the buttons of the message that is pressed."""
    pressed = update.callback_query.message if update.callback_query else None
    markup = pressed.reply_markup if isinstance(pressed, Message) else None
    return (
        frozenset(button.text for row in markup.inline_keyboard for button in row) if markup else frozenset()
    )


def asked_by(update: Update) -> Message | None:
    """Give the message of an update, or the one that the pressed message answers."""
    if not update.callback_query:
        return update.effective_message
    pressed = update.callback_query.message
    return pressed.reply_to_message if isinstance(pressed, Message) else None


def person_of(update: Update) -> User | None:
    """Give who acts; None for who writes in the name of a chat: all of those share one user id."""
    return None if isinstance(update.effective_sender, Chat) else update.effective_user


def place_of(update: Update) -> ChatKey:
    """Give chat, topic and person of an update, or the chat in whose name they write; 0 for none."""
    # Asked for the message that bears a press, the library warns if that is too old to be shown.
    pressed = update.callback_query.message if update.callback_query else None
    message = pressed if isinstance(pressed, Message) else update.message or update.edited_message
    sender = update.effective_sender
    chat = update.effective_chat.id if update.effective_chat else 0
    thread = (message.message_thread_id or 0) if message and message.is_topic_message else 0
    return (chat, thread, sender.id if sender else 0)
