"""A text that people read stands in each language that the record offers questions in."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.checks.local_texts import READ
from knowledge.record.files import Files
from knowledge.record.problem import Problem, warning
from knowledge.record.source import Document, Path, Value

_READ = READ - {"examples"}


def check(files: Files) -> Iterator[Problem]:
    """Find texts that are missing in one of the languages of the example questions."""
    wanted = tuple(dict.fromkeys(code for _, about in files.of(schema.AboutFile) for code in about.examples))
    for document, item in files.items:
        if not isinstance(item, schema.LanguageFile | schema.VocabularyFile):
            yield from _walk(document, document.value, (), wanted)


def _walk(document: Document, value: Value, path: Path, wanted: tuple[str, ...]) -> Iterator[Problem]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _walk(document, item, (*path, number), wanted)
    elif isinstance(value, dict):
        missing = [code for code in wanted if code not in value]
        if path and path[-1] in _READ and missing:
            place = document.place((*path, "@key"))
            hint = "people who read them get another language"
            yield warning(place, f"a text that is not in {', '.join(missing)}", hint=hint)
        for key, item in value.items():
            yield from _walk(document, item, (*path, key), wanted)
