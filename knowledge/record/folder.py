"""A record's folder on disk: its files, in order, and the version that stands for all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch, fnmatchcase
from importlib import resources
from pathlib import Path

from knowledge.record.problem import Problem, RecordError

_GOLDEN = ("golden.jsonl", "golden.yaml", "golden/*.jsonl", "golden/sets.yaml")
"""Files of golden questions; `*` stands for folders too."""
_FOLDERS = frozenset({"absences", "facts", "golden", "languages", "messages", "vocabulary"})
_FILES = frozenset(
    {"about", "accepted", "countries", "golden", "organisations", "sources", "speakers", "themes"}
)
_REMARKS = (".md", ".rst")
"""Ends of files that people write for each other, anywhere in the folder."""
MOST_FILES = 200_000
LANGUAGES = "languages"
"""Name of the folder of packs, in a record and beside the shipped one."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What was read.

    Attributes:
        texts: Name relative to the folder → bytes, in the order of names.
        unread: Files that can't be read, as problems.
        version: Eight hexadecimal digits of the SHA-256 over names and bytes.
    """

    texts: dict[str, bytes]
    unread: tuple[Problem, ...]
    version: str


def shipped() -> Path:
    """Give the folder of the record that comes with the program."""
    return Path(str(resources.files("knowledge") / "data"))


def packs() -> Path:
    """Give the folder of the language packs that come with the program."""
    return Path(str(resources.files("knowledge") / LANGUAGES))


def read(folder: Path) -> Folder:
    """Read all files of a record, and the language packs that it does not bring itself.

    Raises:
        RecordError: The folder is missing.
    """
    if not folder.is_dir():
        raise RecordError(
            [Problem(str(folder), 1, 1, "no such folder", "", "name the folder that holds about.yaml")]
        )
    digest = hashlib.sha256()
    texts: dict[str, bytes] = {}
    unread: list[Problem] = []
    for name, path in _files(folder).items():
        if not path.is_file():
            # A pipe would be waited for.
            unread.append(_no_file(name, path))
            continue
        try:
            text = path.read_bytes()
        except OSError as error:
            unread.append(Problem(name, 1, 1, "can't be read", str(error.strerror), "check its permissions"))
            continue
        digest.update(f"{name}\0{len(text)}\0".encode())
        digest.update(text)
        texts[name] = text
    return Folder(texts, tuple(unread), digest.hexdigest()[:8])


def _no_file(name: str, path: Path) -> Problem:
    what, hint = "no file", "put a YAML file in its place, or take it away"
    if path.is_dir():
        what, hint = "a folder, not a file", "give it a name that does not end in .yaml"
    elif path.is_symlink():
        what, hint = "a link that leads to no file", "correct the link, or take it away"
    return Problem(name, 1, 1, what, path.name, hint)


def _files(folder: Path) -> dict[str, Path]:
    """Give the files by name, in order; a pack of the record's own stands for the shipped one."""
    named = {f"{LANGUAGES}/{path.name}": path for path in sorted(packs().glob("*.yaml"))}
    named |= {path.relative_to(folder).as_posix(): path for path in yaml_files(folder)}
    return dict(sorted(named.items()))


def yaml_files(folder: Path) -> list[Path]:
    """Give the YAML files that a record brings itself, in order; golden questions are none of it."""
    paths = sorted(path for path in folder.rglob("*.yaml") if not path.name.startswith("."))
    return [path for path in paths if not fnmatch(path.relative_to(folder).as_posix(), "golden*")][
        :MOST_FILES
    ]


def never_read(folder: Path) -> Iterator[Problem]:
    """Find files that look as if they were part of the record and are not read, for their name alone."""
    read = {path.relative_to(folder).as_posix() for path in yaml_files(folder)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in read and not _is_golden(name) and _looks_like_data(name):
            hint = "end its name in .yaml, in the folder of its kind, or take it away"
            if fnmatchcase(name, "golden*"):
                hint = "questions stand in golden.jsonl or golden/*.jsonl; name it so, or take it away"
            yield Problem(name, 1, 1, "this file is never read", path.name, hint)


def _is_golden(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in _GOLDEN)


def _looks_like_data(name: str) -> bool:
    """Whether it ends as data does, stands among data, or is named as one of the files is."""
    *around, last = name.split("/")
    if last.startswith(".") or last.endswith(_REMARKS):
        return False
    return (
        any(end in last.casefold() for end in (".yaml", ".yml", ".jsonl"))
        or (len(around) == 1 and around[0] in _FOLDERS)
        or (not around and last.partition(".")[0] in _FILES)
    )
