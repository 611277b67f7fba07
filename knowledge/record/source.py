"""YAML text to plain values that remember their line, with YAML 1.1's surprises refused.

Every scalar is read as a string ("9:30" stays "9:30", "no" stays "no"); the model converts. Refused are
duplicate keys, merge keys, tags, several documents, recursion, and files or expansions beyond a bound.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TypeAlias

import yaml

from knowledge.record.characters import unwanted
from knowledge.record.problem import Problem
from knowledge.record.syntax import merge_marks, syntax_problem
from knowledge.record.values import Position

MOST_BYTES = 1_048_576
MOST_NODES = 100_000
MOST_DEPTH = 24
_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_BEGINNING = 64
"""Bytes; a text in UTF-16 has a zero among them."""

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Path: TypeAlias = tuple[str | int, ...]

_Fastest: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Fastest):  # type: ignore[misc, valid-type]
    """Takes no plain scalar for a number, a date or a truth value."""

    def resolve(self, kind: type[yaml.Node], _value: str | None, _implicit: object) -> str:
        """Give the tag of an untagged node without looking at it: else half of the time of reading a file."""
        return _TAGS[kind]


_TAGS: Mapping[type[yaml.Node], str] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
_PLAIN_TAGS = frozenset(_TAGS.values())
_LONG = 60
"""Characters of a text that goes on in the next line for its length."""
_MARKS = frozenset("'\"")
_WORDS = re.compile(r"\S+")
_FOLDS = frozenset({">", ">-", ">+", "|", "|-", "|+"})
"""Begin a text of several lines."""
_SPOILT = re.compile(r"\s*[^\s-].*- \w+:\s")
"""Something before the dash and the first key of an item."""
_CUT = re.compile(r"[ \t]+#")
"""Begins a comment behind a value outside quotation marks."""


@dataclass(frozen=True)
class Document:
    """One YAML file as values, with the place of each.

    Attributes:
        value: Nested dicts and lists with strings at the leaves; None for an empty document.
        places: Path of keys and indexes → place of the value. A path that ends with "@key" is the key's.
        cut: Paths of values outside quotation marks behind which a comment stands: perhaps more of the text.
        quoted: Paths of values within quotation marks.
        lines: Of the file, as it stands.
    """

    file: str
    value: Value
    places: Mapping[Path, Position]
    cut: frozenset[Path] = frozenset()
    quoted: frozenset[Path] = frozenset()
    lines: tuple[str, ...] = ()

    @cached_property
    def leaves(self) -> tuple[tuple[Path, str], ...]:
        """Each text with its path, in the order of the file."""
        return tuple(_leaves(self.value, ()))

    def mappings(self) -> Iterator[tuple[Path, dict[str, Value]]]:
        """Give each mapping with its path, one around others before them."""
        return _mappings(self.value, ())

    def mapping(self, path: Path = ()) -> Mapping[str, Value]:
        """Give the mapping at `path`; an empty one where there is none."""
        value = self.value
        for part in path:
            if isinstance(value, list) and isinstance(part, int):
                value = value[part]
            elif isinstance(value, dict) and isinstance(part, str):
                value = value.get(part)
        return value if isinstance(value, dict) else {}

    def place(self, path: Path) -> Position:
        """Give the place of the value at `path`, or of the nearest value around it."""
        for length in range(len(path), -1, -1):
            found = self.places.get(path[:length])
            if found is not None:
                return found
        return Position(self.file, 1, 1)

    def place_of_missing(self, path: Path, key: str) -> Position:
        """Give the line where a key of a mapping was made a remark; the mapping's place if it was not."""
        start = self.place(path)
        begins = " " * (start.column - 1)
        below = takewhile(
            lambda one: one.startswith((begins, "#")) or not one.strip(), self.lines[start.line :]
        )
        for number, line in enumerate((*self.lines[start.line - 2 : start.line], *below), start.line - 1):
            if re.match(rf"[\s-]*#[\s-]*{key}:", line):
                return Position(self.file, number, len(line) - len(line.lstrip()) + 1)
        return start

    def place_within(self, path: Path, before: str) -> Position:
        """Give the place in a text of several lines to which the words `before` lead from its beginning."""
        start, left = self.place(path), len(before.split())
        for number in range(start.line - 1, len(self.lines)):
            begins = start.column - 1 if number < start.line else 0
            words = [one for one in _WORDS.finditer(self.lines[number], begins) if one[0] not in _FOLDS]
            if left < len(words):
                return Position(self.file, number + 1, words[left].start() + 1)
            left -= len(words)
        return start


