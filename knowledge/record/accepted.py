"""Warnings that somebody read and accepted, with the reason; one that is no longer given is named in turn."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import TypeAlias

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Grade, Problem, shortened, warning
from knowledge.record.section import EDITOR_LINE

FILE_NAME = "accepted.yaml"
_Told: TypeAlias = tuple[str, str, str]
"""A warning's file, its words, and what was found: all that tells it from others, as lines move."""


def without(found: Sequence[Problem], files: Files) -> Iterator[Problem]:
    """Leave out warnings that are accepted; where there are no errors, name acceptances of nothing.

    An error keeps some of the warnings from being looked for.
    """
    accepted = {
        (one.file, one.what, shortened(one.found)): document.place(("accepted", number))
        for document, file in files.of(schema.AcceptedFile)
        for number, one in enumerate(file.accepted)
    }
    given = {_told(one) for one in found if one.grade == Grade.WARNING}
    yield from (one for one in found if one.grade == Grade.ERROR or _told(one) not in accepted)
    if any(one.grade == Grade.ERROR for one in found):
        return
    for told, place in accepted.items():
        if told not in given:
            near = get_close_matches(told[1], [what for file, what, _ in given if file == told[0]], n=1)
            hint = f'did you mean "{near[0]}"? Else take it away' if near and near[0] != told[1] else ""
            hint = hint or "what it was about is mended, or reads otherwise: take it away"
            yield warning(place, "an accepted warning that is not given", found=told[1], hint=hint)


def written(text: str, found: Sequence[Problem], *, why: str) -> str:
    """Give the file with warnings added, each once.

    Args:
        text: The file as it is; empty if there is none.
    """
    head = f"{EDITOR_LINE} $schema=./schema.json#/$defs/AcceptedFile\naccepted:\n"
    lines = [text.rstrip("\n") + "\n" if text.strip() else head]
    for file, what, shown in dict.fromkeys(map(_told, found)):
        values = {"file": file, "what": what, "found": shown, "why": why}
        fields = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value)
        lines.append("  - " + "\n    ".join(fields) + "\n")
    return "".join(lines)


def _told(one: Problem) -> _Told:
    return one.file, one.what, shortened(one.found)
