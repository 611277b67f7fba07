"""Where an update comes from: one word for the figures."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telegram import Update

SURFACE: ContextVar[str] = ContextVar("surface", default="none")
"""Of the update that is being handled."""


def surface_of(update: Update) -> str:
    """Give "inline", "guest", "topic" or the kind of chat, such as "private"; "none" where none is."""
    if update.inline_query:
        return "inline"
    if update.guest_message:
        return "guest"
    message = update.effective_message if not update.callback_query else None
    if message is not None and message.is_topic_message:
        return "topic"
    return str(update.effective_chat.type) if update.effective_chat else "none"
