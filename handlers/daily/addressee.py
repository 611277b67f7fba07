"""To whom a daily quote goes: the chat, and within a forum the topic, that an update comes from."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message, Update

from handlers.daily.subscription import Subscription, SubscriptionStore


def addressee_of(update: Update) -> tuple[int, int | None]:
    """Give the id of the chat and of the topic, if it is one."""
    message = update.effective_message
    chat_id = update.effective_chat.id if update.effective_chat else 0
    in_topic = isinstance(message, Message) and message.is_topic_message
    return chat_id, message.message_thread_id if in_topic and message else None


@dataclass(frozen=True, slots=True)
class AddresseeSubscriptions:
    """The subscriptions of an addressee when somebody orders.

    Attributes:
        here: Of this chat or topic, an ended one too; None if there never was one.
        newest_in_chat: In whatever topic.
    """

    here: Subscription | None
    newest_in_chat: Subscription | None


async def subscriptions_of(update: Update, store: SubscriptionStore) -> AddresseeSubscriptions:
    """Read them, at once."""
    chat_id, thread_id = addressee_of(update)
    of_chat = await store.of_chat(chat_id)
    here = [one for one in of_chat if one.thread_id == thread_id]
    return AddresseeSubscriptions(here[-1] if here else None, of_chat[-1] if of_chat else None)


async def subscription_of(update: Update, store: SubscriptionStore) -> Subscription | None:
    """Give the subscription of this chat or topic, an ended one too; None if there never was one."""
    return (await subscriptions_of(update, store)).here
