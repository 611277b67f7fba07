"""Which entry a message of the bot's shows: told by its words, so that it holds after a restart."""

from __future__ import annotations

import re
from html import unescape

from telegram import Message

from handlers.memory import Recent
from knowledge.record.values import Entry, Quote, Record

_TAG = re.compile(r"<[^>]*>")
LastShown = Recent[str]
"""The id of the entry that was shown last in each place."""


def entry_in_html(html: str, record: Record) -> Entry | None:
    """Give the entry whose words stand in a reply."""
    return _entry_in(unescape(_TAG.sub("", html)), record)


def entry_in(message: Message | None, record: Record) -> Entry | None:
    """Give the entry whose words stand in a message, or in its caption; of several the longest."""
    return _entry_in((message.text or message.caption or "") if message else "", record)


def _entry_in(words_shown: str, record: Record) -> Entry | None:
    text = _even(words_shown)
    if not text:
        # Most messages answer none, and to look through all entries takes a quarter of an answer's time.
        return None
    found = [
        (len(words), entry)
        for entry in record.entries.values()
        for words in _wordings(entry)
        if words and words in text
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def _wordings(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, Quote):
        return (_even(entry.text), _even(entry.published))
    return tuple(_even(text) for text in entry.wording.by_language.values())


def _even(text: str) -> str:
    return " ".join(text.split())
