"""What we tell is in our words: within quotation marks, or as "we", it would look like somebody's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.record.checks.figures_told import told
from knowledge.record.files import Files
from knowledge.record.kinds import EntryKind
from knowledge.record.problem import Problem, problem

MARKS = '“”„‟"«»「」『』'
_OURS = frozenset({("facts", "text"), ("passages", "around"), ("passages", "text")})
"""Lists and keys of what is told of somebody's words; what is told of the record may quote a word."""
_FIRST_PERSON = {
    "en": re.compile(r"\b(?:[Ww]e|us|[Oo]urs?|[Mm]y|me)\b"),
    "ru": re.compile(r"\b(?:[Мм]ы|[Нн]ас|[Нн]ами?|[Нн]аш(?:а|и|их|им|ими|у|ей|е|его|ему|ем)?|[Мм]о[йяеи])\b"),
    "zh": re.compile("(?<!自)我"),
}


def check(files: Files) -> Iterator[Problem]:
    """Find quotation marks where nobody is quoted, and reports in the first person."""
    for document, path, texts in told(files):
        *around, key = path
        entry = document.mapping(tuple(around))
        if (path[0], key) not in _OURS:
            continue
        for code, text in texts.items():
            place = document.place((*path, code))
            if mark := next((sign for sign in text if sign in MARKS), None):
                what = f"quotation marks in the {code} {key} of {entry.get('id')}"
                hint = "say it in our words; verbatim words belong into an entry of kind quote"
                yield problem(place, what, found=mark, hint=hint)
            we = _FIRST_PERSON[code].search(text) if code in _FIRST_PERSON else None
            if we and not mark and entry.get("kind") == EntryKind.REPORTED:
                hint = "tell it of the speaker; verbatim words belong into an entry of kind quote"
                yield problem(place, "a report in the first person", found=we[0], hint=hint)
