"""Where a file stops being YAML: the line that was got wrong, seldom the one where YAML stumbles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

from knowledge.record import schema
from knowledge.record.problem import Problem

_KEY_WITHOUT_COLON = re.compile(r"^(\s*(?:- )?)([A-Za-z_][\w-]*)(?:\s*[,;=\uff1a]?(?: .*)?|\uff1a.*)$")
_MERGE_MARK = re.compile(r"\s*(?:<{7}(?: |$)|={7}$|>{7}(?: |$)|\|{7}(?: |$))")
_ANY_MERGE_MARK = re.compile(r"<{7}|={7}|>{7}|\|{7}")
_ODD_SPACE = re.compile(r"\s*?([\u00a0\u2000-\u200a\u202f\u205f\u3000])")
_BLOCK_BEGINS = re.compile(r"(?:^|[:\s-])[|>][+-]?\d?\s*(?:#.*)?$")
_WITHOUT_SPACE = re.compile(r"^\s*(?:-(?=[^\W\d_])|(?:- )?(?!https?:)[a-z_]+:(?=[^\s:/]))")
_STRAY_MARKS = (
    (re.compile(r"\.{3}\s*$"), "a line that ends the document", "delete the line"),
    (
        re.compile(r"%"),
        "a line that gives orders to YAML",
        "delete the line, or put the text in quotation marks",
    ),
    (re.compile(r"\+"), "a sign of a comparison", "delete the + at the beginning of the line"),
    (re.compile(r"`{3}"), "a mark of a page", "delete the lines of ```"),
)
"""What comes along when text is copied from elsewhere, or is taken for the writing of a page."""
_TWO_DASHES = re.compile(r"(\s*- )- \S")
_LANGUAGE_WITHOUT_COLON = re.compile(r"\s*[a-z]{2,3}\s+[\"']")
_KEY = re.compile(r"\s*(?:- )?([A-Za-z_][\w-]*):")
_KEY_WITHIN = re.compile(r"[\w-]+ ([a-z_0-9]+):(?: .*)?")
"""One behind a value of one word."""
_OPEN_KEY = re.compile(r"\s*(?:- )?[A-Za-z_][\w-]*:\s*$")
_LISTED_OR_KEY = re.compile(r"\s*(?:- |#|[a-z_]+:(?:\s|$))")
_FLOW_BEGINS = frozenset("[{")
_LONG = 60
"""Characters of the first line of a text that goes on in the next one."""
_HINT = "check indentation, colons and quotation marks"


def syntax_problem(text: str, error: yaml.YAMLError, file: str) -> Problem:
    """Name the mistake for which YAML gave up, where it was made."""
    lines = text.split("\n")
    return (
        next(merge_marks(text, file), None)
        or _tab(lines, error, file)
        or _odd_space(lines, file)
        or _stray_mark(lines, error, file)
        or _closed_twice(text, file)
        or _unclosed(text, file)
        or _dedented(lines, error, file)
        or _without_dash(lines, error, file)
        or _two_dashes(lines, error, file)
        or _moved_dash(lines, error, file)
        or _without_space(lines, error, file)
        or _outdented(lines, error, file)
        or _unfolded(lines, error, file)
        or _below_its_key(lines, error, file)
        or _without_colon(lines, error, file)
        or _colon_in_text(lines, error, file)
        or _indented(lines, error, file)
        or _between_steps(lines, error, file)
        or _as_told(error, file)
    )


def merge_marks(text: str, file: str) -> Iterator[Problem]:
    """Find the first mark that git leaves where two edits met; within a text it is no fault of YAML."""
    if not _ANY_MERGE_MARK.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if _MERGE_MARK.match(line):
            hint = "keep one of the two versions, and delete the lines of <, = and >"
            yield Problem(file, number, 1, "a merge that was not finished", line.strip(), hint)
            return


def _tab(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the tab at the beginning of a line, which YAML takes for no indentation."""
    mark = getattr(error, "problem_mark", None)
    last = mark.line + 1 if mark else len(lines)
    for number, line in enumerate(lines[: last + 1]):
        column = line[: _indent(line)].find("\t")
        if column >= 0:
            return Problem(file, number + 1, column + 1, "a tab at the beginning of a line", "", "use spaces")
    return None


