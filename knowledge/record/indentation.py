"""Where lines stand too far left or right, or lack the dash that makes them an item of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch

import yaml

from knowledge.record import schema
from knowledge.record.problem import Problem

_BLOCK_BEGINS = re.compile(r"(?:^|[:\s-])[|>][+-]?\d?\s*(?:#.*)?$")
_TWO_DASHES = re.compile(r"(\s*- )- \S")
_KEY = re.compile(r"\s*(?:- )?([A-Za-z_][\w-]*):")
_BARE_KEY = re.compile(r"\s*[A-Za-z_][\w-]*:")
"""One that no dash stands before."""
OPEN_KEY = re.compile(r"\s*(?:- )?[A-Za-z_][\w-]*:\s*$")
"""A line whose value stands below it."""
_CODE = re.compile("[a-z]{2,3}")
_FLOW_BEGINS = frozenset("[{")


@dataclass(frozen=True, slots=True)
class Stumble:
    """Where YAML gave up a file; lines and columns are counted from 0.

    Attributes:
        at: The line in which it gave up.
        begun: The line in which began what it was reading; -1 if it does not say.
        said: What it says of the fault; empty where it says nothing.
    """

    file: str
    lines: Sequence[str]
    at: int
    column: int
    begun: int
    said: str

    @classmethod
    def of(cls, text: str, error: yaml.MarkedYAMLError, file: str) -> Stumble:
        """Take it from the error of the library."""
        lines, mark, begun = text.split("\n"), error.problem_mark, error.context_mark
        at, column = (min(mark.line, len(lines) - 1), mark.column) if mark else (0, 0)
        return cls(file, lines, at, column, begun.line if begun else -1, str(error.problem or ""))

    @property
    def line(self) -> str:
        """The line in which it gave up."""
        return self.lines[self.at]

    @property
    def above(self) -> int:
        """The next line above that one that says something; -1 if there is none."""
        return line_above(self.lines, self.at)

    def near(self, *steps: int) -> Sequence[int]:
        """Give the lines so many steps below those two, in order."""
        both = (one + step for one in (self.at, self.begun) if one >= 0 for step in steps)
        return sorted({one for one in both if 0 <= one < len(self.lines)})

    def problem(self, number: int, what: str, hint: str, *, column: int | None = None) -> Problem:
        """Name a fault of a line: where its words begin, if not at another column."""
        line = self.lines[number]
        column = indent_of(line) if column is None else column
        return Problem(self.file, number + 1, column + 1, what, line.strip(), hint)


def dedented(stumble: Stumble) -> Problem | None:
    """Find the line of a text of several lines that is indented less than the others: the text ends there."""
    lines, at = stumble.lines, stumble.begun if stumble.begun >= 0 else stumble.at
    here, above = indent_of(lines[at]), line_above(lines, at)
    inner = indent_of(lines[above]) if above >= 0 else 0
    # Of the very first line, the text's key is above it.
    inner += 1 if _BLOCK_BEGINS.search(lines[above]) and here == inner else 0
    while above >= 0 and indent_of(lines[above]) >= inner:
        above = line_above(lines, above)
    if not here < inner or above < 0 or not _BLOCK_BEGINS.search(lines[above]) or ":" in lines[at]:
        return None
    hint = "indent it as the other lines of the text, further than its key"
    return stumble.problem(at, "a line of a text, indented too little", hint)


def lost_dash(stumble: Stumble) -> Problem | None:
    """Find the first line of an item that stands where its dash was: the item's other lines are deeper."""
    lines, above = stumble.lines, stumble.above
    if above < 0 or not _BARE_KEY.match(lines[above]) or OPEN_KEY.match(lines[above]):
        return None
    here = indent_of(lines[above])
    same = next((line for line in lines[above + 1 :] if line.strip() and indent_of(line) <= here), "")
    if indent_of(stumble.line) <= here or indent_of(same) != here or not same.lstrip().startswith("- "):
        return None
    return stumble.problem(above, "an item without its dash", "begin it with `- `, as those below it")


def without_dash(stumble: Stumble) -> Problem | None:
    """Find the dash that is missing before the first item of a list, or stands before a key of the file."""
    lines, here = stumble.lines, stumble.line
    if stumble.begun >= 0 and lines[stumble.begun].startswith("- ") and here[:1].isalpha():
        hint = "delete the dash; only items of a list have one"
        return stumble.problem(stumble.begun, "a dash before a key of the file", hint)
    first, inner = stumble.at, indent_of(here) + len("- ")
    while (above := line_above(lines, first)) >= 0 and indent_of(lines[above]) >= inner:
        first = above
    if not here.lstrip().startswith("- ") or above < 0 or not lines[above].rstrip().endswith(":"):
        return None
    if (
        indent_of(lines[first]) != inner
        or lines[first].lstrip().startswith("- ")
        or not _begin_alike(lines[first], here)
    ):
        return None
    # Perhaps its first line was made a remark.
    first -= "- " in lines[first - 1]
    hint = "begin it with `- `, and the same key, as those below it"
    return stumble.problem(first, "an item without its dash", hint, column=inner)


