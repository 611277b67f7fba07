"""A conversation with the real application: `reply = await chat.says("what did lavrof say?")`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Update

from bot.application import TelegramApplication
from tests.telegram.world import PRIVATE, Sent, World


@dataclass(slots=True)
class Chat:
    """A person before the bot; each act gives what the bot said last, or None if it said nothing."""

    application: TelegramApplication
    world: World

    async def says(self, text: str, **more: Any) -> Sent:
        """Say something that must be answered, and give the answer."""
        sent = await self.tries(text, **more)
        assert sent is not None, f"no answer to {text!r}"
        return sent

    async def tries(self, text: str, **more: Any) -> Sent | None:
        """Say something that may be passed over."""
        return await self.happens(self.world.says(text, **more))

    async def presses(self, sent: Sent, label: str, **more: Any) -> Sent | None:
        """Press a button."""
        return await self.happens(self.world.presses(sent, label, **{"chat": PRIVATE, **more}))

    async def happens(self, update: Mapping[str, object]) -> Sent | None:
        """Let an update come, and give what the bot sent or changed by it."""
        before = len(self.world.order)
        await self.application.process_update(Update.de_json(dict(update), self.application.bot))
        return self.world.order[-1] if len(self.world.order) > before else None


async def why_of(
    before: Chat, reply: Sent, *, labels: tuple[str, str] = ("Source", "Why this?"), **more: Any
) -> Sent | None:
    """Open the source of an answer, and from there why it was the answer."""
    source = await before.presses(reply, labels[0], **more)
    assert source is not None
    return await before.presses(source, labels[1], **more)


async def choose_english(chat: Chat) -> None:
    """Choose English, so that a question in any language is answered in it."""
    languages = await chat.presses(await chat.says("/settings"), "Language")
    assert languages is not None
    await chat.presses(languages, "English")
