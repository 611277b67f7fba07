"""Days of the week in people's words: "every weekday", "Mon-Fri", "по выходным", "周一到周五"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.daily.words.phrases import Phrases, alternatives


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Reads days of the week; made once."""

    phrases: Phrases
    groups: re.Pattern[str]
    spans: re.Pattern[str]
    days: re.Pattern[str]

    @classmethod
    def of(cls, phrases: Phrases) -> Weekdays:
        """Prepare the patterns."""
        day = alternatives(phrases.weekdays)
        between = rf"\s*(?:[-–—]|{alternatives(phrases.ranges)})\s*"
        return cls(
            phrases,
            re.compile(alternatives(phrases.day_groups)),
            re.compile(rf"(?P<first>{day}){between}(?P<last>{day})"),
            re.compile(day),
        )

    def find(self, text: str) -> tuple[frozenset[int], str]:
        """Give the weekdays that a text names (none, if it names none) and the text without those words."""
        found: set[int] = set()

        def note_group(match: re.Match[str]) -> str:
            found.update(self.phrases.day_groups[match[0]])
            return " "

        def note_span(match: re.Match[str]) -> str:
            first, last = self.phrases.weekdays[match["first"]], self.phrases.weekdays[match["last"]]
            found.update((first + step) % 7 for step in range((last - first) % 7 + 1))
            return " "

        def note_day(match: re.Match[str]) -> str:
            found.add(self.phrases.weekdays[match[0]])
            return " "

        rest = self.groups.sub(note_group, text)
        rest = self.spans.sub(note_span, rest)
        rest = self.days.sub(note_day, rest)
        return frozenset(found), rest
