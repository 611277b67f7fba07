"""How often each person came within the last minute."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class QuestionRate:
    """How often each person came within the minute; the oldest are forgotten first."""

    _came: OrderedDict[int, tuple[datetime, int]] = field(default_factory=OrderedDict)

    def count(self, person: int, now: datetime) -> int:
        """Note that a person came, and give how often within the minute that their first coming began."""
        began, times = self._came.pop(person, (now, 0))
        if now - began > MINUTE:
            began, times = now, 0
        self._came[person] = (began, times + 1)
        while len(self._came) > MOST_REMEMBERED or now - self._first_began() > MINUTE:
            self._came.popitem(last=False)
        return times + 1

    def of_person(self, person: int) -> tuple[datetime, int] | None:
        """Give when a person's minute began, and how often they came in it; None if they did not."""
        return self._came.get(person)

    def restore(self, person: int, began: datetime, times: int) -> None:
        """Take over what another process has counted."""
        self._came[person] = (began, times)

    def forget(self, person: int) -> None:
        """Drop what is counted of one person."""
        self._came.pop(person, None)

    def __len__(self) -> int:
        return len(self._came)

    def _first_began(self) -> datetime:
        return next(iter(self._came.values()))[0]
