"""A folder of YAML to a record, or every problem in it at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatch
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from weakref import WeakValueDictionary

from pydantic import ValidationError

from knowledge import agreement, reachability
from knowledge.answering.kinds import Status
from knowledge.record import accepted, expectations, folder, invalid, question_sets, schema, source
from knowledge.record.assembly import assemble
from knowledge.record.checks import against_source, still_to_come, warnings
from knowledge.record.checks.silent_speaker import SILENT
from knowledge.record.files import Files
from knowledge.record.format import doubt_older, refuse_newer
from knowledge.record.pack import Language
from knowledge.record.problem import Grade, Problem, RecordError, did_you_mean, in_order, problem
from knowledge.record.values import Record
from knowledge.snapshot import Snapshot, build_snapshot

_SPEAKER = re.compile(r"^speaker: *([\w-]+)", re.MULTILINE)
_BEGINNING = 4096
"""Bytes of a file among which the key stands that tells what it is."""
_NO_SUCH_FILE = "no such file in a record"
MOST_REMEMBERED = 64
"""Files that are not read again while their bytes stay: who edits one file has the others in hand at once."""
_IN_USE: WeakValueDictionary[bytes, Snapshot] = WeakValueDictionary()
"""Snapshots that somebody holds, by the digest of the files: what is ready is not built again."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """One file, read and validated."""

    document: source.Document
    model: schema.Strict


def load_snapshot(place: Path | None = None) -> Snapshot:
    """Read a record and make it ready to answer.

    Args:
        place: The record's folder; None for the shipped one.

    Raises:
        RecordError: The folder is missing or anything in it is wrong; holds every problem.
    """
    read = folder.read(folder.shipped() if place is None else place)
    return _built(read.texts, read.unread, read.version)


def snapshot_of(texts: Mapping[str, bytes]) -> Snapshot:
    """Make files ready to answer that are not yet on the disk; their version is empty.

    Args:
        texts: Bytes by the name that the file would have in the record's folder; packs included.

    Raises:
        RecordError: Anything in them is wrong; holds every problem.
    """
    return _built(texts, (), "")


def _built(texts: Mapping[str, bytes], unread: tuple[Problem, ...], version: str) -> Snapshot:
    key = _key(texts, version)
    in_use = _IN_USE.get(key)
    if in_use is not None and not unread:
        return in_use
    files, found = read_files(texts, unread)
    record, languages, more = assemble(files)
    if record is None or found or more:
        raise RecordError((*found, *more))
    return _ready(record, languages, version, key)


def _ready(record: Record, languages: Sequence[Language], version: str, key: bytes) -> Snapshot:
    """Build a snapshot, or take the one in use that was built of the same files."""
    ready = _IN_USE.get(key)
    if ready is None:
        _IN_USE[key] = ready = build_snapshot(record, languages, version)
    return ready


def _key(texts: Mapping[str, bytes], version: str) -> bytes:
    digest = sha256(version.encode())
    for name, text in texts.items():
        digest.update(f"\0{name}\0{len(text)}\0".encode())
        digest.update(text)
    return digest.digest()


def problems(
    place: Path | None = None,
    *,
    published: str | None = None,
    warned: bool = False,
    today: date | None = None,
) -> tuple[Problem, ...]:
    """Find every problem of a record; in a sound one also the entries that nobody finds.

    Those of each file by itself come first, then those between the files, which may follow from them.

    Args:
        published: The text that the quotes were taken from; every quote must stand in it.
        warned: Whether warnings are given too, which do not keep a record from being used.
        today: No day that the record tells may be a later one; None if nobody knows what day it is.

    Raises:
        RecordError: The folder is missing.
    """
    where = folder.shipped() if place is None else place
    read = folder.read(where)
    stray = tuple(folder.never_read(where))
    files, found = read_files(read.texts, read.unread)
    record, languages, more = assemble(files)
    more = (*_without_consequences(more, stray, where), *stray)
    if today is not None:
        more = (*more, *still_to_come(files, today=today))
    if record is None:
        return _cause_first(found, more)
    proven = () if published is None else tuple(against_source(files, published))
    lost: list[Problem] = []
    if warned and not (found or more):
        lost += (*warnings(files, record, languages), *doubt_older(read.texts, folder=where))
    if not found and not more:
        snapshot = _ready(record, languages, read.version, _key(read.texts, read.version))
        disagreeing = tuple(agreement.check(files, snapshot))
        told = question_sets.told(where)
        expected = (*expectations.faults(where, record, languages, sets=told), *question_sets.faults(where))
        doubted = [*disagreeing, *expected]
        # What names another is found by other questions, too: that follows from it.
        if not any(one.grade == Grade.ERROR for one in disagreeing):
            doubted += (*reachability.check(snapshot), *_unanswered(files, snapshot))
        lost += (one for one in doubted if warned or one.grade == Grade.ERROR)
        if warned:
            lost = list(accepted.without(lost, files))
    return _cause_first(found, (*more, *proven, *lost))


def _cause_first(found: Iterable[Problem], more: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort what is wrong within files, and behind it what is wrong between them."""
    causes = frozenset(found)
    return (*in_order(causes), *in_order(one for one in more if one not in causes))


