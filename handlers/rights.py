"""Who may decide for a chat."""

from __future__ import annotations

from telegram import Bot, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest

_ADMINISTRATORS = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}


async def may_decide(update: Update, bot: Bot) -> bool:
    """Whether who sent the update may decide for its chat: in private always, else administrators.

    A post in a channel is an administrator's; a press of a button under it is anybody's. Who writes in a
    group's own name is one of its administrators, without a name.
    """
    chat, user = update.effective_chat, update.effective_user
    if chat is None:
        return False
    if chat.type == ChatType.PRIVATE or update.channel_post is not None or is_anonymous(update):
        return True
    return user is not None and await _is_administrator(bot, chat.id, user.id)


def is_anonymous(update: Update) -> bool:
    """Whether a message was written in the chat's own name; a press always has a person's."""
    message, chat = update.effective_message, update.effective_chat
    if update.callback_query is not None or not isinstance(message, Message) or chat is None:
        return False
    return message.sender_chat is not None and message.sender_chat.id == chat.id


async def _is_administrator(bot: Bot, chat_id: int, user_id: int) -> bool:
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except BadRequest:
        # Telegram tells only of who is or was there: https://core.telegram.org/bots/api#getchatmember
        return False
    return member.status in _ADMINISTRATORS
