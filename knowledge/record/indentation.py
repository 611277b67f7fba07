"""Where lines stand too far left or right, or lack the dash that makes them an item of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
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


def dedented(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the line of a text of several lines that is indented less than the others: the text ends there."""
    mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
    if mark is None or not 0 < mark.line < len(lines):
        return None
    here, above = indent_of(lines[mark.line]), line_above(lines, mark.line)
    inner = indent_of(lines[above]) if above >= 0 else 0
    # Of the very first line, the text's key is above it.
    inner += 1 if _BLOCK_BEGINS.search(lines[above]) and here == inner else 0
    while above >= 0 and indent_of(lines[above]) >= inner:
        above = line_above(lines, above)
    if not here < inner or above < 0 or not _BLOCK_BEGINS.search(lines[above]) or ":" in lines[mark.line]:
        return None
    hint = "indent it as the other lines of the text, further than its key"
    found = lines[mark.line].strip()
    return Problem(file, mark.line + 1, here + 1, "a line of a text, indented too little", found, hint)


def lost_dash(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the first line of an item that stands where its dash was: the item's other lines are deeper."""
    mark = getattr(error, "problem_mark", None)
    above = line_above(lines, mark.line) if mark is not None and mark.line < len(lines) else -1
    if mark is None or above < 0 or not _BARE_KEY.match(lines[above]) or OPEN_KEY.match(lines[above]):
        return None
    here = indent_of(lines[above])
    same = next((line for line in lines[above + 1 :] if line.strip() and indent_of(line) <= here), "")
    if indent_of(lines[mark.line]) <= here or indent_of(same) != here or not same.lstrip().startswith("- "):
        return None
    hint = "begin it with `- `, as those below it"
    return Problem(file, above + 1, here + 1, "an item without its dash", lines[above].strip(), hint)


def without_dash(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the dash that is missing before the first item of a list, or stands before a key of the file."""
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None or not mark.line < len(lines):
        return None
    here = lines[mark.line]
    if begun is not None and lines[begun.line].startswith("- ") and here[:1].isalpha():
        hint = "delete the dash; only items of a list have one"
        found = lines[begun.line]
        return Problem(file, begun.line + 1, 1, "a dash before a key of the file", found, hint)
    first, inner = mark.line, indent_of(here) + len("- ")
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
    what, hint = "an item without its dash", "begin it with `- `, and the same key, as those below it"
    if "- " in lines[first - 1]:
        # Its first line was made a remark.
        first -= 1
    return Problem(file, first + 1, inner + 1, what, lines[first].strip(), hint)


def _begin_alike(line: str, other: str) -> bool:
    """Whether two lines begin with one key, or with none, or the first with one of an item's others."""
    mine, others = ("" if (found := _KEY.match(one)) is None else found[1] for one in (line, other))
    return mine == others or bool(mine and others and not _CODE.fullmatch(mine))


def two_dashes(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the item that begins with two dashes, right above the line where YAML stumbled."""
    mark = getattr(error, "problem_mark", None)
    above = line_above(lines, mark.line) if mark is not None and mark.line < len(lines) else -1
    found = _TWO_DASHES.match(lines[above]) if above >= 0 else None
    if found is None:
        return None
    what, hint = "an item with two dashes", "delete one"
    return Problem(file, above + 1, found.end(1) + 1, what, lines[above].strip(), hint)


def moved_dash(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the first line of an item that stands further left or right than the item's other lines."""
    mark = getattr(error, "problem_mark", None)
    if mark is None or "mapping values" not in told(error) or not mark.line < len(lines):
        return None
    above, here = line_above(lines, mark.line), indent_of(lines[mark.line])
    below = next((line for line in lines[mark.line + 1 :] if line.strip()), "")
    if above < 0 or not lines[above].lstrip().startswith("- ") or indent_of(below) != here:
        return None
    if words_begin(lines[above]) == here or indent_of(lines[above]) == here:
        return None
    hint = "indent it so that its words begin where those of the lines below it do"
    found = lines[above].strip()
    what = "an item whose dash stands too far left or right"
    return Problem(file, above + 1, indent_of(lines[above]) + 1, what, found, hint)


def below_its_key(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the `{…}` or `[…]` that stands below its key and is indented no further."""
    mark = getattr(error, "problem_mark", None)
    for number in range(mark.line, max(mark.line - 3, 0), -1) if mark is not None else ():
        line, above = lines[number] if number < len(lines) else "", lines[number - 1]
        if (
            line.lstrip()[:1] in _FLOW_BEGINS
            and OPEN_KEY.match(above)
            and indent_of(line) <= words_begin(above)
        ):
            what, hint = "a value below its key, indented no further", f"write it behind `{above.strip()}`"
            return Problem(file, number + 1, indent_of(line) + 1, what, line.strip(), hint)
    return None


def key_outdented(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the key of an item that stands at the left margin, where only keys of the file do."""
    mark = getattr(error, "problem_mark", None)
    if mark is None or not mark.line < len(lines) or not indent_of(lines[mark.line]):
        return None
    known = next((model.model_fields for name, model in schema.FILES if fnmatch(file, name)), {})
    at = line_above(lines, mark.line)
    while at > 0 and indent_of(lines[at]):
        at = line_above(lines, at)
    found = _KEY.match(lines[at]) if at > 0 else None
    above = lines[line_above(lines, at)] if found else ""
    if found is None or found[1] in known or words_begin(above) < indent_of(lines[mark.line]):
        return None
    what, hint = "not YAML: indented too little", "indent it as the lines above and below it"
    return Problem(file, at + 1, 1, what, lines[at].strip(), hint)


def too_deep(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the key that stands further right than the one above it, which has its value already."""
    mark = getattr(error, "problem_mark", None)
    if mark is None or not mark.line < len(lines):
        return None
    number = line_above(lines, mark.line)
    above, here = lines[number], lines[mark.line]
    own, other = _KEY.match(here), _KEY.match(above)
    has_value = other is not None and not OPEN_KEY.match(above) and not _BLOCK_BEGINS.search(above)
    if own is None or other is None or not has_value or indent_of(here) <= words_begin(above):
        return None
    opening = lines[line_above(lines, number)]
    if OPEN_KEY.match(opening) and words_begin(opening) == words_begin(above):
        what, hint = "not YAML: indented too little", f"indent it further than `{opening.strip()}` above it"
        return Problem(file, number + 1, words_begin(above) + 1, what, above.strip(), hint)
    if own[1] in schema.KEYS:
        what, hint = "not YAML: indented too far", "indent it as the key above it"
        return Problem(file, mark.line + 1, indent_of(here) + 1, what, here.strip(), hint)
    if other[1] not in schema.KEYS or not _CODE.fullmatch(own[1]):
        return None
    what, hint = (
        "one text, and texts by language below it",
        "write it below, behind its language, such as `en:`",
    )
    return Problem(file, number + 1, words_begin(above) + 1, what, above.strip(), hint)


def told(error: yaml.YAMLError) -> str:
    """Give what the library says of the fault; empty where it says nothing."""
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")


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
