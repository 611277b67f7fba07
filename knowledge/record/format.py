"""The number of the format that a record is written in; one that is newer than the program is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge.record import source
from knowledge.record.problem import Problem, problem, warning
from knowledge.record.schema import FORMAT
from knowledge.record.values import Position

ABOUT = "about.yaml"
"""Where the number stands."""


def format_of(texts: Mapping[str, bytes]) -> int:
    """Give the format of a record; 1 where no whole number says it.

    Args:
        texts: The record's files, bytes by name.
    """
    document, _ = source.read(texts.get(ABOUT, b""), ABOUT)
    value = document.value if document is not None else None
    said = value.get("format") if isinstance(value, dict) else None
    return int(said) if isinstance(said, str) and said.isdecimal() else 1


def doubt_older(texts: Mapping[str, bytes], *, folder: Path) -> Iterator[Problem]:
    """Warn of a record that an older program wrote, or that lost its number."""
    found = format_of(texts)
    if found < FORMAT:
        document, _ = source.read(texts[ABOUT], ABOUT)
        place = document.places.get(("format",)) if document is not None else None
        hint = f"`python -m bot upgrade {folder}` makes it one of format {FORMAT}"
        yield warning(
            place or Position(ABOUT, 1, 1), "a record of an older format", found=str(found), hint=hint
        )


def refuse_newer(texts: Mapping[str, bytes]) -> Problem | None:
    """Give the problem of a record that only a newer program can read; None for any other."""
    found = format_of(texts)
    if found <= FORMAT:
        return None
    document, _ = source.read(texts[ABOUT], ABOUT)
    return problem(
        document.place(("format",)) if document is not None else Position(ABOUT, 1, 1),
        f"the record's format is newer than {FORMAT}, the newest that this program reads",
        found=str(found),
        hint="install a newer version of the program",
    )
