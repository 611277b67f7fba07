"""Mends in a record's files what needs no judgement: seals, ids, doubles and quotation marks.

Only the lines concerned are written anew, so that comments and everybody's way of laying out a file stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.record import folder, schema, source
from knowledge.record.checks.checksum import seal
from knowledge.record.indentation import indent_of
from knowledge.record.kinds import EntryKind
from knowledge.record.problem import Problem, RecordError
from knowledge.record.source import Document, Value
from knowledge.record.source import Path as Keys
from knowledge.record.values import Position

NAMING = frozenset({"speaker", "source", "country", "told_in", "entries", "speakers", "countries"})
"""Keys whose values are ids of other things."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FLOW = re.compile(r"^(?P<head>\s*(?:- )?entries: )\[(?P<ids>[^\[\]#]*)\](?P<tail>.*)$")
_PLAIN_TEXT = re.compile(r"\s*(?:- )?(?P<key>[\w-]+): (?P<value>[^\s\"'{\[|>&*#!].*?)(?P<comment>\s+#.*)?\s*")
"""A line of a key and a text without marks around it."""
_CODE = re.compile("[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of mending, one line each.

    Attributes:
        done: What was mended.
        left: What looks mechanical and needs a judgement, or a proof.
    """

    done: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """The files as they will be written, and what was done to each."""

    lines: dict[str, list[str]]
    done: list[tuple[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def replace(self, place: Position, old: str, new: str) -> bool:
        """Put one word in the place of another, within or without quotation marks."""
        lines = self.lines[place.file]
        line = lines[place.line - 1]
        start = line.find(old, place.column - 1)
        if start < 0:
            return False
        lines[place.line - 1] = line[:start] + new + line[start + len(old) :]
        return True

    def note(self, place: Position, what: str) -> None:
        self.done.append((place.file, f"{place.file}:{place.line}: {what}"))

    def leave(self, place: Position, what: str) -> None:
        self.left.append(f"{place.file}:{place.line}: {what}")


def repair(record: Path, *, published: str | None = None) -> Mended:
    """Mend what is mechanical, in place.

    Args:
        published: The text that the quotes were taken from: only what stands in it is sealed then, and
            only with it a quote whose words were changed.

    Raises:
        RecordError: The folder is missing, or can't be written.
    """
    texts = {
        name: text for name, text in _read(record).items() if not name.startswith(f"{folder.LANGUAGES}/")
    }
    after, mended = mend(texts, published=published)
    _write(record, after, texts)
    return mended


def mend(texts: Mapping[str, str], *, published: str | None = None) -> tuple[Mapping[str, str], Mended]:
    """Give the texts of a record's files as mended: a file that could be read can be read still."""
    ends = {name: _line_end(text) for name, text in texts.items()}
    draft = _Draft({name: text.split(ends[name]) for name, text in texts.items()})
    _quote_colons(draft)
    _name_anew(draft, tuple(_documents(draft)))
    _list_once(draft)
    for document in tuple(_documents(draft)):
        _drop_doubles(draft, document)
    for document in tuple(_documents(draft)):
        # From the end, so that a line put in moves none that is still to be looked at.
        for path, passage in reversed(tuple(_passages(document))):
            _seal(draft, document, path, passage, published)
    after = {name: ends[name].join(lines) for name, lines in draft.lines.items()}
    # One that could not be read before was mended line by line, each only where that helped.
    spoilt = {
        name
        for name, text in after.items()
        if text != texts[name] and not _is_readable(text, name) and _is_readable(texts[name], name)
    }
    done = tuple(line for file, line in draft.done if file not in spoilt)
    return {**after, **{name: texts[name] for name in spoilt}}, Mended(done, tuple(draft.left))


def _line_end(text: str) -> str:
    """Give what ends each of the lines: as Windows writes it, where all of them are."""
    return "\r\n" if 0 < text.count("\n") == text.count("\r\n") else "\n"


def _read(record: Path) -> dict[str, str]:
    if not record.is_dir():
        raise RecordError(
            [Problem(str(record), 1, 1, "no such folder", "", "name the folder that holds about.yaml")]
        )
    found = {}
    for path in folder.yaml_files(record):
        try:
            found[path.relative_to(record).as_posix()] = path.read_bytes().decode()
        except (OSError, UnicodeDecodeError):
            continue
    return found


def _is_readable(text: str, name: str) -> bool:
    return source.read(text.encode(), name)[0] is not None


def _documents(draft: _Draft) -> Iterator[Document]:
    for name, lines in draft.lines.items():
        document, _ = source.read("\n".join(lines).encode(), name)
        if document is not None:
            yield document


def _quote_colons(draft: _Draft) -> None:
    """Put texts with a colon in quotation marks; a file may have several, one below the other."""
    for name, lines in draft.lines.items():
        fault = _colon_in_text(name, lines)
        while fault is not None:
            before = lines[fault.line - 1]
            lines[fault.line - 1] = _in_marks(before)
            following = _fault(name, lines)
            if lines[fault.line - 1] == before or (following is not None and following.line <= fault.line):
                # It is another fault that only looks like this one.
                lines[fault.line - 1] = before
                break
            draft.note(Position(name, fault.line, fault.column), "put the text in quotation marks")
            fault = _colon_in_text(name, lines)


def _fault(name: str, lines: Sequence[str]) -> Problem | None:
    """Give the fault that stops the reading of a file, the first of them."""
    _, faults = source.read("\n".join(lines).encode(), name)
    return min(faults, default=None)


def _colon_in_text(name: str, lines: Sequence[str]) -> Problem | None:
    fault = _fault(name, lines)
    return fault if fault is not None and "colon outside quotation marks" in fault.what else None


def _in_marks(line: str) -> str:
    """Put a line's text in quotation marks; leave a line that is no key with a text as it is."""
    found = _PLAIN_TEXT.fullmatch(line)
    if found is None or not (found["key"] in schema.KEYS or _CODE.fullmatch(found["key"])):
        return line
    marked = json.dumps(found["value"], ensure_ascii=False)
    return line[: found.start("value")] + marked + line[found.end("value") :]


def _name_anew(draft: _Draft, documents: Sequence[Document]) -> None:
    """Write ids as ids are written, where they are given and wherever they are named."""
    new: dict[str, str] = {}
    for document in documents:
        for path, value in _scalars(document.value, ()):
            if path[-1] == "id" and not _ID.fullmatch(value) and _as_id(value):
                new[value] = _as_id(value)
    for document in documents:
        for path, value in reversed(tuple(_scalars(document.value, ()))):
            named = path[-1] == "id" or any(key in NAMING for key in path[-2:])
            if named and value in new and draft.replace(document.place(path), value, new[value]):
                draft.note(document.place(path), f"wrote the id {value!r} as {new[value]!r}")


def _list_once(draft: _Draft) -> None:
    """List each of a theme's entries once; their order is the writer's own."""
    for name, lines in draft.lines.items():
        for number, line in enumerate(lines):
            found = _FLOW.match(line)
            if found is None:
                continue
            ids = [one.strip() for one in found["ids"].split(",")]
            once = list(dict.fromkeys(ids))
            if once != ids:
                lines[number] = f"{found['head']}[{', '.join(once)}]{found['tail']}"
                draft.note(Position(name, number + 1, 1), "listed each entry once")


def _drop_doubles(draft: _Draft, document: Document) -> None:
    """List each of a theme's entries once, where each stands in a line of its own."""
    for path, mapping in reversed(tuple(document.mappings())):
        listed = mapping.get("entries")
        if not isinstance(listed, list):
            continue
        for number, entry in reversed(tuple(enumerate(listed))):
            place = document.place((*path, "entries", number))
            line = draft.lines[document.file][place.line - 1]
            if entry in listed[:number] and line.strip() == f"- {entry}":
                del draft.lines[document.file][place.line - 1]
                draft.note(place, "listed each entry once")


def _passages(document: Document) -> Iterator[tuple[Keys, Mapping[str, Value]]]:
    value = document.value
    passages = value.get("passages") if isinstance(value, dict) else None
    for number, passage in enumerate(passages if isinstance(passages, list) else ()):
        if isinstance(passage, dict) and passage.get("kind") == EntryKind.QUOTE:
            yield ("passages", number), passage


def _seal(
    draft: _Draft, document: Document, path: Keys, passage: Mapping[str, Value], published: str | None
) -> None:
    text, kept = passage.get("text"), passage.get("sha256")
    if not isinstance(text, str) or kept == seal(text):
        return
    is_proven = published is not None and text in published
    said = f"sealed {passage.get('id')}{'' if is_proven else '; prove it with --source'}"
    if isinstance(kept, str) and kept:
        place = document.place((*path, "sha256"))
        if not is_proven:
            draft.leave(place, _unproven(passage, published))
        elif draft.replace(place, kept, seal(text)):
            draft.note(place, said)
    elif kept is None and "sha256" not in passage:
        if published is not None and not is_proven:
            draft.leave(document.place((*path, "text")), _unproven(passage, published))
        else:
            draft.note(_put_seal(draft, document.place((*path, "text", "@key")), seal(text)), said)


def _unproven(passage: Mapping[str, Value], published: str | None) -> str:
    proof = "give the published text by --source" if published is None else "it is not in the published text"
    return f"{passage.get('id')} is not sealed anew; {proof}"


def _put_seal(draft: _Draft, key: Position, sha256: str) -> Position:
    """Write a seal below a text, or before it where all stands between braces; give the place."""
    lines = draft.lines[key.file]
    before = lines[key.line - 1][: key.column - 1]
    if before.strip() not in {"", "-"}:
        lines[key.line - 1] = f"{before}sha256: {sha256}, {lines[key.line - 1][key.column - 1 :]}"
        return key
    last = key.line
    for number, line in enumerate(lines[key.line :], key.line + 1):
        if line.strip() and indent_of(line) < key.column:
            break
        last = number if line.strip() else last
    lines.insert(last, f"{' ' * (key.column - 1)}sha256: {sha256}")
    return Position(key.file, last + 1, key.column)


def _scalars(value: Value, path: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _scalars(item, (*path, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _scalars(item, (*path, key))


def _as_id(value: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", value.casefold()))


def _write(record: Path, after: Mapping[str, str], before: Mapping[str, str]) -> None:
    for name, text in after.items():
        if text == before[name]:
            continue
        beside = (record / name).with_suffix(".yaml.new")
        try:
            beside.write_bytes(text.encode())
            beside.replace(record / name)
        except OSError as error:
            raise RecordError([Problem(name, 1, 1, f"can't be written: {error.strerror}")]) from error
