"""Reply onto Telegram: a message, an edit, an answered press; and what Telegram refuses along the way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, TypeVar, cast

from telegram import (
    Bot,
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResult,
    InlineQueryResultsButton,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, TimedOut

from handlers.refusal import HARMLESS, UNWELCOME, Refusal, says
from handlers.reply import Button, Copy, Link, Press, Reply, Row

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NO_PREVIEW = {"is_disabled": True}
MOST_ALERT = 200
PAUSES_SECONDS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Between the tries of what did not get through; one try more than pauses. Half a minute is waited in all."""
Result = TypeVar("Result")
PICTURE_NAME = "card.png"

Picturing: TypeAlias = Callable[[bytes | str], Awaitable[Message | None]]
"""Shows a PNG, or the picture of a file id; gives None if Telegram does not know that id any more."""


class Caller(Protocol):
    """A bot that calls a method of Telegram's with plain JSON."""

    async def call(self, method: str, fields: Mapping[str, object]) -> Any:
        """Give what Telegram answered, as JSON gives it."""


async def send(message: Message, reply: Reply, *, to: int | None = None) -> int:
    """Answer a message, quoting it, in its topic; it may have been deleted meanwhile.

    The library's objects are left out: nine in ten updates end here, and to make them, to turn them into
    JSON, and to read the answer into another took a quarter of an answer's time.

    Args:
        to: Id of another message in the same place that is quoted instead.

    Returns:
        Id of the message that was sent.
    """
    fields: dict[str, object] = {
        "chat_id": message.chat_id,
        "text": reply.html,
        "parse_mode": ParseMode.HTML,
        "link_preview_options": _NO_PREVIEW,
        "reply_parameters": {
            "message_id": to or message.message_id,
            "allow_sending_without_reply": True,
        },
    }
    if reply.asks:
        fields["reply_markup"] = {"force_reply": True}
    elif reply.rows:
        fields["reply_markup"] = _markup(reply.rows)
    if message.is_topic_message and message.message_thread_id:
        fields["message_thread_id"] = message.message_thread_id
    if message.direct_messages_topic:
        fields["direct_messages_topic_id"] = message.direct_messages_topic.topic_id
    bot = cast("Caller", message.get_bot())
    sent = await _patiently(lambda: bot.call("sendMessage", fields))
    return int(sent["message_id"])


async def tell(bot: Bot, chat_id: int, reply: Reply) -> None:
    """Say what nobody asked for."""
    await _patiently(
        lambda: bot.send_message(
            chat_id, reply.html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        )
    )


async def react(message: Message, emoji: str) -> bool:
    """React to a message; give whether Telegram let us.

    A chat may forbid it, and a Bot API server that is older may not know how: a word will do as well. So it
    is tried once, and not for the half minute in which the chat's next question would wait behind it.
    """
    try:
        return await message.set_reaction(emoji)
    except NetworkError as error:
        if isinstance(error, BadRequest) and not (says(error, Refusal.NO_REACTIONS) or is_unwanted(error)):
            raise
        return False


async def edit(query: CallbackQuery, reply: Reply) -> None:
    """Put a reply in the place of the pressed message, wherever it stands, and stop the button's clock.

    If the message is too old for Telegram to change, or a picture, or gone, the reply is sent anew. Where it
    is not told which message was pressed, nothing can be put in its place.
    """
    await done(query)
    if query.message and not isinstance(query.message, Message):
        await _anew(query, query.message.chat.id, reply)
        return
    if query.message is None and not query.inline_message_id:
        return
    try:
        await _patiently(
            lambda: query.edit_message_text(
                reply.html,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(reply.rows),
                link_preview_options=NO_PREVIEW,
            )
        )
    except BadRequest as error:
        if says(error, Refusal.NOT_EDITABLE) and isinstance(query.message, Message):
            await send(query.message, reply)
        elif not says(error, *HARMLESS, Refusal.NOT_EDITABLE):
            raise


async def replace(message: Message, sent_id: int, reply: Reply) -> int:
    """Put a reply in the place of one that the bot sent to an edited question; give where it stands now.

    If that one was taken away, the reply is sent anew.
    """
    try:
        await _patiently(
            lambda: message.get_bot().edit_message_text(
                reply.html,
                chat_id=message.chat_id,
                message_id=sent_id,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(reply.rows),
                link_preview_options=NO_PREVIEW,
            )
        )
    except BadRequest as error:
        if says(error, Refusal.NOT_EDITABLE):
            return await send(message, reply)
        if not says(error, *HARMLESS):
            raise
    return sent_id


