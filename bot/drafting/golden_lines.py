"""A golden question for an answer that a maintainer has decided on, as one line of JSON."""

from __future__ import annotations

import json
from collections.abc import Collection
from itertools import count
from pathlib import Path

from knowledge.answering.answer import Answer
from knowledge.record import golden
from knowledge.record.golden import Kind
from knowledge.record.values import Absence, Entry, Fact

TYPE = "missed"
MOST_CHARACTERS = 60
"""Of an entry's words that tell it from others."""


def expected(answer: Answer) -> dict[str, object]:
    """Give what counts as right, so that another answer than this one is noticed."""
    entries = [hit.entry for hit in answer.hits if not isinstance(hit.entry, Absence)]
    if not entries:
        return {"kind": Kind.NONE}
    first = entries[0]
    speakers = () if isinstance(first, Fact) else _speakers(entries)
    return {
        "kind": Kind.ANSWER,
        **({"speakers": list(speakers)} if speakers else {}),
        **({} if len(speakers) > 1 else {"contains": [_begin(first.text)]}),
    }


def with_line(place: Path, question: str, expects: dict[str, object]) -> tuple[Path, str]:
    """Give the record's own file of golden questions, and its text with one more."""
    file = place / golden.FILE_NAME
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    taken = {one.id for path in golden.files(place) for one in golden.read_questions(path)}
    free = next(name for number in count(1) if (name := f"{TYPE}-{number}") not in taken)
    line = {"id": free, "type": TYPE, "q": question, "expect": expects}
    gap = "\n" if before and not before.endswith("\n") else ""
    return file, f"{before}{gap}{json.dumps(line, ensure_ascii=False)}\n"


def _speakers(entries: Collection[Entry]) -> tuple[str, ...]:
    names = (one.speaker.name.original for one in entries if not isinstance(one, Fact | Absence))
    return tuple(dict.fromkeys(names))


def _begin(text: str) -> str:
    """Give the first words."""
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS].rpartition(" ")[0] or text
