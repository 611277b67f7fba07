"""A way to take an answer away again, for who asked, where others would have to read it."""

from __future__ import annotations

from telegram import CallbackQuery, Message
from telegram.constants import ChatType

from handlers import surfaces
from handlers.callback_data import Call, Verb, encode
from handlers.reply import Press, Reply
from handlers.texts import Texts


def dismissable(reply: Reply, asked: Message | None, texts: Texts) -> Reply:
    """Add the button in groups, for the person who sent the message that is answered."""
    if asked is None or asked.from_user is None:
        return reply
    if asked.chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
        return reply
    button = Press(texts.label("button_dismiss"), encode(Verb.DISMISS, str(asked.from_user.id)))
    return Reply(reply.html, (*reply.rows, (button,)), alert=reply.alert)


async def dismiss(query: CallbackQuery, call: Call, texts: Texts) -> None:
    """Take the pressed answer away, if it is the asker who presses."""
    if str(query.from_user.id) != call.target:
        await surfaces.done(query, texts.say("dismiss_others"))
        return
    await surfaces.done(query)
    await surfaces.take_away(query)
