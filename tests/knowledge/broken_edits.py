"""Edits that break a record, made one way after another at places spread over all of its files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Lines: TypeAlias = Sequence[str]
Spoil: TypeAlias = Callable[[str], str | None]

_KEY = re.compile(r"^(\s*(?:- )?)([a-z_]+)(:(?:\s|$))")
_TEXT = re.compile(r'^(\s*(?:- )?)([a-z_]+)(: )(?![\[{>|])"?([^"#]{4,}?)"?$')
_REFERENCE = re.compile(r"^(\s*)(speaker|source|country|told_in)(: )([a-z0-9-]+)$")
_ENTRIES = re.compile(r"^(\s*)(entries|speakers)(: \[)([a-z0-9-]+)(.*)$")
_ID = re.compile(r"^(\s*- id: )([a-z0-9-]+)$")
_LANGUAGE = re.compile(r"^(\s+)(ru|zh)(:\s)")


@dataclass(frozen=True, slots=True)
class BrokenEdit:
    """One edit.

    Attributes:
        kind: The way in which it breaks the record.
        text: The file as it is after the edit.
        lines: Where the fault may be named: the line of the edit, or of what it belongs to.
    """

    kind: str
    file: str
    text: str
    lines: frozenset[int]

    def __str__(self) -> str:
        return f"{self.kind} in {self.file}:{min(self.lines)}"


def _key_misspelt(line: str) -> str | None:
    found = _KEY.match(line)
    if not found or len(found[2]) < 3:
        return None
    key = found[2]
    return f"{found[1]}{key[0]}{key[2]}{key[1]}{key[3:]}{line[found.end(2) :]}" if key[1] != key[2] else None


def _colon_missing(line: str) -> str | None:
    found = _KEY.match(line)
    return line.replace(":", "", 1) if found else None


def _text_empty(line: str) -> str | None:
    found = _TEXT.match(line)
    return f'{found[1]}{found[2]}: ""' if found else None


def _text_null(line: str) -> str | None:
    found = _TEXT.match(line)
    return f"{found[1]}{found[2]}: ~" if found else None


def _text_is_list(line: str) -> str | None:
    found = _TEXT.match(line)
    return f"{found[1]}{found[2]}: [{{a: b}}]" if found else None


def _quote_unclosed(line: str) -> str | None:
    return line[: line.rstrip().rfind('"')] if line.count('"') == 2 and line.rstrip().endswith('"') else None


def _bracket_unclosed(line: str) -> str | None:
    return line.rstrip()[:-1] if line.rstrip().endswith("]") and line.count("[") == 1 else None


def _control(line: str) -> str | None:
    found = _TEXT.match(line)
    return line.replace(found[4], f"{found[4][:2]}\u202e{found[4][2:]}", 1) if found else None


def _reference_misspelt(line: str) -> str | None:
    found = _REFERENCE.match(line)
    return f"{found[1]}{found[2]}{found[3]}{found[4]}x" if found else None


def _entry_misspelt(line: str) -> str | None:
    found = _ENTRIES.match(line)
    return f"{found[1]}{found[2]}{found[3]}{found[4]}x{found[5]}" if found else None


def _entry_twice(line: str) -> str | None:
    found = _ENTRIES.match(line)
    if not found or found[2] != "entries":
        return None
    return f"{found[1]}{found[2]}{found[3]}{found[4]}, {found[4]}{found[5]}"


def _id_with_capital(line: str) -> str | None:
    found = _ID.match(line)
    return f"{found[1]}{found[2].capitalize()}" if found and found[2][0].isalpha() else None


def _language_unknown(line: str) -> str | None:
    found = _LANGUAGE.match(line)
    return f"{found[1]}{found[2]}s{line[found.end(2) :]}" if found else None


def _braces(line: str) -> str | None:
    found = _TEXT.match(line)
    return line.replace(found[4], f"{found[4]} {{nmae}}", 1) if found and line.endswith('"') else None


def _tab(line: str) -> str | None:
    return "\t" + line.lstrip() if line.startswith("    ") and _KEY.match(line) else None


def _tag(line: str) -> str | None:
    found = _TEXT.match(line)
    return f"{found[1]}{found[2]}: !!python/name:x {found[4]}" if found else None


def _indented_too_far(line: str) -> str | None:
    return (
        f" {line}"
        if _KEY.match(line) and line.startswith("    ") and not line.rstrip().endswith(":")
        else None
    )


WAYS: Mapping[str, Spoil] = {
    "a key is misspelt": _key_misspelt,
    "a colon is missing": _colon_missing,
    "a text is empty": _text_empty,
    "a text is null": _text_null,
    "a text is a list": _text_is_list,
    "a quotation mark is not closed": _quote_unclosed,
    "a bracket is not closed": _bracket_unclosed,
    "a control character": _control,
    "a reference is misspelt": _reference_misspelt,
    "an entry is misspelt": _entry_misspelt,
    "an entry twice": _entry_twice,
    "an id has a capital": _id_with_capital,
    "a language is unknown": _language_unknown,
    "braces that nothing fills in": _braces,
    "a tab": _tab,
    "a tag": _tag,
    "indented too far": _indented_too_far,
}


def broken_edits(texts: Mapping[str, str], *, most_each: int) -> Iterator[BrokenEdit]:
    """Make edits of each kind, spread over the files.

    Args:
        texts: The record's files by name.
        most_each: Edits of one kind.
    """
    for kind, spoil in WAYS.items():
        found = [
            BrokenEdit(kind, file, _with(lines, number, spoiled), _near(lines, number))
            for file, text in texts.items()
            for lines in [text.split("\n")]
            for number, line in enumerate(lines)
            if not line.lstrip().startswith("#")
            and (spoiled := spoil(line)) is not None
            and not _is_free(file, line, texts)
            and not (spoil is _indented_too_far and _is_alone(lines, number))
        ]
        step = max(1, len(found) // most_each)
        yield from found[step // 2 :: step][:most_each]
    yield from _blocks(texts, most_each=most_each)


def _blocks(texts: Mapping[str, str], *, most_each: int) -> Iterator[BrokenEdit]:
    """Make edits of several lines: given twice, taken away, or a quote changed."""
    kinds: dict[str, list[BrokenEdit]] = {}
    for file, text in texts.items():
        lines = text.split("\n")
        for number, line in enumerate(lines):
            key = _KEY.match(line)
            if key and key[1].strip() == "" and key[1] and not line.rstrip().endswith(":"):
                twice = [*lines[: number + 1], line, *lines[number + 1 :]]
                where = frozenset({number + 1, number + 2})
                kinds.setdefault("a key twice", []).append(
                    BrokenEdit("a key twice", file, "\n".join(twice), where)
                )
            item = _ID.match(line)
            if item and file != "absences/countries.yaml":
                end = next(
                    (
                        at
                        for at in range(number + 1, len(lines))
                        if not lines[at].startswith(" " * (len(item[1]) - 4)) or _ID.match(lines[at])
                    ),
                    len(lines),
                )
                while end > number and not lines[end - 1].strip():
                    end -= 1
                twice = [*lines[:end], *lines[number:end], *lines[end:]]
                where = frozenset(range(number + 1, end + (end - number) + 1))
                kinds.setdefault("an item twice", []).append(
                    BrokenEdit("an item twice", file, "\n".join(twice), where)
                )
            if (
                re.match(r"^\s+(id|text|kind|sha256|country|office|slots|asks): ", line)
                and "- " not in line[:8]
            ):
                gone = [*lines[:number], *lines[number + 1 :]]
                where = _near(lines, number)
                kinds.setdefault("a needed key is gone", []).append(
                    BrokenEdit("a needed key is gone", file, "\n".join(gone), where)
                )
            if file.startswith("messages/") and re.match(r"^\s{6,}[A-Z][a-z].* ", line):
                changed = [
                    *lines[:number],
                    line.replace(" ", " quite ", 1)
                    if line[0] != " "
                    else re.sub(r"(\S) ", r"\1 quite ", line, count=1),
                    *lines[number + 1 :],
                ]
                kinds.setdefault("a quote is changed", []).append(
                    BrokenEdit("a quote is changed", file, "\n".join(changed), _near(lines, number))
                )
    for found in kinds.values():
        step = max(1, len(found) // most_each)
        yield from found[step // 2 :: step][:most_each]


def _is_free(file: str, line: str, texts: Mapping[str, str]) -> bool:
    """Whether a line begins with a meaning that one language alone has: it may have any name."""
    key, _, _ = line.partition(":")
    others = [text for name, text in texts.items() if name.startswith("vocabulary/") and name != file]
    return file.startswith("vocabulary/") and not any(f"\n{key}:" in text for text in others)


def _is_alone(lines: Lines, number: int) -> bool:
    """Whether a line has no other beside it, so that it may stand as far in as it likes."""
    indents = [len(line) - len(line.lstrip()) for line in lines]
    beside = indents[max(0, number - 1) : number + 2 : 2]
    return all(one < indents[number] for one in beside)


def _with(lines: Lines, number: int, line: str) -> str:
    return "\n".join([*lines[:number], line, *lines[number + 1 :]])


def _near(lines: Lines, number: int) -> frozenset[int]:
    """Give the line, and that of what it belongs to: the nearest one above that is indented less."""
    indent = len(lines[number]) - len(lines[number].lstrip())
    above = next(
        (
            at
            for at in range(number - 1, -1, -1)
            if lines[at].strip()
            and not lines[at].lstrip().startswith("#")
            and len(lines[at]) - len(lines[at].lstrip()) < indent
        ),
        number,
    )
    return frozenset({number + 1, above + 1})
