"""The validated files of a record, before ids become values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from knowledge.record import schema
from knowledge.record.source import Document

Model = TypeVar("Model", bound=schema.Strict)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a record, validated.

    Attributes:
        broken: Names of files left out because something in them is wrong.
    """

    items: tuple[tuple[Document, schema.Strict], ...]
    broken: frozenset[str]

    def of(self, model: type[Model]) -> Iterator[tuple[Document, Model]]:
        """Give the files of one kind, by name."""
        for document, item in self.items:
            if isinstance(item, model):
                yield document, item