def _without_consequences(
    found: tuple[Problem, ...], stray: tuple[Problem, ...], where: Path
) -> tuple[Problem, ...]:
    """Leave out what is missing because it is there in a file of a name that is never read."""
    there = tuple(one.file.casefold() for one in stray)
    said = {who for one in stray for who in _SPEAKER.findall(_begin(where / one.file))}
    return tuple(
        one
        for one in found
        if not (one.what == "is missing" and any(name.startswith(Path(one.file).stem) for name in there))
        and not (one.what == SILENT and one.found in said)
    )


def _begin(path: Path) -> str:
    """Give the first lines of a file that may be anything."""
    try:
        with path.open("rb") as file:
            return file.read(_BEGINNING).decode(errors="replace")
    except OSError:
        return ""


def _unanswered(files: Files, snapshot: Snapshot) -> Iterator[Problem]:
    """Find questions that people are offered as examples, and that would get no answer."""
    for document, about in files.of(schema.AboutFile):
        for code, lines in about.examples.items():
            for number, line in enumerate(lines):
                if snapshot.answer(line).status != Status.ANSWERED:
                    place = document.place(("examples", code, number))
                    hint = "offer a question that the record answers"
                    yield problem(place, "an example without an answer", found=line, hint=hint)


def faults_of(texts: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Find the faults of files that are not yet on the disk.

    Args:
        texts: Bytes by the name that the file would have in the record's folder; packs included.
    """
    files, found = read_files(texts)
    _, _, more = assemble(files)
    return _cause_first(found, more)


def read_files(
    texts: Mapping[str, bytes], unread: tuple[Problem, ...] = ()
) -> tuple[Files, tuple[Problem, ...]]:
    """Validate each file by itself.

    Args:
        texts: Bytes by name, packs included.
        unread: Problems of files that are there and can't be read.

    Returns:
        The files that are right, and every problem of the others.
    """
    newer = refuse_newer(texts)
    if newer is not None:
        # Whatever else stands in it is not ours to judge.
        return Files((), broken={newer.file: ""}), (newer,)
    loaded: list[Loaded] = []
    found = list(unread)
    for name, text in texts.items():
        one, faults = _read_file(text, name)
        found.extend(faults)
        if one is not None:
            loaded.append(one)
    items = tuple((one.document, one.model) for one in loaded)
    broken = {item.file: _readable(texts.get(item.file, b"")) for item in found}
    return Files(items, broken), tuple(_by_folder(found))


def _readable(text: bytes) -> str:
    """Give what can be read of a file that is wrong: its ids are in ASCII, whatever the rest is in."""
    return text.decode("utf-8", "replace").replace("\0", "")


def _by_folder(found: Sequence[Problem]) -> Iterator[Problem]:
    """Name the files of a folder that no record has once, where the first of them stands."""
    strangers = Counter(one.file.rpartition("/")[0] for one in found if one.what == _NO_SUCH_FILE)
    told: set[str] = set()
    for one in found:
        around = one.file.rpartition("/")[0]
        if one.what != _NO_SUCH_FILE or not around:
            yield one
        elif around not in told:
            told.add(around)
            more = strangers[around] - 1
            yield replace(one, hint=f"{one.hint}; {more} more in this folder" if more else one.hint)


@lru_cache(maxsize=MOST_REMEMBERED)
def _read_file(text: bytes, name: str) -> tuple[Loaded | None, tuple[Problem, ...]]:
    model = next((model for pattern, model in schema.FILES if fnmatch(name, pattern)), None)
    if model is None:
        hint = did_you_mean(name, [pattern for pattern, _ in schema.FILES])
        return None, (Problem(name, 1, 1, _NO_SUCH_FILE, name, hint),)
    document, faults = source.read(text, name)
    if document is None:
        return None, faults
    if not isinstance(document.value, dict | None):
        found = document.value if isinstance(document.value, str) else ""
        hint = "a file of a record begins with a key, such as `sources:`"
        return None, (problem(document.place(()), "no `key: value` lines", found=found, hint=hint),)
    if document.value is None:
        hint = "write it, or take the file away"
        return None, (problem(document.place(()), "nothing in the file", hint=hint),)
    try:
        return Loaded(document, model.model_validate(document.value)), ()
    except ValidationError as error:
        return None, tuple(invalid.problems(document, error.errors(include_url=False)))


__all__ = ["RecordError", "load_snapshot", "problems"]
