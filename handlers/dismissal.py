"""A way to take an answer away again, for who asked, where others would have to read it."""

from __future__ import annotations

from telegram import CallbackQuery, Message
from telegram.constants import ChatType

from handlers import surfaces
from handlers.button_rows import with_button
from handlers.callback_data import Call, Verb, encode
from handlers.reply import Press, Reply
from handlers.texts import Texts


def dismissable(reply: Reply, asked: Message | None, texts: Texts) -> Reply:
    """Add the button in groups, for the person who sent the message that is answered."""
    if asked is None or asked.from_user is None:
        return reply
    if asked.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP} or asked.sender_chat:
        # Who writes in the name of a chat is not told to us, and could not be told from others.
        return reply
    return _with(reply, encode(Verb.DISMISS, str(asked.from_user.id)), texts)


def still_dismissable(reply: Reply, query: CallbackQuery, texts: Texts) -> Reply:
    """Keep the button of a pressed message, for the same person, when another page stands in its place."""
    message = query.message
    if not isinstance(message, Message):
        return reply
    for row in message.reply_markup.inline_keyboard if message.reply_markup else ():
        for button in row:
            if str(button.callback_data).startswith(f"{Verb.DISMISS}:"):
                return _with(reply, str(button.callback_data), texts)
    return dismissable(reply, message.reply_to_message, texts)


async def dismiss(query: CallbackQuery, call: Call, texts: Texts) -> bool:
    """Take the pressed answer away, if it is the asker who presses; tell whether it was."""
    if str(query.from_user.id) != call.target:
        await surfaces.done(query, texts.say("dismiss_others"))
        return False
    await surfaces.done(query)
    await surfaces.take_away(query)
    return True


def _with(reply: Reply, payload: str, texts: Texts) -> Reply:
    return with_button(reply, Press(texts.label("button_dismiss"), payload))
