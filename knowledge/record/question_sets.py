"""What golden/sets.yaml tells of the sets of questions beside it: each is there, and nothing is misspelt."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path, PurePath

from knowledge.record import source
from knowledge.record.folder import LANGUAGES, packs
from knowledge.record.problem import Problem, did_you_mean, problem

FILE_NAME = "golden/sets.yaml"
_NEEDED = frozenset({"author", "date", "file", "kind", "languages", "sealed", "tuned"})
_FLAG = (re.compile("true|false"), "write true or false")
_VALUES = {
    "kind": (re.compile("questions|conversations"), "write questions or conversations"),
    "date": (re.compile(r"[12]\d{3}-\d{2}-\d{2}"), 'write a day as "2024-01-15"'),
    "tuned": _FLAG,
    "sealed": _FLAG,
    "for_rules": _FLAG,
}
_KNOWN = _NEEDED | {"for_rules"}


def told(folder: Path) -> tuple[str, ...]:
    """Give the names of the sets that rows tell of, whether they are there or not."""
    path = folder / FILE_NAME
    document = source.read(path.read_bytes(), FILE_NAME)[0] if path.is_file() else None
    return tuple(PurePath(one).stem for one in _files(_rows(document)))


def _rows(document: source.Document | None) -> source.Value:
    return document.value.get("sets") if document and isinstance(document.value, dict) else None


def _files(rows: source.Value) -> Iterator[str]:
    for row in rows if isinstance(rows, list) else ():
        name = row.get("file") if isinstance(row, dict) else None
        if isinstance(name, str):
            yield name


def faults(folder: Path) -> Iterator[Problem]:
    """Find sets that are not there, and keys that nobody reads; nothing where no such file is."""
    path = folder / FILE_NAME
    if not path.is_file():
        return
    document, found = source.read(path.read_bytes(), FILE_NAME)
    yield from found
    if document is None:
        return
    rows = _rows(document)
    if not isinstance(rows, list):
        yield Problem(FILE_NAME, 1, 1, "no list of sets", "", "write `sets:` and a list below it")
        return
    codes = {pack.stem for pack in (*packs().glob("*.yaml"), *(folder / LANGUAGES).glob("*.yaml"))}
    untold = {one.name for one in path.parent.glob("*.jsonl")}.difference(_files(rows))
    told: set[str] = set()
    for number, row in enumerate(rows):
        yield from _faults_of_row(document, number, row, path.parent, untold=untold)
        yield from _wrong_values(document, number, row, codes)
        name = row.get("file") if isinstance(row, dict) else None
        if isinstance(name, str) and name in told:
            yield problem(document.place(("sets", number, "file")), "the same set twice", found=name)
        told.add(str(name))
    # One that stands twice, or is misspelt, is meant for another, which is named by that.
    lost = [name for name in told if not (path.parent / name).is_file()]
    for one in sorted(path.parent.glob("*.jsonl")) if len(told) == len(rows) else ():
        if one.name not in told and not get_close_matches(one.name, lost, n=1):
            hint = f"add it to {FILE_NAME}, or take it away"
            yield Problem(f"golden/{one.name}", 1, 1, "a set that no row tells of", one.name, hint)


def _wrong_values(
    document: source.Document, number: int, row: source.Value, codes: Collection[str]
) -> Iterator[Problem]:
    """Find values that no program can use: a kind, a flag, a day or a language that there is not."""
    for key, value in row.items() if isinstance(row, dict) else ():
        place = document.place(("sets", number, key))
        pattern, hint = _VALUES.get(key, (None, ""))
        if pattern is not None and not (isinstance(value, str) and pattern.fullmatch(value)):
            yield problem(place, f"not a value of `{key}`", found=str(value), hint=hint)
        elif key == "date" and not _is_day(str(value)):
            yield problem(place, "no such day", found=str(value), hint="the calendar does not have it")
        if key == "languages":
            given = value if isinstance(value, list) else [str(value)]
            for code in (str(one) for one in given if one not in codes):
                yield problem(place, "unknown language", found=code, hint=did_you_mean(code, codes))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _faults_of_row(
    document: source.Document, number: int, row: source.Value, folder: Path, *, untold: Collection[str]
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
    if keys.get("sealed") == keys.get("tuned") == "true":
        hint = "nothing is ever tuned on a sealed set; if something was, write `sealed: false`"
        yield problem(
            document.place((*at, "tuned")), "a sealed set that is tuned on", found="true", hint=hint
        )
    name = keys.get("file")
    # Sealed sets need not be there: they are only ever measured.
    if isinstance(name, str) and keys.get("sealed") != "true" and not (folder / name).is_file():
        hint = did_you_mean(name, untold) if untold else "write it, or take its row away"
        yield problem(document.place((*at, "file")), "no such file of questions", found=name, hint=hint)
