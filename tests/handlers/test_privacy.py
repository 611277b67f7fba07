"""/privacy says what the database's columns hold, and nothing is held that it does not say."""

from __future__ import annotations

from bot.storage.tables import METADATA
from tests.chat import Chat

SAID = {
    "subscriptions": {
        "chat and topic it goes to": {"chat_id", "thread_id"},
        "your user id": {"user_id"},
        "time, zone, days": {"at_minute", "zone", "weekdays"},
        "what you chose to hear": {"speaker", "theme", "language"},
        "its state": {
            "id",
            "state",
            "reason",
            "seed",
            "created_at",
            "next_due_at",
            "next_due_date",
            "skipped_date",
            "skipped_reason",
        },
        "which quotes were delivered when": {
            "last_date",
            "last_delivered_at",
            "cycle",
            "delivered",
            "last_entry",
        },
    },
    "preferences": {"your Telegram user id and the language": {"user_id", "language"}},
}
OF_DELIVERIES = {"deliveries", "paces"}
"""What was delivered when, and when a chat may be written to next; notes are the program's own."""


async def test_privacy_names_every_column_that_is_about_a_person(chat: Chat) -> None:
    told = (await chat.says("/privacy")).text

    for table, phrases in SAID.items():
        columns = {column.name for column in METADATA.tables[table].columns}
        assert columns == set().union(*phrases.values()), table
        for phrase in phrases:
            assert phrase in told
    assert set(METADATA.tables) == set(SAID) | OF_DELIVERIES | {"notes"}
