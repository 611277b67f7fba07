"""The conversation behind the page: the very same application, and beside each answer why it is so."""

from __future__ import annotations

import time
from dataclasses import dataclass

from telegram import Update

from bot.application import TelegramApplication
from bot.preview.request import USERNAME, Json, PreviewRequest, chat, person
from bot.printing import explanation
from bot.record_watch import RecordWatch
from handlers.callback_data import Verb, deep_link
from knowledge.answering.answer import Answer
from knowledge.record.schema import MOST_PROSE
from knowledge.record.values import Entry, Quote

_ENDED = "This message is from before the preview was started again; ask once more."


@dataclass(slots=True)
class PreviewChat:
    """One maintainer and the bot.

    Attributes:
        given: The answers of the record in use; the first of an update is what was asked.
        faults: Why the edited record is not used, one line each.
    """

    telegram: TelegramApplication
    request: PreviewRequest
    watch: RecordWatch
    given: list[Answer]
    faults: tuple[str, ...] = ()

    def look(self) -> Json:
        """Take an edit into use, and say which record answers now and what is wrong with the edited one."""
        reading = self.watch.reload_if_edited()
        if reading is not None:
            self.faults = reading.faults
        snapshot = self.watch.live.now
        return {
            "version": snapshot.version,
            "faults": list(self.faults),
            "entries": len(snapshot.record.entries),
        }

    def entries(self) -> list[Json]:
        """List every entry with its place and how much of its room it takes."""
        return [_entry(one) for one in self.watch.live.now.record.entries.values()]

    async def say(self, text: str, language: str) -> Json:
        """Say something to the bot, and give what it shows and why."""
        message: Json = {**self._base(language), "text": text}
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return await self._happens({"message": message})

    async def press(self, number: int, data: str, language: str) -> Json:
        """Press a button; one of a preview that has ended leads nowhere."""
        message = self.request.message(number)
        if message is None:
            return {"shown": [{"kind": "alert", "text": _ENDED}], "why": None}
        query = {
            "id": str(self.request.number()),
            "from": person(language),
            "chat_instance": "preview",
            "data": data,
            "message": message,
        }
        return await self._happens({"callback_query": query})

    async def type_inline(self, text: str, language: str) -> Json:
        """Type behind the bot's name in another chat."""
        query = {"id": str(self.request.number()), "from": person(language), "query": text, "offset": ""}
        return await self._happens({"inline_query": query})

    def _base(self, language: str) -> Json:
        number, now = self.request.number(), int(time.time())
        return {"message_id": number, "date": now, "chat": chat(), "from": person(language)}

    async def _happens(self, update: Json) -> Json:
        self.given.clear()
        parsed = Update.de_json({"update_id": self.request.number(), **update}, self.telegram.bot)
        await self.telegram.process_update(parsed)
        why = _reasons(self.given[0]) if self.given else None
        return {"shown": self.request.taken(), "why": why}


def _reasons(answer: Answer) -> Json:
    """Say why an answer is what it is; of several requests, of each by itself."""
    hits = [
        {"id": hit.entry.id, "score": round(hit.score, 3), "place": str(hit.entry.place)}
        for hit in answer.hits
    ]
    return {
        "question": answer.question,
        "status": answer.status,
        "verdict": answer.verdict,
        "denied": [f"{one.name}: {one.about}" for one in answer.denied],
        "hits": hits,
        "parts": [_reasons(part) for part in answer.parts],
        **explanation.as_fields(answer.evidence),
    }


def _entry(entry: Entry) -> Json:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "place": str(entry.place),
        "text": entry.text,
        "room": _room(entry),
        "open": deep_link(USERNAME, Verb.ENTRY, entry.id).partition("start=")[2],
    }


def _room(entry: Entry) -> str:
    texts = {"": entry.published} if isinstance(entry, Quote) else entry.wording.by_language
    lengths = ", ".join(f"{code} {len(text):,}".strip() for code, text in texts.items())
    return f"{lengths} of {MOST_PROSE:,}"