def _leaves(value: Value, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    for key, item in _within(value):
        yield from _leaves(item, (*path, key))


def _mappings(value: Value, path: Path) -> Iterator[tuple[Path, dict[str, Value]]]:
    if isinstance(value, dict):
        yield path, value
    for key, item in _within(value):
        if not isinstance(item, str):
            yield from _mappings(item, (*path, key))


def _within(value: Value) -> Iterable[tuple[str | int, Value]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def read(text: bytes, file: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """Read one YAML file.

    Args:
        file: Name for places, relative to the record's folder.

    Returns:
        The document and no problems, or None and every problem found.
    """
    if len(text) > MOST_BYTES:
        hint = f"split it; a file may hold {MOST_BYTES:,} bytes"
        return None, (Problem(file, 1, 1, "the file is too large", f"{len(text):,} bytes", hint),)
    try:
        characters = decoded(text)
        unseen = tuple(unwanted(characters, file))
        node = yaml.compose(characters, Loader=_Loader) if not unseen else None
    except UnicodeDecodeError as error:
        return None, (not_utf_8(text, error, file),)
    except yaml.YAMLError as error:
        return None, (syntax_problem(characters, error, file),)
    except RecursionError:
        return None, (Problem(file, 1, 1, "nested too deeply", "", f"at most {MOST_DEPTH} levels"),)
    reader = _Reader(file, characters)
    reader.problems.extend(unseen)
    reader.problems.extend(merge_marks(characters, file))
    value = reader.value(node, (), 0) if node is not None else None
    if reader.problems:
        return None, tuple(reader.problems)
    lines = tuple(characters.split("\n"))
    return Document(file, value, reader.places, frozenset(reader.cut), frozenset(reader.quoted), lines), ()


def _begins_oddly(line: str) -> bool:
    return (len(line) - len(line.lstrip())) % 2 == 1


def decoded(text: bytes) -> str:
    """Give the characters: UTF-8, or UTF-16 where the mark at its beginning says so.

    Raises:
        UnicodeDecodeError: It is neither.
    """
    if is_utf_16(text):
        return text.decode("utf-16")
    if b"\0" in text[:_BEGINNING]:
        raise UnicodeDecodeError("utf-8", text, text.index(b"\0"), text.index(b"\0") + 1, "zero")
    return text.decode("utf-8-sig")


def is_utf_16(begin: bytes) -> bool:
    """Whether a text begins with the mark of UTF-16."""
    return begin.startswith(_UTF_16_MARKS) and not begin.startswith(_UTF_32_MARKS)


def not_utf_8(text: bytes, error: UnicodeDecodeError, file: str) -> Problem:
    """Give the fault of a file of other bytes, at the first of them."""
    start = len(text) - len(error.object) + error.start
    found = text[start : start + 1]
    if found == b"\0":
        return _not_a_text(text, file)
    before = text[:start].rpartition(b"\n")[2]
    line = text[:start].count(b"\n") + 1
    column = len(before.decode("utf-8", "replace")) + 1
    return Problem(file, line, column, "not UTF-8", repr(found)[2:-1], "save the file as UTF-8")


def _not_a_text(text: bytes, file: str) -> Problem:
    """Tell a text in UTF-16 or UTF-32, of whose bytes each second one is often zero, from what is no text."""
    if text.startswith(_UTF_32_MARKS):
        return Problem(file, 1, 1, "not UTF-8", "UTF-32", "save the file as UTF-8")
    begin = text[:_BEGINNING]
    zeros = {number % 2 for number, byte in enumerate(begin) if not byte}
    if len(zeros) == 1 and begin.count(0) * 4 >= len(begin):
        hint = "it looks like UTF-16 without a mark; save the file as UTF-8"
        return Problem(file, 1, begin.index(0) + 1, "not UTF-8", "\\x00", hint)
    hint = "it is a picture, an archive or the like; put a YAML file in its place"
    return Problem(file, 1, 1, "no text", "\\x00", hint)


class _Reader:
    """Walks the composed nodes of one file; keeps problems instead of stopping at the first."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._text = text
        self._lines: list[str] = text.split("\n") if _CUT.search(text) else []
        self.places: dict[Path, Position] = {}
        self.cut: set[Path] = set()
        self.quoted: set[Path] = set()
        self.problems: list[Problem] = []
        self._nodes = 0

    def value(self, node: yaml.Node, path: Path, depth: int) -> Value:
        place = self._place(node)
        self.places[path] = place
        self._nodes += 1
        if depth > MOST_DEPTH or self._nodes > MOST_NODES:
            if not self.problems or "bound" not in self.problems[-1].what:
                what = "the file expands beyond the bound"
                hint = (
                    f"at most {MOST_DEPTH} levels and {MOST_NODES:,} values; write them out, without anchors"
                )
                self.problems.append(Problem(place.file, place.line, place.column, what, "", hint))
            return None
        if node.tag not in _PLAIN_TAGS:
            self._refuse(place, "tags are not read", node.tag, "write the plain value, in quotation marks")
            return None
        if isinstance(node, yaml.ScalarNode):
            self._look_behind(node, path)
            return str(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self._item(item, (*path, number), depth + 1) for number, item in enumerate(node.value)]
        return self._mapping(node, path, depth)

    def _look_behind(self, node: yaml.ScalarNode, path: Path) -> None:
        """Note quotation marks, a comment right behind words without them, and signs that an escape hides."""
        if node.style in _MARKS:
            self.quoted.add(path)
            self._refuse_at_margin(node)
        if not node.style and self._lines:
            mark = node.end_mark
            line = self._lines[mark.line] if mark.line < len(self._lines) else ""
            if node.start_mark.line == mark.line and _CUT.match(line, mark.column):
                self.cut.add(path)
        elif node.style == '"':
            for one in unwanted(str(node.value), self.file, tabs=True):
                hint = "take the backslash and what belongs to it out of the text"
                self._refuse(self._place(node), "an escape for a sign that nobody sees", one.found, hint)

    def _refuse_at_margin(self, node: yaml.ScalarNode) -> None:
        """Refuse a text whose next line begins at the left margin: other readers of YAML do, too."""
        first, last = node.start_mark.line + 1, node.end_mark.line
        for number in range(first, last + 1) if first <= last else ():
            if (line := self._text.split("\n")[number])[:1].strip():
                place, hint = Position(self.file, number + 1, 1), "indent it, or join it to the line above"
                self._refuse(place, "a line of a text at the left margin", line, hint)
                return

    def _item(self, node: yaml.Node, path: Path, depth: int) -> Value:
        """Read an item of a list; plain words, of which there are most, by the short way."""
        if node.tag != _TAGS[yaml.ScalarNode] or depth > MOST_DEPTH or self._nodes >= MOST_NODES:
            return self.value(node, path, depth)
        mark = node.start_mark
        is_plain = isinstance(node, yaml.ScalarNode) and not node.style
        if is_plain and node.end_mark.line > mark.line:
            self._find_swallowed(mark.line + 1, node.end_mark.line)
        if isinstance(node, yaml.ScalarNode):
            self._look_behind(node, path)
        self.places[path] = Position(self.file, mark.line + 1, mark.column + 1)
        self._nodes += 1
        return str(node.value)

    def _find_swallowed(self, first: int, last: int) -> None:
        """Find the item that YAML takes for more words of the one above; in brackets lines may break."""
        for number, line in enumerate(self._text.split("\n")[first : last + 1], first + 1):
            if line.lstrip().startswith("- "):
                above = self._text.split("\n")[first - 1]
                column = len(line) - len(line.lstrip())
                begins_a_list = self._text.split("\n")[first - 2].rstrip().endswith(":")
                several = self._text.split("\n")[number : last + 1]
                if (_begins_oddly(above) and not column % 2) or (begins_a_list and several):
                    hint = "indent it as the items below, the first of which is a part of it so far"
                    place = Position(self.file, first, len(above) - len(above.lstrip()) + 1)
                    self._refuse(place, "an item indented too little", above.strip(), hint)
                    return
                place = Position(self.file, number, column + 1)
                hint = "indent it as the item above, of which it is a part so far"
                self._refuse(place, "an item indented too far", line.strip(), hint)
                return
        above, line = self._text.split("\n")[first - 1 : first + 1]
        if not above.lstrip().startswith("- ") or "[" in above:
            return
        place = Position(self.file, first + 1, len(line) - len(line.lstrip()) + 1)
        hint = "begin an item with `- `; put a long one in quotation marks"
        self._refuse(place, "more words of the item above", line.strip(), hint)

    def _mapping(self, node: yaml.Node, path: Path, depth: int) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key, place = str(key_node.value), self._place(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(place, "a key must be a word", "", "write `word: value`")
                continue
            if key == "<<":
                self._refuse(place, "merge keys are not read", key, "write the values out")
                continue
            if key in values:
                above = self._text.split("\n")[place.line - 2]
                if _SPOILT.match(above):
                    hint = "take away what stands before its dash"
                    spoilt = Position(self.file, place.line - 1, 1)
                    self._refuse(spoilt, "an item whose first line is none", above.strip(), hint)
                    break
                if self._is_item_again(key, values, path):
                    hint = "begin it with `- `, as the items above"
                    self._refuse(place, "an item without its dash", key, hint)
                    break
                self._find_empty_above(key, place, values, path)
                continue
            self.places[(*path, key, "@key")] = place
            values[key] = self.value(value_node, (*path, key), depth + 1)
            self._refuse_unfolded(key_node, value_node)
            if self._nodes > MOST_NODES:
                break
        return values

    def _refuse_unfolded(self, key: yaml.ScalarNode, node: yaml.Node) -> None:
        """Refuse a text of several lines that a colon or a # in it may break, or cut, at the next edit."""
        if not isinstance(node, yaml.ScalarNode) or node.style or node.end_mark.line == node.start_mark.line:
            return
        first, *others = self._text.split("\n")[node.start_mark.line : node.end_mark.line + 1]
        # A short value on its key's line has swallowed the lines of a key that is lost.
        is_of_key = node.start_mark.line == key.end_mark.line and len(first) - node.start_mark.column < _LONG
        if any(line.strip() for line in others) and len(str(node.value)) >= _LONG and not is_of_key:
            what = "a text of several lines without `>-`"
            hint = f"write `{key.value}: >-` above it, or put it in quotation marks"
            if others[0].lstrip().startswith("- "):
                what, hint = "an item without its dash", "begin it with `- `, as the items below"
            self._refuse(self._place(node), what, str(node.value), hint)

    def _is_item_again(self, key: str, values: dict[str, Value], path: Path) -> bool:
        """Whether the first key of a list's item comes back behind others: another item begins there."""
        is_item = bool(path) and isinstance(path[-1], int)
        return is_item and len(values) > 1 and key == next(iter(values))

    def _find_empty_above(self, key: str, place: Position, values: dict[str, Value], path: Path) -> None:
        """Refuse a key that is given twice; one without a value right above it was moved, with its lines."""
        above = next(reversed(values))
        moved = self.places[(*path, above, "@key")]
        if values[above] == "" and self.places[(*path, above)].line == moved.line and above != key:
            hint = "indent the lines below it further, or move it to where it belongs"
            self._refuse(moved, "a key without anything in it, and the next stands twice", above, hint)
        else:
            self._refuse(place, "the same key twice", key, "keep one; YAML would silently take the last")

    def _place(self, node: yaml.Node) -> Position:
        return Position(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def _refuse(self, place: Position, what: str, found: str, hint: str) -> None:
        self.problems.append(Problem(place.file, place.line, place.column, what, found, hint))
