"""Look the record over, and prove its quotes against the published text they were taken from."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from bot import settings
from knowledge.loader import problems
from knowledge.record.folder import shipped
from knowledge.record.format import ABOUT, format_of
from knowledge.record.problem import Problem, RecordError
from knowledge.record.schema import FORMAT


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--source",
        metavar="FILE",
        type=Path,
        help="the published text; every quote must stand in it verbatim",
    )
    parser.add_argument("--json", action="store_true", help="print the problems as one JSON object")
    settings.add_flags(parser, "KNOWLEDGE_DIR")


def execute(options: Namespace) -> int:
    """Print each problem as `file:line:column: what; found; hint`; give 0 if there is none, else 1.

    Raises:
        RecordError: The record's folder or the source is missing.
    """
    folder = settings.knowledge_dir(options) or shipped()
    found = problems(folder, published=_read(options.source) if options.source else None)
    if options.json:
        print(json.dumps({"problems": [asdict(problem) for problem in found]}, ensure_ascii=False))
        return 1 if found else 0
    for problem in found:
        print(problem)
    print(_summary(len(found), folder))
    return 1 if found else 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        hint = "name the file that holds the published text, in UTF-8"
        raise RecordError([Problem(str(path), 1, 1, f"can't be read: {error}", "", hint)]) from error


def _summary(count: int, folder: Path) -> str:
    if count:
        return f"{count} {'problem' if count == 1 else 'problems'} in {folder}"
    found = format_of({ABOUT: (folder / ABOUT).read_bytes()})
    hint = f"; it is of format {found}, `python -m bot upgrade {folder}` makes it one of format {FORMAT}"
    return f"no problems in {folder}{hint if found < FORMAT else ''}"
