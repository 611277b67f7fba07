"""An organisation that the record's title names is one that the record is about: `common: true`."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.normalise import tokens
from knowledge.record import schema
from knowledge.record.checks.offices import word_runs
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem


def check(files: Files) -> Iterator[Problem]:
    """Find organisations of the title that are said to be others: a question that names one would be lost."""
    titles = {
        run
        for _, about in files.of(schema.AboutFile)
        for text in about.title.by_language.values()
        for run in word_runs(tokens(text))
    }
    for document, file in files.of(schema.OrganisationsFile):
        for number, one in enumerate(file.organisations):
            names = {tokens(name) for name in one.name.by_language.values()}
            if not one.common and names & titles:
                place, hint = document.place(("organisations", number, "common")), "write common: true"
                yield problem(
                    place, "an organisation of the title that is not common", found=one.id, hint=hint
                )
