"""The bot is removed, blocked or moved: the daily quote ends or follows."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Update
from telegram.constants import ChatMemberStatus
from telegram.ext import BaseHandler, ChatMemberHandler, ContextTypes, MessageHandler, filters

from handlers.daily.subscription import Reason, SubscriptionStore

_OUTSIDE = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}


@dataclass(frozen=True, slots=True)
class Membership:
    """What Telegram tells of the bot's own place in chats."""

    store: SubscriptionStore

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handlers; neither answers anything."""
        return (
            ChatMemberHandler(self.changed, ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(filters.StatusUpdate.MIGRATE, self.moved),
        )

    async def changed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """End all of a chat where the bot was removed, or of a person who blocked it."""
        member = update.my_chat_member
        if member and member.new_chat_member.status in _OUTSIDE:
            await self.store.end_chat(member.chat.id, reason=Reason.BLOCKED)

    async def moved(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Follow a group that became a supergroup; Telegram says so in both, in either order."""
        message = update.effective_message
        if message is None:
            return
        if message.migrate_to_chat_id is not None:
            await self.store.move_chat(message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id is not None:
            await self.store.move_chat(message.migrate_from_chat_id, message.chat.id)
