"""A file of JSON, one object a line, that outlives a kill: what is written has reached the disk."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


def append(path: Path, rows: Iterable[Json]) -> None:
    """Write rows behind those that are there.

    Raises:
        OSError: They can't be written; a part of them may be.
    """
    with path.open("a", encoding="utf-8") as file:
        # What a full disk cut off before must not spoil a line of these.
        file.write("\n" + "".join(map(_line, rows)))
        file.flush()
        os.fsync(file.fileno())


def rewrite(path: Path, rows: Iterable[Json]) -> None:
    """Put rows in the place of all that are there: a crash leaves the one or the other, whole.

    Raises:
        OSError: They can't be written; those that are there stay.
    """
    beside = path.with_suffix(".new")
    beside.touch(mode=0o600)
    with beside.open("w", encoding="utf-8") as file:
        file.writelines(map(_line, rows))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read(path: Path) -> Iterator[Json]:
    """Give the rows of a file, which is made if it is not there.

    Raises:
        OSError: It can't be opened.
    """
    path.touch(mode=0o600)
    for line in path.read_text(encoding="utf-8").splitlines():
        # Cut off by a crash while it was written: its update was not confirmed, and comes again.
        with suppress(ValueError):
            yield json.loads(line)


def _line(row: Json) -> str:
    return json.dumps(row) + "\n"
