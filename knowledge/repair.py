"""Mends in a record's files what needs no judgement: seals, ids, doubles and quotation marks.

Only the lines concerned are written anew, so that comments and everybody's way of laying out a file stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.record import folder, source
from knowledge.record.checks.checksum import seal
from knowledge.record.kinds import EntryKind
from knowledge.record.problem import Problem, RecordError
from knowledge.record.source import Document, Value
from knowledge.record.source import Path as Keys
from knowledge.record.values import Position

NAMING = frozenset({"speaker", "source", "country", "told_in", "entries", "speakers", "countries"})
"""Keys whose values are ids of other things."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FLOW = re.compile(r"^(?P<head>\s*(?:- )?entries: )\[(?P<ids>[^\[\]#]*)\](?P<tail>.*)$")


@dataclass(frozen=True, slots=True)
class _Draft:
    """The files as they will be written, and what was done to each."""

    lines: dict[str, list[str]]
    done: list[str] = field(default_factory=list)

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
        self.done.append(f"{place.file}:{place.line}: {what}")


def repair(record: Path) -> tuple[str, ...]:
    """Mend what is mechanical, in place.

    Returns:
        What was done, one line each; empty if there was nothing to do.

    Raises:
        RecordError: The folder is missing, or can't be written.
    """
    texts = {
        name: text for name, text in _read(record).items() if not name.startswith(f"{folder.LANGUAGES}/")
    }
    draft = _Draft({name: text.split("\n") for name, text in texts.items()})
    _quote_colons(draft)
    _name_anew(draft, tuple(_documents(draft)))
    _list_once(draft)
    for document in tuple(_documents(draft)):
        # From the end, so that a line put in moves none that is still to be looked at.
        for path, passage in reversed(tuple(_passages(document))):
            _seal(draft, document, path, passage)
    _write(record, draft, texts)
    return tuple(draft.done)


def _read(record: Path) -> dict[str, str]:
    if not record.is_dir():
        raise RecordError(
            [Problem(str(record), 1, 1, "no such folder", "", "name the folder that holds about.yaml")]
        )
    found = {}
    for path in folder.yaml_files(record):
        try:
            found[path.relative_to(record).as_posix()] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
    return found


def _documents(draft: _Draft) -> Iterator[Document]:
    for name, lines in draft.lines.items():
        document, _ = source.read("\n".join(lines).encode(), name)
        if document is not None:
            yield document


def _quote_colons(draft: _Draft) -> None:
    """Put texts with a colon in quotation marks; a file may have several."""
    for name, lines in draft.lines.items():
        for _ in lines:
            _, faults = source.read("\n".join(lines).encode(), name)
            fault = next((one for one in faults if "colon outside quotation marks" in one.what), None)
            if fault is None:
                break
            line = lines[fault.line - 1]
            value = line[fault.column - 1 :].rstrip()
            lines[fault.line - 1] = line[: fault.column - 1] + json.dumps(value, ensure_ascii=False)
            draft.note(Position(name, fault.line, fault.column), "put the text in quotation marks")


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


def _passages(document: Document) -> Iterator[tuple[Keys, Mapping[str, Value]]]:
    value = document.value
    passages = value.get("passages") if isinstance(value, dict) else None
    for number, passage in enumerate(passages if isinstance(passages, list) else ()):
        if isinstance(passage, dict) and passage.get("kind") == EntryKind.QUOTE:
            yield ("passages", number), passage


def _seal(draft: _Draft, document: Document, path: Keys, passage: Mapping[str, Value]) -> None:
    text, kept = passage.get("text"), passage.get("sha256")
    if not isinstance(text, str) or kept == seal(text):
        return
    said = f"sealed {passage.get('id')}; prove it with --source"
    if isinstance(kept, str) and kept:
        place = document.place((*path, "sha256"))
        if draft.replace(place, kept, seal(text)):
            draft.note(place, said)
        return
    if kept is not None or "sha256" in passage:
        return
    begins = document.place((*path, "text", "@key"))
    keys = [document.place((*path, key, "@key")) for key in passage]
    after = min((one.line for one in keys if one.line > begins.line), default=None)
    if after is not None:
        draft.lines[document.file].insert(after - 1, f"{' ' * (begins.column - 1)}sha256: {seal(text)}")
        draft.note(Position(document.file, after, begins.column), said)


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


def _write(record: Path, draft: _Draft, before: Mapping[str, str]) -> None:
    for name, lines in draft.lines.items():
        text = "\n".join(lines)
        if text == before[name]:
            continue
        beside = (record / name).with_suffix(".yaml.new")
        try:
            beside.write_text(text, encoding="utf-8", newline="\n")
            beside.replace(record / name)
        except OSError as error:
            raise RecordError([Problem(name, 1, 1, f"can't be written: {error.strerror}")]) from error
