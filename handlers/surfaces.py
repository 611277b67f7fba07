"""Reply onto Telegram: a message, an edit, an answered press; and what Telegram refuses along the way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from telegram import (
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, RetryAfter

from handlers.reply import Button, Copy, Link, Press, Reply, Row

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
MOST_ALERT = 200
LONGEST_PAUSE_SECONDS = 30
_FIXED = ("message can't be edited", "message to edit not found")
_HARMLESS = ("message is not modified", "query is too old", "query id is invalid")
"""Refusals that leave people with what they wanted: the text is there already, or nobody waits any more."""


async def send(message: Message, reply: Reply, *, to: int | None = None) -> Message:
    """Answer a message, quoting it, in its topic; it may have been deleted meanwhile.

    Args:
        to: Id of another message in the same place that is quoted instead.
    """

    async def sending() -> Message:
        return await message.reply_text(
            reply.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(reply.rows),
            link_preview_options=NO_PREVIEW,
            reply_parameters=ReplyParameters(to or message.message_id, allow_sending_without_reply=True),
        )

    return await _patiently(sending)


async def edit(query: CallbackQuery, reply: Reply) -> None:
    """Put a reply in the place of the pressed message, wherever it stands, and stop the button's clock.

    If the message is too old for Telegram to change, or gone, the reply is sent anew.
    """
    await done(query)
    try:
        await query.edit_message_text(
            reply.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(reply.rows),
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        if _is_fixed(error) and isinstance(query.message, Message):
            await send(query.message, reply)
        elif not _is_harmless(error):
            raise


async def replace(message: Message, sent_id: int, reply: Reply) -> None:
    """Put a reply in the place of one that the bot sent to an edited question."""
    try:
        await message.get_bot().edit_message_text(
            reply.html,
            chat_id=message.chat_id,
            message_id=sent_id,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(reply.rows),
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        if not _is_harmless(error):
            raise


async def done(query: CallbackQuery, alert: str = "") -> None:
    """Answer a press, so that its clock stops; with a short note if there is something to say."""
    try:
        await query.answer(alert[:MOST_ALERT] or None, show_alert=bool(alert))
    except BadRequest as error:
        if not _is_harmless(error):
            raise


async def lead(query: CallbackQuery, address: str) -> None:
    """Answer a press by opening the bot's own chat for who pressed; the message stays as it is."""
    try:
        await query.answer(url=address)
    except BadRequest as error:
        if not _is_harmless(error):
            raise


async def take_away(query: CallbackQuery) -> None:
    """Delete the pressed message; it may be gone already, or too old to delete."""
    try:
        await query.delete_message()
    except BadRequest as error:
        if "message" not in str(error).lower():
            raise


def keyboard(rows: Sequence[Row]) -> InlineKeyboardMarkup | None:
    """Give Telegram's keyboard of some rows; None for none."""
    return InlineKeyboardMarkup([[_button(one) for one in row] for row in rows]) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    match button:
        case Press():
            return InlineKeyboardButton(button.label, callback_data=button.payload)
        case Link():
            return InlineKeyboardButton(button.label, url=button.url)
        case Copy():
            return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.text))
        case _:
            return InlineKeyboardButton(button.label, switch_inline_query=button.query)


async def _patiently(sending: Callable[[], Awaitable[Message]]) -> Message:
    """Try once more after as long as Telegram asks for, unless nobody would wait that long."""
    try:
        return await sending()
    except RetryAfter as error:
        pause = error.retry_after
        seconds = pause.total_seconds() if isinstance(pause, timedelta) else pause
        if seconds > LONGEST_PAUSE_SECONDS:
            raise
        await asyncio.sleep(seconds)
        return await sending()


def _is_fixed(error: BadRequest) -> bool:
    return any(words in str(error).lower() for words in _FIXED)


def _is_harmless(error: BadRequest) -> bool:
    return any(words in str(error).lower() for words in _HARMLESS)
