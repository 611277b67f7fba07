"""An emendation corrects something: its reading differs from what was published."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem


def check(files: Files) -> Iterator[Problem]:
    """Find emendations that change nothing."""
    for document, file in files.of(schema.MessageFile):
        for number, passage in enumerate(file.passages):
            if not isinstance(passage, schema.QuoteIn):
                continue
            for index, one in enumerate(passage.emendations):
                if one.published.split() == one.reading.split():
                    place = document.place(("passages", number, "emendations", index, "reading"))
                    hint = "write how it should read, or remove the emendation"
                    yield problem(place, "an emendation that changes nothing", found=one.reading, hint=hint)
