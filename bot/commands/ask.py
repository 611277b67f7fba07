"""Answer one question, or a file of questions, from the record."""

from __future__ import annotations

import gc
import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bot import settings
from bot.errors import UsageError
from bot.printing import explanation, plain
from bot.printing.wrapping import width_of
from knowledge.answering.answer import Answer, as_json
from knowledge.compiled import load_snapshot
from knowledge.record import source
from knowledge.record.values import Record
from knowledge.snapshot import Snapshot

if TYPE_CHECKING:
    from io import TextIOWrapper

JSON_VERSION = 1
"""Of the printed object: raised when a field changes its meaning or goes, not when one is added."""
# JSON leaves these alone, yet programs that split text into lines split here too.
_LINE_ENDS = {ord(character): f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"}

_NOT_UTF_8 = "not UTF-8; save the file as UTF-8"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("question", nargs="*", help="the question; quotation marks may be left out")
    parser.add_argument("--batch", metavar="FILE", help="answer each line of FILE; - is standard input")
    parser.add_argument("--json", action="store_true", help="one JSON object for each question, on one line")
    parser.add_argument(
        "--explain", action="store_true", help="show what was recognised and where it is in the record"
    )
    settings.add_flags(parser, "KNOWLEDGE_DIR")


def execute(options: Namespace) -> int:
    """Print an answer for each question, in order, each as soon as it is known.

    Raises:
        UsageError: No question, two sources of questions, or a file that can't be read.
        RecordError: The record is broken.
    """
    if bool(options.question) == bool(options.batch):
        raise UsageError('ask: give one question ("…") or --batch FILE; see python -m bot ask --help')
    _write_utf8()
    questions = _lines(options.batch) if options.batch else iter((_clean(" ".join(options.question)),))
    first = next(questions, None)
    snapshot = _load(settings.knowledge_dir(options))
    while first is not None:
        answer = snapshot.answer(first)
        if options.json:
            _print_object(answer, explain=options.explain)
        else:
            if options.batch:
                print(f"› {first}")
            _print_text(answer, snapshot.record, explain=options.explain)
            if options.batch:
                print()
        first = next(questions, None)
    return 0


def _load(folder: Path | None) -> Snapshot:
    # Everything that is built stays until the end: looking for garbage meanwhile costs a tenth of the start.
    gc.disable()
    snapshot = load_snapshot(folder, kept=settings.cache_dir())
    gc.freeze()
    gc.enable()
    return snapshot


def _print_object(answer: Answer, *, explain: bool) -> None:
    fields: dict[str, object] = {**as_json(answer), "version": JSON_VERSION}
    if explain:
        fields["evidence"] = explanation.as_fields(answer.evidence)
    print(json.dumps(fields, ensure_ascii=False).translate(_LINE_ENDS), flush=True)


def _print_text(answer: Answer, record: Record, *, explain: bool) -> None:
    print(plain.render(answer, record=record, width=width_of(sys.stdout)))
    if explain:
        print(explanation.render(answer.evidence))
    sys.stdout.flush()


def _lines(name: str) -> Iterator[str]:
    """Give the questions one by one, empty ones too; only a line feed ends a question.

    Raises:
        UsageError: The file can't be read or is not UTF-8, and none of it is asked; of standard input, which
            may never end, the questions before are.
    """
    for number, line in enumerate(sys.stdin.buffer if name == "-" else _opened(name), 1):
        try:
            question = line.decode()
        except UnicodeDecodeError as error:
            raise UsageError(f"--batch: {name}:{number}: {_NOT_UTF_8}") from error
        question = question.removesuffix("\n").removesuffix("\r")
        yield question.removeprefix("\ufeff") if number == 1 else question


def _opened(name: str) -> BytesIO:
    """Read a whole file in UTF-8, or in UTF-16 with its mark; give it in UTF-8."""
    try:
        text = Path(name).read_bytes()
        return BytesIO(source.decoded(text).encode())
    except UnicodeDecodeError as error:
        line = text[: len(text) - len(error.object) + error.start].count(b"\n") + 1
        raise UsageError(f"--batch: {name}:{line}: {_NOT_UTF_8}") from error
    except OSError as error:
        raise UsageError(f"--batch: {name}: {error.strerror}; name a file, one question a line") from error


def _clean(question: str) -> str:
    """Replace bytes that are no UTF-8, which an argument may carry."""
    return os.fsencode(question).decode("utf-8", "replace")


def _write_utf8() -> None:
    if sys.stdout.encoding.lower() != "utf-8":
        cast("TextIOWrapper", sys.stdout).reconfigure(encoding="utf-8", errors="replace")