def _odd_space(lines: Sequence[str], file: str) -> Problem | None:
    """Find the line that begins with a space that is none for YAML, as word processors and pages have it."""
    for number, line in enumerate(lines):
        found = _ODD_SPACE.match(line)
        if found is not None:
            sign, hint = f"U+{ord(found[1]):04X}", "delete it and type spaces"
            return Problem(
                file, number + 1, found.start(1) + 1, "a space that YAML does not take for one", sign, hint
            )
    return None


def _stray_mark(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find a line that begins with a sign that no file of a record needs, up to where YAML stumbled."""
    mark = getattr(error, "problem_mark", None)
    last = mark.line + 1 if mark else len(lines)
    for number, line in enumerate(lines[:last]):
        for pattern, what, hint in _STRAY_MARKS:
            if pattern.match(line):
                return Problem(file, number + 1, 1, what, line, hint)
    return None


def _without_dash(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the dash that is missing before the first item of a list, or stands before a key of the file."""
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark is None or not mark.line < len(lines):
        return None
    here = lines[mark.line]
    if begun is not None and lines[begun.line].startswith("- ") and here[:1].isalpha():
        hint = "delete the dash; only items of a list have one"
        found = lines[begun.line]
        return Problem(file, begun.line + 1, 1, "a dash before a key of the file", found, hint)
    first, inner = mark.line, _indent(here) + len("- ")
    while (above := _line_above(lines, first)) >= 0 and _indent(lines[above]) >= inner:
        first = above
    if not here.lstrip().startswith("- ") or above < 0 or not lines[above].rstrip().endswith(":"):
        return None
    if (
        _indent(lines[first]) != inner
        or lines[first].lstrip().startswith("- ")
        or not _begin_alike(lines[first], here)
    ):
        return None
    what, hint = "an item without its dash", "begin it with `- `, as those below it"
    return Problem(file, first + 1, inner + 1, what, lines[first].strip(), hint)


def _begin_alike(line: str, other: str) -> bool:
    """Whether two lines begin with one key, or with none."""
    keys = [found[1] if (found := _KEY.match(one)) else "" for one in (line, other)]
    return keys[0] == keys[1]


def _two_dashes(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the item that begins with two dashes, right above the line where YAML stumbled."""
    mark = getattr(error, "problem_mark", None)
    above = _line_above(lines, mark.line) if mark is not None and mark.line < len(lines) else -1
    found = _TWO_DASHES.match(lines[above]) if above >= 0 else None
    if found is None:
        return None
    what, hint = "an item with two dashes", "delete one"
    return Problem(file, above + 1, found.end(1) + 1, what, lines[above].strip(), hint)


def _unfolded(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the key above whose text of several lines has no `>-`, so that a colon in it is a key's."""
    mark = getattr(error, "problem_mark", None)
    if mark is None or not mark.line < len(lines):
        return None
    at = mark.line
    while at >= 0 and (not lines[at].strip() or _indent(lines[at]) >= _indent(lines[mark.line]) > 0):
        at -= 1
    within = [line for line in lines[at + 1 : mark.line + 1] if line.strip()]
    is_key = at >= 0 and _OPEN_KEY.match(lines[at]) is not None
    if (
        not is_key
        or len(within[0]) < _LONG
        or _LANGUAGE_WITHOUT_COLON.match(within[0])
        or any(_LISTED_OR_KEY.match(line) for line in within[:-1])
    ):
        return None
    key = lines[at].strip().removeprefix("- ").rstrip(":")
    what, hint = "a text of several lines without `>-`", f"write `{key}: >-`"
    return Problem(file, at + 1, _indent(lines[at]) + 1, what, lines[at].strip(), hint)


def _below_its_key(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the `{…}` or `[…]` that stands below its key and is indented no further."""
    mark = getattr(error, "problem_mark", None)
    for number in range(mark.line, max(mark.line - 3, 0), -1) if mark is not None else ():
        line, above = lines[number] if number < len(lines) else "", lines[number - 1]
        if line.lstrip()[:1] in _FLOW_BEGINS and _OPEN_KEY.match(above) and _indent(line) <= _begins(above):
            what, hint = "a value below its key, indented no further", f"write it behind `{above.strip()}`"
            return Problem(file, number + 1, _indent(line) + 1, what, line.strip(), hint)
    return None


def _outdented(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the one line at the left margin between those above and below it, which belong together."""
    mark = getattr(error, "problem_mark", None)
    if mark is None or not mark.line < len(lines):
        return None
    number = _line_above(lines, mark.line)
    above = _line_above(lines, number) if number >= 0 else -1
    if above < 0 or lines[number].lstrip().startswith("- "):
        return None
    here, left = _indent(lines[mark.line]), _indent(lines[number])
    if left or not here or _begins(lines[above]) < here or lines[number].rstrip().endswith(":"):
        return None
    what, hint = "not YAML: indented too little", "indent it as the lines above and below it"
    return Problem(file, number + 1, left + 1, what, lines[number].strip(), hint)


def _moved_dash(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the first line of an item that stands further left or right than the item's other lines."""
    mark = getattr(error, "problem_mark", None)
    if mark is None or "mapping values" not in _said(error) or not mark.line < len(lines):
        return None
    above, here = _line_above(lines, mark.line), _indent(lines[mark.line])
    below = next((line for line in lines[mark.line + 1 :] if line.strip()), "")
    if above < 0 or not lines[above].lstrip().startswith("- ") or _indent(below) != here:
        return None
    if _begins(lines[above]) == here or _indent(lines[above]) == here:
        return None
    hint = "indent it so that its words begin where those of the lines below it do"
    found = lines[above].strip()
    what = "an item whose dash stands too far left or right"
    return Problem(file, above + 1, _indent(lines[above]) + 1, what, found, hint)


def _without_space(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the dash or the colon that no space follows: YAML takes it for a part of the word."""
    mark, begun = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    near = {one.line + by for one in (mark, begun) if one is not None for by in (-1, 0)}
    for number in sorted(one for one in near if 0 <= one < len(lines)):
        found = _WITHOUT_SPACE.match(lines[number])
        if found is not None:
            what = f"a {'colon' if found.group().endswith(':') else 'dash'} without a space behind it"
            hint = "put a space behind it"
            return Problem(file, number + 1, found.end(), what, lines[number].strip(), hint)
    return None


def _dedented(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the line of a text of several lines that is indented less than the others: the text ends there."""
    mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
    if mark is None or not 0 < mark.line < len(lines):
        return None
    here, above = _indent(lines[mark.line]), _line_above(lines, mark.line)
    inner = _indent(lines[above]) if above >= 0 else 0
    while above >= 0 and _indent(lines[above]) >= inner:
        above = _line_above(lines, above)
    if not here < inner or above < 0 or not _BLOCK_BEGINS.search(lines[above]) or ":" in lines[mark.line]:
        return None
    hint = "indent it as the lines above it"
    found = lines[mark.line].strip()
    return Problem(file, mark.line + 1, here + 1, "a line of a text, indented too little", found, hint)


def _closed_twice(text: str, file: str) -> Problem | None:
    """Find the bracket that closes nothing."""
    opened = 0
    try:
        for token in yaml.scan(text):
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                opened += 1
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                opened -= 1
            if opened < 0:
                mark = token.start_mark
                what = "a bracket that closes nothing"
                return Problem(file, mark.line + 1, mark.column + 1, what, "", "delete it")
    except yaml.YAMLError:
        pass
    return None


def _unclosed(text: str, file: str) -> Problem | None:
    """Find the quotation mark or bracket that was opened and not closed, once a file is known to be broken.

    An unclosed mark swallows lines until the next mark, so that YAML stumbles only behind that one.
    """
    opened: list[yaml.Token] = []
    quoted: yaml.Token | None = None
    try:
        for token in yaml.scan(text):
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                opened.append(token)
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and opened:
                opened.pop()
            elif isinstance(token, yaml.ScalarToken):
                swallows = token.style in {"'", '"'} and token.start_mark.line < token.end_mark.line
                quoted = token if swallows else quoted
    except yaml.scanner.ScannerError as error:
        if error.context_mark is not None and "quoted scalar" in (error.context or ""):
            # Where a mark before it swallowed lines, this one is only the other end of it.
            mark = error.context_mark if quoted is None else quoted.start_mark
            return _unclosed_problem(file, mark, "quotation mark")
    except yaml.YAMLError:
        return None
    if quoted is not None:
        return _unclosed_problem(file, quoted.start_mark, "quotation mark")
    return _unclosed_problem(file, opened[-1].start_mark, "bracket") if opened else None


def _unclosed_problem(file: str, mark: yaml.Mark, what: str) -> Problem:
    return Problem(file, mark.line + 1, mark.column + 1, f"a {what} that is not closed", "", "close it")


def _without_colon(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the key without a colon: YAML reads it as a text, and stumbles over the colon of the next key."""
    said, mark = _said(error), getattr(error, "problem_mark", None)
    if mark is None or not (
        "expected ':'" in said or "mapping values" in said or "expected <block end>" in said
    ):
        return None
    context = getattr(error, "context_mark", None)
    if "expected ':'" in said and context is not None:
        return _colon_problem(lines, context.line, file)
    here = mark.line
    if "mapping values" in said and (":" not in lines[here][: mark.column].strip()):
        here = _beside_above(lines, mark.line)
    return _colon_problem(lines, here, file)


def _colon_problem(lines: Sequence[str], number: int, file: str) -> Problem | None:
    line = lines[number] if 0 <= number < len(lines) else ""
    found = _KEY_WITHOUT_COLON.match(line)
    if found is None or f"{found[2]}:" in line:
        return None
    hint = f"write `{found[2]}: …`"
    return Problem(file, number + 1, len(found[1]) + 1, "a key without a colon", found[2], hint)


def _colon_in_text(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find a text with a colon in it that stands outside quotation marks."""
    mark = getattr(error, "problem_mark", None)
    if mark is None or "mapping values" not in _said(error) or lines[mark.line].count(": ") <= 1:
        return None
    value = lines[mark.line].partition(": ")[2]
    column = len(lines[mark.line]) - len(value) + 1
    if (swallowed := _KEY_WITHIN.fullmatch(value)) and swallowed[1] in schema.KEYS:
        what, hint = "two keys in one line", f"begin a new line before `{swallowed[1]}:`"
        return Problem(file, mark.line + 1, column, what, value, hint)
    hint = "put the text in quotation marks"
    return Problem(file, mark.line + 1, column, "a text with a colon outside quotation marks", value, hint)


def _indented(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the line that is indented otherwise than those that it stands with."""
    mark = getattr(error, "problem_mark", None)
    if mark is None or mark.line >= len(lines) or not lines[mark.line].strip():
        return None
    above = _line_above(lines, mark.line)
    opener = _line_above(lines, above)
    inner, here = _indent(lines[above]), _indent(lines[mark.line])
    if above < 0 or not _indent(lines[opener]) < here < inner:
        return None
    below = next((line for line in lines[mark.line + 1 :] if line.strip()), "")
    if _begins(below) == _begins(lines[above]) and here % 2:
        found, hint = lines[mark.line].strip(), "indent it as the lines above and below it"
        return Problem(file, mark.line + 1, here + 1, "not YAML: indented too little", found, hint)
    hint = "indent it as the lines below it"
    return Problem(file, above + 1, inner + 1, "not YAML: indented too far", lines[above].strip(), hint)


def _between_steps(lines: Sequence[str], error: yaml.YAMLError, file: str) -> Problem | None:
    """Find the line above that is indented by an odd number of spaces, where all others are by twos."""
    mark = getattr(error, "problem_mark", None)
    odd = [number for number, line in enumerate(lines) if line.strip() and _indent(line) % 2]
    if mark is None or len(odd) != 1 or odd[0] > mark.line:
        return None
    found = lines[odd[0]].strip()
    what, hint = "not YAML: indented by an odd number of spaces", "indent it as the lines it belongs to"
    return Problem(file, odd[0] + 1, _indent(lines[odd[0]]) + 1, what, found, hint)


def _as_told(error: yaml.YAMLError, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(file, line, column, f"not YAML: {_said(error) or 'it cannot be read'}", "", _HINT)


def _said(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")


def _line_above(lines: Sequence[str], number: int) -> int:
    """Give the next line above that says something; -1 if there is none."""
    above = number - 1
    while above >= 0 and (not lines[above].strip() or lines[above].lstrip().startswith("#")):
        above -= 1
    return above


def _beside_above(lines: Sequence[str], number: int) -> int:
    """Give the nearest line above whose words begin where those of this one do; -1 if there is none."""
    begins = _begins(lines[number])
    return next((at for at in range(number - 1, -1, -1) if _begins(lines[at]) == begins), -1)


def _begins(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
