"""A time of day in people's words: "7:30", "8pm", "half past seven", "9 утра", "早上8点半"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from handlers.daily.words.phrases import Daypart, Phrases, alternatives

_SHORT_HALF = re.compile(r"(?<=\d)\s?p(?!\.?\w)|(?<=\d)a(?!\.?\w)")
"""Of the day, in a letter: "6p", "6 p", "6a"; in "8 a quote" it is an article."""
_LAST_HOUR, _LAST_MINUTE, _NOON = 23, 59, 12


@dataclass(frozen=True, slots=True)
class Found:
    """A time of day, the words that said it and the text without them; None if they make no time."""

    at: time | None
    said: str
    rest: str


@dataclass(frozen=True, slots=True)
class Clock:
    """Reads times of day; made once."""

    phrases: Phrases
    patterns: tuple[re.Pattern[str], ...]
    plainly: re.Pattern[str]
    dayparts: re.Pattern[str]
    whole_times: re.Pattern[str]

    @classmethod
    def of(cls, phrases: Phrases) -> Clock:
        """Prepare the patterns, in the order in which they are tried."""
        # "1.5 hours" is no hour.
        number = rf"(?P<hour>(?<![\d.,])\d{{1,2}}(?![.,]?\d)|{alternatives(phrases.numbers)})"
        marks = alternatives(phrases.hour_marks)
        after = rf"(?P<after>{alternatives(phrases.after_hour)})"
        minute_marks = alternatives(phrases.minute_marks)
        # "8点 20点" are two hours.
        minutes = (
            rf"(?P<minute>\d{{1,2}}(?!\d)(?!\s*{marks})|{alternatives(phrases.numbers)}(?=\s*{minute_marks}))"
        )
        minutes += rf"(?:\s*{minute_marks})?"
        before = rf"(?P<before>{alternatives(phrases.before_hour)})\s*{number}(?:\s*{marks})?"
        ordinal = rf"(?P<half>{_touching(phrases)})\s*(?P<ordinal>{_loose(phrases.ordinals)})"
        sources = (
            rf"(?<![\d:])(?P<hour>\d{{1,2}})\s?[:.h\-]\s?(?P<minute>\d{{2}})(?::00)?(?![\d:])(?:\s*{marks})?",
            r"(?<![\d:])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?![\d:])",
            before,
            ordinal,
            rf"{number}\s*{marks}\s*(?:{after}|{minutes})?",
            rf"{number}\s*{after}",
            rf"{number}(?!\s*{alternatives(phrases.counted)})",
        )
        return cls(
            phrases,
            tuple(re.compile(source) for source in sources),
            re.compile("|".join(_unnamed(source) for source in sources[:-1])),
            re.compile(alternatives(phrases.dayparts)),
            re.compile(alternatives(phrases.whole_times)),
        )

    def find(self, text: str) -> Found | None:
        """Find the first time of day; None if the text speaks of none."""
        text = _SHORT_HALF.sub(r"\g<0>m", text)
        if whole := self.whole_times.search(text):
            hour, minute = self.phrases.whole_times[whole[0]].split(":")
            return Found(time(int(hour), int(minute)), whole[0], _without(text, whole))
        for pattern in self.patterns:
            if match := pattern.search(text):
                return self._time(match, text)
        return None

    def others(self, rest: str, *, is_several: bool) -> tuple[tuple[time, ...], str]:
        """Find more times behind the first one; a bare number is one only where several are spoken of."""
        found: list[time] = []
        while is_several or self.plainly.search(rest) or self.dayparts.search(rest):
            more = self.find(rest)
            if more is None or more.at is None:
                break
            found.append(more.at)
            rest = more.rest
        return tuple(found), rest

    def _time(self, match: re.Match[str], text: str) -> Found:
        rest = _without(text, match)
        part = self.dayparts.search(rest)
        groups = match.groupdict()
        minutes = self._hour(groups) * 60 + self._minutes(groups)
        if part:
            meant = self.phrases.dayparts[part[0]]
            # "7 am in the morning" says it twice.
            rest = self.dayparts.sub(
                lambda said: " " if self.phrases.dayparts[said[0]] == meant else said[0], rest
            )
            minutes += _shift(minutes, meant)
        hour, minute = divmod(minutes % (24 * 60) if minutes < 0 or minutes == 24 * 60 else minutes, 60)
        if hour > _LAST_HOUR or self._number(groups.get("minute")) > _LAST_MINUTE:
            return Found(None, match[0].strip(), rest)
        return Found(time(hour, minute), match[0].strip(), rest)

    def _hour(self, groups: dict[str, str | None]) -> int:
        if ordinal := groups.get("ordinal"):
            return self.phrases.ordinals[ordinal]
        return self._number(groups.get("hour"))

    def _number(self, said: str | None) -> int:
        if not said:
            return 0
        return int(said) if said.isdecimal() else self.phrases.numbers[said]

    def _minutes(self, groups: dict[str, str | None]) -> int:
        before, half, after = groups.get("before"), groups.get("half"), groups.get("after")
        return (
            self._number(groups.get("minute"))
            + (self.phrases.before_hour[before] if before else 0)
            + (self.phrases.before_ordinal[half] if half else 0)
            + (self.phrases.after_hour[after] if after else 0)
        )


def _unnamed(pattern: str) -> str:
    """Take the names from the groups of a pattern, so that several can be joined into one."""
    return re.sub(r"\?P<\w+>", "?:", pattern)


def _shift(minutes: int, part: Daypart) -> int:
    """Give the minutes that a part of the day adds to a time on a clock of twelve hours."""
    hour = minutes // 60
    if hour == _NOON and part in (Daypart.MORNING, Daypart.NIGHT):
        return -_NOON * 60
    starts = {Daypart.MORNING: _NOON, Daypart.DAY: 0, Daypart.EVENING: 0, Daypart.NIGHT: 6}
    last_day_hour = 7
    if part == Daypart.DAY and hour > last_day_hour:
        return 0
    return _NOON * 60 if starts[part] <= hour < _NOON else 0


def _touching(phrases: Phrases) -> str:
    """Match the words before an ordinal even where they are written together: "полвосьмого"."""
    ordered = sorted(phrases.before_ordinal, key=len, reverse=True)
    return r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + ")"


def _loose(words: object) -> str:
    ordered = sorted((str(word) for word in words), key=len, reverse=True) if isinstance(words, dict) else []
    return "(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)"


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
