"""Updates that are confirmed before they are handled, on disk until they are: no kill may lose one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from telegram import Bot

from bot.intake import json_lines
from bot.intake.arrival import Arrival, read
from bot.intake.json_lines import Json

FILE_NAME = "held.jsonl"
_NAMES = frozenset({"last_name", "username", "title"})


@dataclass(slots=True)
class HeldUpdates:
    """What waits for a chat to which Telegram lets nothing be sent, or takes far too long.

    A row is an update with its `mark` and `person`. What is handled goes from the file with half of the
    others: the journal knows it meanwhile.
    """

    path: Path
    _rows: dict[int, Json] = field(default_factory=dict)
    _written: int = 0

    def put_down(self, arrivals: Iterable[Arrival]) -> bool:
        """Keep updates until they are handled; give whether all have reached the disk."""
        news = {one.update_id: _row(one) for one in arrivals if one.update_id not in self._rows}
        if not news:
            return True
        try:
            json_lines.append(self.path, news.values())
        except OSError:
            return False
        self._rows |= news
        self._written += len(news)
        return True

    def end(self, update_id: int) -> None:
        """Take an update away that was handled."""
        if self._rows.pop(update_id, None) is not None and 2 * len(self._rows) <= self._written:
            self._write()

    def forget(self, person: int) -> None:
        """Leave nothing on disk of what somebody wrote; what is in hand is answered all the same."""
        kept = {one: row for one, row in self._rows.items() if row["person"] != person}
        if len(kept) < len(self._rows):
            self._rows = kept
            self._write()

    def of_before(self, bot: Bot) -> Iterator[Arrival]:
        """Give those that the process before this one left, oldest first."""
        for update_id, row in list(self._rows.items()):
            found = read(row["update"], bot)
            if isinstance(found, Arrival):
                yield replace(found, mark=row["mark"])
            else:
                self.end(update_id)  # another version of the program has put it down

    def _write(self) -> None:
        with suppress(OSError):  # the journal knows what need not be done again
            json_lines.rewrite(self.path, self._rows.values())
            self._written = len(self._rows)


def opened(folder: Path) -> HeldUpdates:
    """Give the updates that wait in the data folder.

    Raises:
        OSError: Their file can't be opened.
    """
    path = folder / FILE_NAME
    rows = {int(row["update"]["update_id"]): row for row in json_lines.read(path)}
    return HeldUpdates(path, rows, len(rows))


def _row(arrival: Arrival) -> Json:
    person = arrival.update.effective_user
    told = _nameless(arrival.update.to_dict())
    return {"mark": arrival.mark, "person": person.id if person else None, "update": told}


def _nameless(value: object) -> object:
    """Leave out what people and chats are called: no answer needs it."""
    if isinstance(value, list):
        return [_nameless(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    kept = {name: _nameless(one) for name, one in value.items() if name not in _NAMES}
    return kept | ({"first_name": "-"} if "first_name" in kept else {})
