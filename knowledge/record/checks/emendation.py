"""An emendation corrects something: its reading differs from what was published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem, warning
from knowledge.record.source import Document, Path

_FIGURE = re.compile(r"\d+")


def check(files: Files) -> Iterator[Problem]:
    """Find emendations that change nothing."""
    for document, path, one in _emendations(files):
        if one.published.split() == one.reading.split():
            hint = "write how it should read, or remove the emendation"
            yield problem(
                document.place(path), "an emendation that changes nothing", found=one.reading, hint=hint
            )


def figures(files: Files) -> Iterator[Problem]:
    """Find emendations after which readers see another figure, which is seldom a misprint."""
    for document, path, one in _emendations(files):
        if _FIGURE.findall(one.published) != _FIGURE.findall(one.reading):
            hint = "is the figure a misprint? Else correct the letters alone"
            yield warning(
                document.place(path), "an emendation that changes a figure", found=one.reading, hint=hint
            )


def _emendations(files: Files) -> Iterator[tuple[Document, Path, schema.EmendationIn]]:
    """Give each emendation with the path of its reading."""
    for document, file in files.of(schema.MessageFile):
        for number, passage in enumerate(file.passages):
            for index, one in enumerate(passage.emendations if isinstance(passage, schema.QuoteIn) else ()):
                yield document, ("passages", number, "emendations", index, "reading"), one
