"""Days of the week in people's words: "every weekday", "Mon-Fri", "по выходным", "周一到周五"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.daily.schedule import EVERY_DAY
from handlers.daily.words.phrases import Phrases, alternatives

_CHINESE_ROW = re.compile(
    r"(周|週|星期|礼拜|禮拜)([一二三四五六日天](?:[、,，和]?[一二三四五六日天])+)(?![点點时時])"
)
"""Days that share one "week": "周一三五", "星期一、三、五"."""


def _spelt_out(row: re.Match[str]) -> str:
    return "".join(f" {row[1]}{day} " for day in re.findall(r"[一二三四五六日天]", row[2]))


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Reads days of the week; made once."""

    phrases: Phrases
    groups: re.Pattern[str]
    spans: re.Pattern[str]
    days: re.Pattern[str]
    exceptions: re.Pattern[str]

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
            re.compile(alternatives(phrases.exceptions)),
        )

    def find(self, text: str) -> tuple[frozenset[int], str]:
        """Give the weekdays that a text names (none, if it names none) and the text without those words.

        Days named behind an "except" are those that it leaves out.
        """
        text = _CHINESE_ROW.sub(_spelt_out, text)
        parts = self.exceptions.split(text, maxsplit=1)
        named, rest = self._named(parts[0])
        if len(parts) == 1:
            return named, rest
        # "除了周日每天": what is left out of every day.
        left_out, rest_behind = self._named(self.groups.sub(self._but_every_day, parts[1]))
        kept = (named or EVERY_DAY) - left_out
        if not left_out or not kept:
            return named, f"{rest} {text[len(parts[0]) :]}"
        return kept, f"{rest} {rest_behind}"

    def _but_every_day(self, match: re.Match[str]) -> str:
        return " " if self.phrases.day_groups[match[0]] == EVERY_DAY else match[0]

    def _named(self, text: str) -> tuple[frozenset[int], str]:
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
