"""The validated files of a record, before ids become values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from knowledge.record import schema
from knowledge.record.source import Document, Path

Model = TypeVar("Model", bound=schema.Strict)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a record, validated.

    Attributes:
        broken: Files left out because something in them is wrong: name → what can be read of the text.
    """

    items: tuple[tuple[Document, schema.Strict], ...]
    broken: Mapping[str, str]

    def may_define(self, found: str) -> bool:
        """Whether an id stands, perhaps misspelt, in a file that was left out: what it defines is unknown."""
        word = re.compile(r"(?<![^\W_])" + found.replace("-", r"[\W_]?") + r"(?![^\W_])", re.IGNORECASE)
        return any(not text or word.search(text) for text in self.broken.values())

    @property
    def own(self) -> Iterator[Document]:
        """Give the files of the record itself: neither packs nor its vocabulary, nor what was accepted."""
        for document, item in self.items:
            if not isinstance(item, schema.LanguageFile | schema.VocabularyFile | schema.AcceptedFile):
                yield document

    def leaves(self) -> Iterator[tuple[Document, Path, str]]:
        """Give each text of these, with its path."""
        for document in self.own:
            for path, text in document.leaves:
                yield document, path, text

    def of(self, model: type[Model]) -> Iterator[tuple[Document, Model]]:
        """Give the files of one kind, by name."""
        for document, item in self.items:
            if isinstance(item, model):
                yield document, item
