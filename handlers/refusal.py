"""What Telegram means by a refusal: it has no codes, only words, and they stand here alone.

The words are those of https://core.telegram.org/api/errors and of tdlib's Requests.cpp.
"""

from __future__ import annotations

from enum import Enum

from telegram.error import ChatMigrated, TelegramError


class Refusal(Enum):
    """A meaning, with the phrases that Telegram says it by, in lower case."""

    CHAT_GONE = (
        "chat not found",
        "group chat was deactivated",
        "peer_id_invalid",
        "user is deactivated",
        "user not found",
    )
    BLOCKED = ("blocked",)
    TOPIC_CLOSED = ("topic_closed",)
    TOPIC_GONE = ("topic_deleted", "message thread not found")
    NO_RIGHTS = (
        "not enough rights",
        "have no rights",
        "need administrator rights",
        "chat_write_forbidden",
        "chat_restricted",
    )
    NO_PICTURES = (
        "not enough rights to send photos",
        "chat_send_photos_forbidden",
        "chat_send_media_forbidden",
    )
    NO_REACTIONS = ("reaction", "message to react not found", "message_id_invalid")
    NOT_EDITABLE = ("message can't be edited", "message to edit not found", "no text in the message to edit")
    NOT_DELETABLE = (
        "message to delete not found",
        "message can't be deleted",
        "message_delete_forbidden",
        "message_id_invalid",
    )
    NOT_CHANGED = ("message is not modified",)
    TOO_LATE = ("query is too old", "query id is invalid")
    UNKNOWN_FILE = (
        "file identifier",
        "file_id",
        "file reference",
        "file_reference",
        "http url",
        "media_empty",
    )
    """Of another bot's file, or of one that Telegram has thrown away."""

    def is_said_by(self, error: TelegramError) -> bool:
        """Whether an error says this; it may say more than one thing."""
        said = error.message.lower()
        return any(phrase in said for phrase in self.value)


HARMLESS = (Refusal.NOT_CHANGED, Refusal.TOO_LATE)
"""Leave people with what they wanted: the text is there already, or nobody waits any more."""
UNWELCOME = (Refusal.NO_RIGHTS, Refusal.CHAT_GONE, Refusal.TOPIC_CLOSED, Refusal.TOPIC_GONE)
"""Refuse because of where the bot may write, not because of what it wrote."""


def says(error: TelegramError, *refusals: Refusal) -> bool:
    """Whether an error says one of these."""
    return any(one.is_said_by(error) for one in refusals)


def in_words(error: BaseException | None) -> str:
    """Give what Telegram said; of a group that moved the library's own words hold the new id."""
    return "the group has become a supergroup" if isinstance(error, ChatMigrated) else str(error)
