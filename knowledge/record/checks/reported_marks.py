"""Reported speech and facts are our words: within quotation marks they would look like somebody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.source import Document, Path

MARKS = '“”„‟"«»「」『』'


def check(files: Files) -> Iterator[Problem]:
    """Find quotation marks where nobody is quoted."""
    for document, message in files.of(schema.MessageFile):
        for number, passage in enumerate(message.passages):
            if isinstance(passage, schema.ReportedIn):
                path = ("passages", number, "text")
                yield from _quoted(document, path, passage.id, passage.text.by_language)
    for document, file in files.of(schema.FactsFile):
        for number, fact in enumerate(file.facts):
            yield from _quoted(document, ("facts", number, "text"), fact.id, fact.text.by_language)


def _quoted(document: Document, path: Path, entry: str, texts: Mapping[str, str]) -> Iterator[Problem]:
    for code, text in texts.items():
        mark = next((sign for sign in text if sign in MARKS), None)
        if mark is not None:
            what = f"quotation marks in the {code} text of {entry}"
            hint = "say it in our words; verbatim words belong into an entry of kind quote"
            yield problem(document.place((*path, code)), what, found=mark, hint=hint)
