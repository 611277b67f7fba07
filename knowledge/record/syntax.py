"""Where a file stops being YAML: the line that was got wrong, seldom the one where YAML stumbles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import yaml

from knowledge.record import schema
from knowledge.record.indentation import (
    OPEN_KEY,
    Stumble,
    below_its_key,
    beside_above,
    dedented,
    indent_of,
    key_outdented,
    line_above,
    lost_dash,
    moved_dash,
    too_deep,
    two_dashes,
    without_dash,
)
from knowledge.record.problem import Problem

_KEY_WITHOUT_COLON = re.compile(r"^(\s*(?:- )?)([A-Za-z_][\w-]*)(?:\s*[,;=\uff1a]?(?: .*)?|\uff1a.*)$")
_MERGE_MARK = re.compile(r"\s*(?:<{7}(?: |$)|={7}$|>{7}(?: |$)|\|{7}(?: |$))")
_ANY_MERGE_MARK = re.compile(r"<{7}|={7}|>{7}|\|{7}")
_ODD_SPACE = re.compile(r"\s*?(?:- ?)?(?:[\w-]+:)?([\u00a0\u2000-\u200a\u202f\u205f\u3000])")
_WITHOUT_SPACE = re.compile(r"^\s*(?:-(?=[^\W\d_])|(?:- )?(?!https?:)[a-z_]+:(?=[^\s:/]))")
_STRAY_MARKS = (
    (re.compile(r"\.{3}\s*$"), "a line that ends the document", "delete the line"),
    (
        re.compile(r"%"),
        "a line that gives orders to YAML",
        "delete the line, or put the text in quotation marks",
    ),
    (re.compile(r"\+|@@ "), "a sign of a comparison", "delete the + at the beginning, or the line of @@"),
    (re.compile(r"`{3}"), "a mark of a page", "delete the lines of ```"),
)
"""What comes along when text is copied from elsewhere, or is taken for the writing of a page."""
_LANGUAGE = re.compile(r"\s*[a-z]{2,3}(?::\s|\s+[\"'])")
_KEY_WITHIN = re.compile(r"[\w-]+ ([a-z_0-9]+):(?: .*)?")
"""One behind a value of one word."""
_MARKED = re.compile(r"""\s*(?:- )?(?:[\w-]+: )?((["'])(?:\\.|(?!\2).)+\2)(?!\2)[^\s,\]}#:]""")
"""A text between quotation marks, and more words right behind it."""
_CURVED = re.compile(r"\s*(?:- )?[\w-]+: ([“”„«‘’])")
_MARK_NAMES = {'"': "a quotation mark", "'": "an apostrophe"}
_FOREIGN_MARKS = (
    (re.compile(r"\s*(?://|/\*|<!--)"), "a remark as other languages have it", "begin a remark with #"),
    (re.compile(r"\s*(?:\d{1,3}[.)]|[•·*–—])\s"), "an item as in a letter", "begin it with `- `"),
)
"""How a line begins in other kinds of files."""
_LISTED_OR_KEY = re.compile(r"\s*(?:- |#|[\w-]+:(?:\s|$))")
_LONG = 60
"""Characters of the first line of a text that goes on in the next one."""
_FAR = 12
"""Lines above the one where YAML stumbles, among which the wrong one is looked for."""
_FASTEST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HINT = "check indentation, colons and quotation marks"


def syntax_problem(text: str, error: yaml.YAMLError, file: str) -> Problem:
    """Name the mistake for which YAML gave up, where it was made."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(file, 1, 1, f"not YAML: {getattr(error, 'reason', 'it cannot be read')}", "", _HINT)
    stumble = Stumble.of(text, error, file)
    return next(found for rule in _RULES if (found := rule(stumble)) is not None)


def merge_marks(text: str, file: str) -> Iterator[Problem]:
    """Find the first mark that git leaves where two edits met; within a text it is no fault of YAML."""
    if not _ANY_MERGE_MARK.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if _MERGE_MARK.match(line):
            hint = "keep one of the two versions, and delete the lines of <, = and >"
            yield Problem(file, number, 1, "a merge that was not finished", line.strip(), hint)
            return


def _unfinished_merge(stumble: Stumble) -> Problem | None:
    return next(merge_marks("\n".join(stumble.lines), stumble.file), None)


def _tab(stumble: Stumble) -> Problem | None:
    """Find the tab at the beginning of a line, which YAML takes for no indentation."""
    for number, line in enumerate(stumble.lines[: stumble.at + 2]):
        column = line[: indent_of(line)].find("\t")
        if column >= 0:
            what, hint = "a tab at the beginning of a line", "use spaces"
            return Problem(stumble.file, number + 1, column + 1, what, "", hint)
    return None


def _odd_space(stumble: Stumble) -> Problem | None:
    """Find the line that begins with a space that is none for YAML, as word processors and pages have it."""
    for number, line in enumerate(stumble.lines):
        found = _ODD_SPACE.match(line)
        if found is not None:
            what, sign = "a space that YAML does not take for one", f"U+{ord(found[1]):04X}"
            return Problem(
                stumble.file, number + 1, found.start(1) + 1, what, sign, "delete it and type spaces"
            )
    return None


def _stray_mark(stumble: Stumble) -> Problem | None:
    """Find a line that begins with a sign that no file of a record needs, up to where YAML stumbled."""
    for number, line in enumerate(stumble.lines[: stumble.at + 1]):
        for pattern, what, hint in _STRAY_MARKS:
            if pattern.match(line):
                return stumble.problem(number, what, hint, column=0)
    return None


def _unfolded(stumble: Stumble) -> Problem | None:
    """Find the key above whose text of several lines has no `>-`, so that a colon in it is a key's."""
    lines, at = stumble.lines, stumble.at
    while at >= 0 and (not lines[at].strip() or indent_of(lines[at]) >= indent_of(stumble.line) > 0):
        at -= 1
    within = [line for line in lines[at + 1 : stumble.at + 1] if line.strip()]
    is_key = at >= 0 and OPEN_KEY.match(lines[at]) is not None
    if (
        not (is_key and within)
        or within[0].lstrip().startswith("- ")
        or len(within[0]) < _LONG
        or _LANGUAGE.match(within[0])
        or any(_LISTED_OR_KEY.match(line) for line in within[:-1])
    ):
        return None
    key = lines[at].strip().removeprefix("- ").rstrip(":")
    return stumble.problem(at, "a text of several lines without `>-`", f"write `{key}: >-`")


def _without_space(stumble: Stumble) -> Problem | None:
    """Find the dash or the colon that no space follows: YAML takes it for a part of the word."""
    for number in stumble.near(-1, 0):
        found = _WITHOUT_SPACE.match(stumble.lines[number])
        if found is not None:
            what = f"a {'colon' if found.group().endswith(':') else 'dash'} without a space behind it"
            return stumble.problem(number, what, "put a space behind it", column=found.end() - 1)
    return None


def _foreign_mark(stumble: Stumble) -> Problem | None:
    """Find a remark or an item written as elsewhere, in the line where YAML stumbled or began to."""
    for number in stumble.near(-1, 0):
        for pattern, what, hint in _FOREIGN_MARKS:
            if pattern.match(stumble.lines[number]):
                return stumble.problem(number, what, hint)
    return None


def _closed_twice(stumble: Stumble) -> Problem | None:
    """Find the bracket that closes nothing."""
    opened, lines = 0, stumble.lines
    try:
        for token in yaml.scan("\n".join(lines)):
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                opened += 1
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                opened -= 1
            if opened < 0:
                mark, key = token.start_mark, beside_above(lines, token.start_mark.line)
                if lines[mark.line].strip() == "]" and key >= 0 and OPEN_KEY.match(lines[key]):
                    what, hint = "a list without its opening bracket", "write `[` behind the colon"
                    return stumble.problem(key, what, hint, column=len(lines[key]) - 1)
                what = "a bracket that closes nothing"
                return Problem(stumble.file, mark.line + 1, mark.column + 1, what, "", "delete it")
    except yaml.YAMLError:
        pass
    return None


def _unclosed(stumble: Stumble) -> Problem | None:
    """Find the quotation mark or bracket that was opened and not closed, once a file is known to be broken.

    An unclosed mark swallows lines until the next mark, so that YAML stumbles only behind that one.
    """
    file, opened = stumble.file, list[yaml.Token]()
    quoted: yaml.Token | None = None
    try:
        for token in yaml.scan("\n".join(stumble.lines)):
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


def _marked_within(stumble: Stumble) -> Problem | None:
    """Find the text that ends for YAML at a mark within it, or whose mark is none for YAML."""
    file, number, line = stumble.file, stumble.at + 1, stumble.line
    found = _MARKED.match(line)
    if found is not None:
        within = line[found.start(1) :]
        what = f"{_MARK_NAMES[found[2]]} within a text that stands between two"
        hint = "delete those within" if found[2] == '"' else 'put the text between " and "'
        return Problem(file, number, found.end(1) + 1, what, within, hint)
    curved = _CURVED.match(line)
    if curved is None:
        return None
    what, hint = "a curved quotation mark, which YAML takes for a letter", 'put the text between " and "'
    return Problem(file, number, curved.start(1) + 1, what, line[curved.start(1) :], hint)


def _without_colon(stumble: Stumble) -> Problem | None:
    """Find the key without a colon: YAML reads it as a text, and stumbles over the colon of the next key."""
    said, lines, here = stumble.said, stumble.lines, stumble.at
    if not ("expected ':'" in said or "mapping values" in said or "expected <block end>" in said):
        return None
    if "expected ':'" in said and stumble.begun >= 0:
        here = stumble.begun
    elif "mapping values" in said and ":" not in lines[here][: stumble.column].strip():
        here = beside_above(lines, here)
    line = lines[here] if here >= 0 else ""
    found = _KEY_WITHOUT_COLON.match(line)
    if found is None or f"{found[2]}:" in line:
        return None
    what, hint = "a key without a colon", f"write `{found[2]}: …`"
    return Problem(stumble.file, here + 1, len(found[1]) + 1, what, found[2], hint)


def _colon_in_text(stumble: Stumble) -> Problem | None:
    """Find a text with a colon in it that stands outside quotation marks."""
    if "mapping values" not in stumble.said or stumble.line.count(": ") <= 1:
        return None
    value = stumble.line.partition(": ")[2]
    what, hint = "a text with a colon outside quotation marks", "put the text in quotation marks"
    if (swallowed := _KEY_WITHIN.fullmatch(value)) and swallowed[1] in schema.KEYS:
        what, hint = "two keys in one line", f"begin a new line before `{swallowed[1]}:`"
    return Problem(stumble.file, stumble.at + 1, len(stumble.line) - len(value) + 1, what, value, hint)


def _odd_sign(stumble: Stumble) -> Problem | None:
    """Find the sign with which nothing may begin, before it is taken for what it leaves open."""
    return _as_told(stumble) if "cannot start any token" in stumble.said else None


def _without_it(stumble: Stumble) -> Problem | None:
    """Find the line without which the file would be YAML: the nearest above where YAML stumbled."""
    lines = stumble.lines
    for number in range(stumble.at, max(stumble.at - _FAR, -1), -1):
        if _is_yaml((*lines[:number], *lines[number + 1 :])):
            moved = _misplaced(lines, number)
            return stumble.problem(number, *(moved or (f"not YAML for this line: {stumble.said}", _HINT)))
    return None


def _misplaced(lines: Sequence[str], number: int) -> tuple[str, str] | None:
    """Say how a key or an item must be moved so that it is YAML; None if more is wrong with it."""
    line, here = lines[number], indent_of(lines[number])
    if not _LISTED_OR_KEY.match(line) or line_above(lines, number) < 0:
        return None
    others = {indent_of(one) for one in lines if one.strip()} - {here}
    for there in sorted(others, key=lambda one: (abs(one - here), -one)):
        if _is_yaml((*lines[:number], " " * there + line.lstrip(), *lines[number + 1 :])):
            far = "little" if there > here else "far"
            return f"not YAML: indented too {far}", "indent it as the lines it belongs to"
    return None


def _is_yaml(lines: Sequence[str]) -> bool:
    try:
        yaml.compose("\n".join(lines), Loader=_FASTEST)
    except yaml.YAMLError:
        return False
    return True


def _as_told(stumble: Stumble) -> Problem:
    what = f"not YAML: {stumble.said or 'it cannot be read'}"
    return Problem(stumble.file, stumble.at + 1, stumble.column + 1, what, "", _HINT)


_RULES: tuple[Callable[[Stumble], Problem | None], ...] = (
    _unfinished_merge,
    _tab,
    _odd_space,
    _stray_mark,
    _foreign_mark,
    _odd_sign,
    _closed_twice,
    _unclosed,
    _marked_within,
    dedented,
    lost_dash,
    without_dash,
    two_dashes,
    moved_dash,
    _without_space,
    key_outdented,
    too_deep,
    _unfolded,
    below_its_key,
    _without_colon,
    _colon_in_text,
    _without_it,
    _as_told,
)
"""In the order in which they are asked; the last always says something."""
