"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re

_ENDS = re.compile(r"[.!?;](\s+)")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Give where each sentence of a text begins and ends, in characters."""
    spans, start = [], 0
    for end in _ENDS.finditer(text):
        spans.append((start, end.start(1)))
        start = end.end()
    return [*spans, (start, len(text))]


def sentences(text: str) -> list[str]:
    """Give the sentences of a text."""
    return [text[start:end] for start, end in sentence_spans(text)]
