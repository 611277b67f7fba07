"""The validated files of a record, before ids become values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from knowledge.record import schema
from knowledge.record.source import Document, Path

Model = TypeVar("Model", bound=schema.Strict)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a record, validated.

    Attributes:
        broken: Names of files left out because something in them is wrong.
    """

    items: tuple[tuple[Document, schema.Strict], ...]
    broken: frozenset[str]

    @property
    def own(self) -> Iterator[Document]:
        """Give the files of the record itself: neither packs nor its vocabulary."""
        for document, item in self.items:
            if not isinstance(item, schema.LanguageFile | schema.VocabularyFile):
                yield document

    def leaves(self) -> Iterator[tuple[Document, Path, str]]:
        """Give each text of these, with its path."""
        for document in self.own:
            for path, text in document.leaves():
                yield document, path, text

    def of(self, model: type[Model]) -> Iterator[tuple[Document, Model]]:
        """Give the files of one kind, by name."""
        for document, item in self.items:
            if isinstance(item, model):
                yield document, item
