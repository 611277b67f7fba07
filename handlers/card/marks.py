"""Quotation marks as each language writes them, and the mark of what was left out."""

from __future__ import annotations

ENGLISH = ("“", "”")
"""Those of every quote: it stands as published, in English."""
ANGLED = ("«", "»")
OMISSION = "[…]"
"""Stands for words of the quote that are left out."""
CUT = "…"
"""Stands for the rest of any other text."""


def marks_of(language: str) -> tuple[str, str]:
    """Give the opening and closing quotation mark of a language of the interface."""
    return ANGLED if language == "ru" else ENGLISH
