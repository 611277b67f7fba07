"""What golden/sets.yaml tells of the sets of questions beside it: each is there, and nothing is misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from knowledge.record import source
from knowledge.record.problem import Problem, did_you_mean, problem

FILE_NAME = "golden/sets.yaml"
_NEEDED = frozenset({"author", "date", "file", "kind", "languages", "sealed", "tuned"})
_KNOWN = _NEEDED | {"for_rules"}


def faults(folder: Path) -> Iterator[Problem]:
    """Find sets that are not there, and keys that nobody reads; nothing where no such file is."""
    path = folder / FILE_NAME
    if not path.is_file():
        return
    document, found = source.read(path.read_bytes(), FILE_NAME)
    yield from found
    rows = document.value.get("sets") if document and isinstance(document.value, dict) else None
    if document is None:
        return
    if not isinstance(rows, list):
        yield Problem(FILE_NAME, 1, 1, "no list of sets", "", "write `sets:` and a list below it")
        return
    for number, row in enumerate(rows):
        yield from _faults_of_row(document, number, row, path.parent)


def _faults_of_row(
    document: source.Document, number: int, row: source.Value, folder: Path
) -> Iterator[Problem]:
    at: source.Path = ("sets", number)
    keys = row if isinstance(row, dict) else {}
    unknown = sorted(set(keys) - _KNOWN)
    for key in unknown:
        hint = did_you_mean(key, _KNOWN)
        yield problem(document.place((*at, key, "@key")), "unknown key", found=key, hint=hint)
    missing = sorted(_NEEDED - set(keys))
    if missing and not unknown:
        yield problem(document.place(at), "a set of which something is missing", found=", ".join(missing))
    name = keys.get("file")
    # Sealed sets need not be there: they are only ever measured.
    if isinstance(name, str) and keys.get("sealed") != "true" and not (folder / name).is_file():
        there = [one.relative_to(folder).as_posix() for one in folder.glob("*.jsonl")]
        hint = did_you_mean(name, there)
        yield problem(document.place((*at, "file")), "no such file of questions", found=name, hint=hint)
