"""Marked text and numbered buttons drawn on a terminal: bars for quotes, styles where there is colour."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TextIO

from bot.printing.wrapping import width_of, wrap
from bot.transports.markup import Marked, Style

BAR = "┃ "
_HARD_SPACE = "\u00a0"

# Private letters stand for switching a style on and off while lines are wrapped: they take no columns.
_FIRST_SWITCH = 0xF0000
_STYLES: tuple[Style, ...] = ("quote", "bold", "italic", "underline", "strike", "code", "link")
_UNDERLINED = tuple(chr(_FIRST_SWITCH + 2 * _STYLES.index("underline") + way) for way in (0, 1))
_CODES: Mapping[Style, str] = {
    "quote": "",
    "bold": "1",
    "italic": "3",
    "underline": "4",
    "strike": "9",
    "code": "36",
    # An address can't be pressed here, and underlining marks what was corrected.
    "link": "",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """A terminal, or a pipe in its place.

    Attributes:
        colours: Whether styles are shown.
        signs: Whether, without colours, an underlined word stands between signs: it means something here.
            Not in a pipe, where programs look for the words as they are.
    """

    stream: TextIO
    colours: bool
    signs: bool = False

    def show(self, marked: Marked) -> None:
        """Write one message."""
        lines = _lines(_switched(marked), width_of(self.stream))
        if self.colours:
            drawn = _coloured(lines)
        else:
            drawn = (_without_colours(line, sign="_" if self.signs else "") for line in lines)
        for line in drawn:
            self.write(line)

    def show_buttons(self, rows: Iterable[Sequence[str]], *, first: int) -> None:
        """Write buttons row by row, with the numbers that press them, from `first` on."""
        numbers = count(first)
        for row in rows:
            labels = (_numbered(next(numbers), clean(label)) for label in row)
            # A label is not torn apart at the end of a line.
            joined = "   ".join(label.replace(" ", _HARD_SPACE) for label in labels)
            for line in wrap(joined, width_of(self.stream), prefix="  "):
                shown = line.replace(_HARD_SPACE, " ")
                self.write(f"\033[36m{shown}\033[0m" if self.colours else shown)

    def note(self, text: str) -> None:
        """Write a remark of the terminal's own, not the bot's."""
        self.write(f"\033[2m{clean(text)}\033[0m" if self.colours else clean(text))

    def write(self, line: str = "") -> None:
        """Write one line as it is, at once."""
        self.stream.write(line + "\n")
        self.stream.flush()


def _numbered(number: int, label: str) -> str:
    return f"[{number}]" if label == str(number) else f"[{number}] {label}"


def open_screen(stream: TextIO, environment: Mapping[str, str] = os.environ) -> Screen:
    """Take a stream for a screen; colours only on a terminal, and not against NO_COLOR."""
    wanted = not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
    return Screen(stream, colours=wanted and stream.isatty(), signs=stream.isatty())


def clean(text: str) -> str:
    """Drop control characters, which could move the cursor, and private ones, which we use ourselves."""
    return "".join(
        letter
        for letter in text
        if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Co", "Cs"}
    )


def _switched(marked: Marked) -> str:
    """Set a switch at each end of each mark, then drop what a terminal should not be sent."""
    at: dict[int, str] = {}
    for mark in sorted(marked.marks, key=lambda mark: (mark.start, -mark.end)):
        switch = _FIRST_SWITCH + 2 * _STYLES.index(mark.style)
        at[mark.start] = at.get(mark.start, "") + chr(switch)
        at[mark.end] = chr(switch + 1) + at.get(mark.end, "")
    letters = ((at.get(place, ""), letter) for place, letter in enumerate(marked.text))
    return "".join(switch + clean(letter) for switch, letter in letters) + at.get(len(marked.text), "")


def _lines(switched: str, width: int) -> Iterator[str]:
    """Wrap, with a bar before each line of a quote."""
    on, off = (chr(_FIRST_SWITCH + way) for way in (0, 1))
    for index, part in enumerate(switched.split(on)):
        quote, _, rest = part.rpartition(off) if index else ("", "", part)
        if index:
            yield from wrap(quote, width, prefix=BAR)
        text = rest.removeprefix("\n") if index else rest
        text = text.removesuffix("\n")
        if text:
            yield from wrap(text, width)


def _without_colours(line: str, *, sign: str) -> str:
    return "".join(
        sign if letter in _UNDERLINED else letter
        for letter in line
        if letter in _UNDERLINED or unicodedata.category(letter) != "Co"
    )


def _coloured(lines: Iterator[str]) -> Iterator[str]:
    """Turn switches into the terminal's codes; each line begins what is on and ends with nothing on."""
    on: list[str] = []
    for line in lines:
        pieces = [_code(on)]
        for letter in line:
            place = ord(letter) - _FIRST_SWITCH
            if not 0 <= place < 2 * len(_STYLES):
                pieces.append(letter)
                continue
            code = _CODES[_STYLES[place // 2]]
            if place % 2:
                on.remove(code)
            else:
                on.append(code)
            pieces.append("\033[0m" + _code(on))
        yield "".join([*pieces, "\033[0m"])


def _code(on: Sequence[str]) -> str:
    codes = ";".join(code for code in on if code)
    return f"\033[{codes}m" if codes else ""
