"""Check the record, and compare its quotes with the published text they were taken from."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import settings
from bot.printing import findings
from bot.record_watch import Traces, traces
from knowledge.loader import problems
from knowledge.record import accepted, source
from knowledge.record.folder import shipped
from knowledge.record.problem import Grade, Problem, RecordError
from knowledge.repair import repair

FORMATS = ("text", "json", "sarif", "annotations")
ANY = "*"
"""Golden questions are looked at too, and files that belong to no record."""
LOOK_SECONDS = 0.5
"""Between two looks of `--watch` at the files."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, help="the record's folder (default: KNOWLEDGE_DIR)"
    )
    parser.add_argument(
        "--source",
        metavar="FILE",
        type=Path,
        help="the published text; every quote must be in it, word for word",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text (default), one JSON object, SARIF 2.1.0, or annotations for a code host's log",
    )
    parser.add_argument("--json", action="store_true", help="the same as --format json")
    parser.add_argument("--watch", action="store_true", help="check again after each edit, until Ctrl-C")
    parser.add_argument(
        "--fix",
        action="store_true",
        help="first repair what needs no judgement: seals, ids, duplicates, quotation marks; comments stay",
    )
    parser.add_argument(
        "--accept",
        metavar="FILE:LINE",
        action="append",
        default=[],
        help="write the warnings of this line into accepted.yaml, and give them no more; with --why",
    )
    parser.add_argument(
        "--why", metavar="TEXT", default="", help="why they may stay, for whoever reads it next"
    )
    settings.add_flags(parser, "KNOWLEDGE_DIR")


def execute(options: Namespace) -> int:
    """Print each problem as `file:line:column: what; found; hint`; give 1 if there is an error, else 0.

    Raises:
        RecordError: The record's folder or the source is missing.
    """
    folder = options.folder or settings.knowledge_dir(options) or shipped()
    published = _read(options.source) if options.source else None
    if options.accept:
        _accept(folder, options.accept, why=options.why)
    if options.fix:
        _mend(folder, published, quiet=options.json or options.format != "text")
    kind = "json" if options.json else options.format
    # What is edited while it is being looked at has to be looked at again.
    looked_at = traces(folder, ANY)
    code = _look(folder, published, kind)
    while options.watch:
        looked_at = wait_for_edit(folder, looked_at)
        code = _look_again(folder, published, kind)
    return code


def _look_again(folder: Path, published: str | None, kind: str) -> int:
    """Look, also where the folder is gone: a change of branches takes it away for a moment."""
    try:
        return _look(folder, published, kind)
    except RecordError as error:
        _show(error.problems, folder, kind)
        return 1


def _accept(folder: Path, lines: Sequence[str], *, why: str) -> None:
    """Write the warnings of some lines into the record, as accepted.

    Raises:
        RecordError: No reason is given, or no warning stands there.
    """
    warned = [one for one in problems(folder, warned=True) if one.grade == Grade.WARNING]
    chosen = []
    for line in lines:
        found = [one for one in warned if f"{one.file}:{one.line}:{one.column}:".startswith(f"{line}:")]
        if not found or not why:
            hint = "write it as `check` prints it" if why else "say why in --why"
            raise RecordError([Problem(accepted.FILE_NAME, 1, 1, "no warning to accept", line, hint)])
        chosen += found
    path = folder / accepted.FILE_NAME
    text = source.decoded(path.read_bytes()) if path.is_file() else ""
    path.write_text(accepted.written(text, chosen, why=why), encoding="utf-8")


def _look(folder: Path, published: str | None, kind: str) -> int:
    # Where the editor lives it may be tomorrow already.
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    found = problems(folder, published=published, warned=True, today=tomorrow)
    _show(found, folder, kind)
    return 1 if any(one.grade == Grade.ERROR for one in found) else 0


def _show(found: Sequence[Problem], folder: Path, kind: str) -> None:
    match kind:
        case "json":
            print(findings.as_json(found), flush=True)
        case "sarif":
            print(findings.as_sarif(found, folder), flush=True)
        case "annotations":
            print(findings.as_annotations(found, folder), flush=True)
        case _:
            for problem in found:
                print(problem)
            print(_summary(found, folder), flush=True)


def _mend(folder: Path, published: str | None, *, quiet: bool) -> None:
    mended = repair(folder, published=published)
    if not quiet:
        for line in mended.done:
            print(f"mended: {line}")
        for line in mended.left:
            print(f"left: {line}")


def wait_for_edit(folder: Path, looked_at: Traces) -> Traces:
    """Wait until the files are others than those looked at, and have held still for one look; give theirs."""
    before = looked_at
    while True:
        time.sleep(LOOK_SECONDS)
        found = traces(folder, ANY)
        if found != looked_at and found == before:
            return found
        before = found


def _read(path: Path) -> str:
    try:
        return source.decoded(path.read_bytes()).replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        hint = "name the file that holds the published text, in UTF-8"
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise RecordError([Problem(str(path), 1, 1, f"can't be read: {reason}", "", hint)]) from error


def _summary(found: Sequence[Problem], folder: Path) -> str:
    errors = sum(one.grade == Grade.ERROR for one in found)
    warned = len(found) - errors
    warnings = f", {warned} {'warning' if warned == 1 else 'warnings'}" if warned else ""
    if errors:
        return f"{errors} {'problem' if errors == 1 else 'problems'} in {folder}{warnings}"
    return f"no problems in {folder}{warnings}"
