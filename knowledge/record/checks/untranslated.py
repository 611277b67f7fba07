"""A text that people read stands in each language that the record offers questions in."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.checks.local_texts import READ
from knowledge.record.files import Files
from knowledge.record.problem import Problem, warning

_READ = READ - {"examples"}


def check(files: Files) -> Iterator[Problem]:
    """Find texts that are missing in one of the languages of the example questions."""
    wanted = tuple(dict.fromkeys(code for _, about in files.of(schema.AboutFile) for code in about.examples))
    for document in files.own:
        for path, texts in document.mappings():
            missing = [code for code in wanted if code not in texts]
            if path and path[-1] in _READ and missing:
                above = [code for code in wanted[: wanted.index(missing[0])] if code in texts][-1:]
                place = document.place((*path, *above, "@key"))
                hint = "people who read them get another language"
                found = next((str(text) for text in texts.values()), "")
                yield warning(place, f"a text that is not in {', '.join(missing)}", found=found, hint=hint)
