"""Cuts one top-level key out of the text of a YAML file; what stands beside it keeps its every letter."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

EDITOR_LINE = "# yaml-language-server:"
"""Begins the comment that tells an editor the file's schema: it belongs to the file, not to a key."""


class NotInLinesError(Exception):
    """The file's keys do not stand in lines of their own, so that none can be cut out."""


@dataclass(frozen=True, slots=True)
class Section:
    """One top-level key of a file, with the comments right above it.

    Attributes:
        before: The text up to the section.
        comments: The comments right above the key.
        text: From the key to the next section.
        after: The text from the next section on.
    """

    before: str
    comments: str
    text: str
    after: str


def find_section(text: str, key: str) -> Section | None:
    """Find a top-level key; None if the file has no such key.

    Args:
        text: YAML that can be read.

    Raises:
        NotInLinesError: The file is one `{…}`, or two keys share a line.
    """
    lines = text.splitlines(keepends=True)
    starts = _key_lines(text)
    if key not in starts:
        return None
    start = starts[key]
    following = min((line for line in starts.values() if line > start), default=None)
    above = _comments_above(lines, start)
    end = len(lines) if following is None else _comments_above(lines, following)
    return Section(
        "".join(lines[:above]), "".join(lines[above:start]), "".join(lines[start:end]), "".join(lines[end:])
    )


def first_section_line(text: str) -> int:
    """Give the index of the line where the first key's comments begin, or the key itself.

    Raises:
        NotInLinesError: The file has no keys in lines of their own.
    """
    starts = _key_lines(text)
    if not starts:
        raise NotInLinesError
    return _comments_above(text.splitlines(keepends=True), min(starts.values()))


def _key_lines(text: str) -> dict[str, int]:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise NotInLinesError
    lines = [key.start_mark.line for key, _ in node.value]
    if len(set(lines)) < len(lines) or any(key.start_mark.column for key, _ in node.value):
        raise NotInLinesError
    return {str(key.value): key.start_mark.line for key, _ in node.value}


def _comments_above(lines: list[str], line: int) -> int:
    while line and lines[line - 1].startswith("#") and not lines[line - 1].startswith(EDITOR_LINE):
        line -= 1
    return line
