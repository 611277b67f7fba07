"""Does what is asked for in plain words, by the very callbacks of the commands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from telegram import Update
from telegram.ext import ContextTypes

from handlers.spoken.command import SWITCHES, Command
from handlers.spoken.recognition import SpokenCommands

Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class CommandDispatcher:
    """Plain words and the callbacks that carry them out.

    Attributes:
        is_wish: Whether all words of a text tell when a daily quote is to come, and which.
        going_on: Gives an order with the words that answer what was asked of it; None if they do not.
        is_correction: Whether all words of a text change a daily quote that was just ordered.
    """

    commands: SpokenCommands
    callbacks: Mapping[Command, Callback]
    is_wish: Callable[[str], Awaitable[bool]]
    going_on: Callable[[str, str], Awaitable[str | None]]
    is_correction: Callable[[str], Awaitable[bool]]

    async def dispatch(
        self, update: Update, context: ContextTypes.DEFAULT_TYPE, words: str, *, after_quote: bool
    ) -> bool:
        """Do what words ask for, as the command does; False if they are no command.

        Args:
            after_quote: Whether a quote that nobody asked about was just shown.
        """
        spoken = self.commands.recognise(words, after_quote=after_quote)
        callback = self.callbacks.get(spoken.command) if spoken else None
        if spoken is None or callback is None:
            return False
        context.args = spoken.words.split()
        tells_when = spoken.command is Command.DAILY and spoken.words == words and words not in SWITCHES
        if tells_when and not await self.is_wish(words):
            if not spoken.is_certain:
                return False
            # Times are not read in every language: then they are asked for.
            context.args = []
        await callback(update, context)
        return True

    async def corrects(self, update: Update, context: ContextTypes.DEFAULT_TYPE, words: str) -> bool:
        """Take words for a change of the daily quote that was just ordered; False if they tell none."""
        if not await self.is_correction(words):
            return False
        context.args = words.split()
        await self.callbacks[Command.DAILY](update, context)
        return True

    async def goes_on(
        self, update: Update, context: ContextTypes.DEFAULT_TYPE, words: str, order: str
    ) -> bool:
        """Take words for the answer to what /daily asked; False if they tell nothing of it.

        Args:
            order: What is understood of the order so far.
        """
        whole = None if words.rstrip().endswith(("?", "？")) else await self.going_on(order, words)
        if whole is None:
            return False
        context.args = whole.split()
        await self.callbacks[Command.DAILY](update, context)
        return True
