"""To whom a daily quote goes: the chat, and within a forum the topic, that an update comes from."""

from __future__ import annotations

from telegram import Message, Update

from handlers.daily.subscription import Subscription, SubscriptionStore


def addressee_of(update: Update) -> tuple[int, int | None]:
    """Give the id of the chat and of the topic, if it is one."""
    message = update.effective_message
    chat_id = update.effective_chat.id if update.effective_chat else 0
    in_topic = isinstance(message, Message) and message.is_topic_message
    return chat_id, message.message_thread_id if in_topic and message else None


async def standing(update: Update, store: SubscriptionStore) -> Subscription | None:
    """Give the subscription of this chat or topic, an ended one too; None if there never was one."""
    chat_id, thread_id = addressee_of(update)
    found = [one for one in await store.of_chat(chat_id) if one.thread_id == thread_id]
    return found[-1] if found else None
