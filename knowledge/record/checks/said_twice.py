"""What is listed is listed once: a second ask, alias or restatement in the same words does nothing."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem, warning
from knowledge.record.source import Document, Path, Value

LISTED = frozenset({"aliases", "asks", "examples", "meanings", "offices", "restatements"})


def check(files: Files) -> Iterator[Problem]:
    """Find words that stand twice in one list."""
    for document, item in files.items:
        if not isinstance(item, schema.LanguageFile):
            yield from _walk(document, document.value, ())


def _walk(document: Document, value: Value, path: Path) -> Iterator[Problem]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(document, item, (*path, key))
    elif isinstance(value, list):
        firsts: dict[str, int] = {}
        for number, item in enumerate(value):
            yield from _walk(document, item, (*path, number))
            if not isinstance(item, str) or not LISTED.intersection(path):
                continue
            first = firsts.setdefault(" ".join(item.casefold().split()), number)
            if first != number:
                hint = f"it stands in line {document.place((*path, first)).line} too; remove one"
                # Examples are shown to people, the others only help to find.
                tell = problem if "examples" in path else warning
                yield tell(document.place((*path, number)), "the same words twice", found=item, hint=hint)