async def send_picture(message: Message, picture: bytes | str, caption: Reply) -> Message | None:
    """Answer a message with a picture, as `send` does; where pictures are forbidden, with its words alone.

    Args:
        picture: A PNG, or the file id of one that was sent before.
        caption: At most 1024 characters besides mark-up.

    Returns:
        None if Telegram does not know the file id any more.
    """

    async def sending() -> Message:
        return await message.reply_photo(
            picture,
            caption=caption.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(caption.rows),
            reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
            filename=PICTURE_NAME,
        )

    try:
        return await _patiently(sending)
    except BadRequest as error:
        if says(error, Refusal.NO_PICTURES):
            return Message(await send(message, caption), message.date, message.chat)
        if isinstance(picture, str) and says(error, Refusal.UNKNOWN_FILE):
            return None
        raise


async def edit_picture(query: CallbackQuery, picture: bytes | str, caption: Reply) -> Message | None:
    """Put a picture in the place of the pressed one; if that can't be changed any more, send it anew.

    Returns:
        None if Telegram does not know the file id any more.
    """
    if not isinstance(query.message, Message):
        return None
    media = InputMediaPhoto(picture, caption.html, parse_mode=ParseMode.HTML, filename=PICTURE_NAME)
    try:
        edited = await _patiently(
            lambda: query.edit_message_media(media, reply_markup=keyboard(caption.rows))
        )
    except BadRequest as error:
        if says(error, Refusal.NOT_EDITABLE):
            return await send_picture(query.message, picture, caption)
        if says(error, *HARMLESS):
            return query.message
        if isinstance(picture, str) and says(error, Refusal.UNKNOWN_FILE):
            return None
        raise
    return edited if isinstance(edited, Message) else None


async def done(query: CallbackQuery, alert: str = "") -> None:
    """Answer a press, so that its clock stops; with a short note if there is something to say."""
    await _quietly(lambda: query.answer(alert[:MOST_ALERT] or None, show_alert=bool(alert)))


async def lead(query: CallbackQuery, address: str) -> None:
    """Answer a press by opening the bot's own chat for who pressed; the message stays as it is."""
    await _quietly(lambda: query.answer(url=address))


async def take_away(query: CallbackQuery) -> None:
    """Delete the pressed message; it may be gone already, or too old to delete."""
    if not isinstance(query.message, Message):
        return
    try:
        await _patiently(query.delete_message)
    except BadRequest as error:
        if not says(error, Refusal.NOT_DELETABLE):
            raise


async def offer(
    query: InlineQuery,
    results: Sequence[InlineQueryResult],
    button: InlineQueryResultsButton,
    *,
    cache_seconds: int,
    next_offset: str,
) -> None:
    """Show results to who types; they are kept for that person only, whose language they are in."""
    await _quietly(
        lambda: query.answer(
            results, cache_time=cache_seconds, is_personal=True, next_offset=next_offset, button=button
        )
    )


async def answer_guest(message: Message, result: InlineQueryResult) -> None:
    """Answer where the bot is no member; once, and only while Telegram waits for it."""

    async def answering() -> bool:
        await message.answer_guest_query(result)
        return True

    await _quietly(answering)


def content(reply: Reply) -> InputTextMessageContent:
    """Give a reply as what an inline or guest result sends."""
    return InputTextMessageContent(reply.html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW)


def is_unwanted(error: BaseException | None) -> bool:
    """Whether Telegram refused because of where the bot may write, not because of what it wrote."""
    return isinstance(error, BadRequest) and says(error, *UNWELCOME)


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


def _markup(rows: Sequence[Row]) -> dict[str, object]:
    return {"inline_keyboard": [[_fields(one) for one in row] for row in rows]}


def _fields(button: Button) -> dict[str, object]:
    match button:
        case Press():
            does: dict[str, object] = {"callback_data": button.payload}
        case Link():
            does = {"url": button.url}
        case Copy():
            does = {"copy_text": {"text": button.text}}
        case _:
            does = {"switch_inline_query": button.query}
    return {"text": button.label, **does}


async def _anew(query: CallbackQuery, chat_id: int, reply: Reply) -> None:
    await _patiently(
        lambda: query.get_bot().send_message(
            chat_id,
            reply.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(reply.rows),
            link_preview_options=NO_PREVIEW,
        )
    )


async def _quietly(calling: Callable[[], Awaitable[bool]]) -> None:
    try:
        await _patiently(calling)
    except BadRequest as error:
        if not says(error, *HARMLESS):
            raise


async def _patiently(calling: Callable[[], Awaitable[Result]]) -> Result:
    """Try again what did not get through, or was answered by something that is not Telegram.

    What timed out is not tried again: it has most often arrived, and nobody wants to read it twice. Who sends
    (bot/transports) has waited already if Telegram told it to, or it takes too long for an answer.
    """
    for pause in PAUSES_SECONDS:
        try:
            return await calling()
        except (BadRequest, TimedOut):
            raise
        except NetworkError:
            await asyncio.sleep(pause)
    return await calling()