def _begin_alike(line: str, other: str) -> bool:
    """Whether two lines begin with one key, or with none, or the first with one of an item's others."""
    mine, others = ("" if (found := _KEY.match(one)) is None else found[1] for one in (line, other))
    return mine == others or bool(mine and others and not _CODE.fullmatch(mine))


def two_dashes(stumble: Stumble) -> Problem | None:
    """Find the item that begins with two dashes, right above the line where YAML stumbled."""
    found = _TWO_DASHES.match(stumble.lines[stumble.above]) if stumble.above >= 0 else None
    if found is None:
        return None
    return stumble.problem(stumble.above, "an item with two dashes", "delete one", column=found.end(1))


def moved_dash(stumble: Stumble) -> Problem | None:
    """Find the first line of an item that stands further left or right than the item's other lines."""
    lines, above, here = stumble.lines, stumble.above, indent_of(stumble.line)
    below = next((line for line in lines[stumble.at + 1 :] if line.strip()), "")
    if "mapping values" not in stumble.said or above < 0 or not lines[above].lstrip().startswith("- "):
        return None
    if indent_of(below) != here or here in {words_begin(lines[above]), indent_of(lines[above])}:
        return None
    hint = "indent it so that its words begin where those of the lines below it do"
    return stumble.problem(above, "an item whose dash stands too far left or right", hint)


def below_its_key(stumble: Stumble) -> Problem | None:
    """Find the `{…}` or `[…]` that stands below its key and is indented no further."""
    for number in range(stumble.at, max(stumble.at - 3, 0), -1):
        line, above = stumble.lines[number], stumble.lines[number - 1]
        if (
            line.lstrip()[:1] in _FLOW_BEGINS
            and OPEN_KEY.match(above)
            and indent_of(line) <= words_begin(above)
        ):
            hint = f"write it behind `{above.strip()}`"
            return stumble.problem(number, "a value below its key, indented no further", hint)
    return None


def key_outdented(stumble: Stumble) -> Problem | None:
    """Find the key of an item that stands at the left margin, where only keys of the file do."""
    lines, at = stumble.lines, stumble.above
    known = next((model.model_fields for name, model in schema.FILES if fnmatch(stumble.file, name)), {})
    while at > 0 and indent_of(lines[at]):
        at = line_above(lines, at)
    found = _KEY.match(lines[at]) if at > 0 and indent_of(stumble.line) else None
    above = lines[line_above(lines, at)] if found else ""
    if found is None or found[1] in known or words_begin(above) < indent_of(stumble.line):
        return None
    return stumble.problem(at, "not YAML: indented too little", "indent it as the lines above and below it")


def too_deep(stumble: Stumble) -> Problem | None:
    """Find the key that stands further right than the one above it, which has its value already."""
    lines, number, here = stumble.lines, stumble.above, stumble.line
    above = lines[number]
    own, other = _KEY.match(here), _KEY.match(above)
    has_value = other is not None and not OPEN_KEY.match(above) and not _BLOCK_BEGINS.search(above)
    if own is None or other is None or not has_value or indent_of(here) <= words_begin(above):
        return None
    opening = lines[line_above(lines, number)]
    if OPEN_KEY.match(opening) and words_begin(opening) == words_begin(above):
        hint = f"indent it further than `{opening.strip()}` above it"
        return stumble.problem(number, "not YAML: indented too little", hint, column=words_begin(above))
    if own[1] in schema.KEYS:
        return stumble.problem(stumble.at, "not YAML: indented too far", "indent it as the key above it")
    if other[1] not in schema.KEYS or not _CODE.fullmatch(own[1]):
        return None
    if above.rstrip().endswith("}"):
        hint = "write their key above them, such as `aliases:`"
        return stumble.problem(stumble.at, "texts by language without their key", hint)
    what = "one text, and texts by language below it"
    hint = "write it below, behind its language, such as `en:`"
    return stumble.problem(number, what, hint, column=words_begin(above))


def line_above(lines: Sequence[str], number: int) -> int:
    """Give the next line above that says something; -1 if there is none."""
    above = number - 1
    while above >= 0 and (not lines[above].strip() or lines[above].lstrip().startswith("#")):
        above -= 1
    return above


def beside_above(lines: Sequence[str], number: int) -> int:
    """Give the nearest line above whose words begin where those of this one do; -1 if there is none."""
    here = words_begin(lines[number])
    return next(
        (
            at
            for at in range(number - 1, -1, -1)
            if words_begin(lines[at]) == here and lines[at].strip() != "]"
        ),
        -1,
    )


def words_begin(line: str) -> int:
    """Give where the words of a line begin, behind its spaces and dashes, from 0 on."""
    return len(line) - len(line.lstrip(" -"))


def indent_of(line: str) -> int:
    """Give how many spaces a line begins with."""
    return len(line) - len(line.lstrip())
