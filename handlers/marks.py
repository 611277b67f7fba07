"""Quotation marks as each language writes them, around words and around titles."""

from __future__ import annotations

CURLED = ("“", "”")
ANGLED = ("«", "»")
TITLE_SIGNS = ("《", "》")


def marks_of(language: str) -> tuple[str, str]:
    """Give the opening and closing quotation mark of a language of the interface."""
    return ANGLED if language == "ru" else CURLED


def title_marks_of(language: str) -> tuple[str, str]:
    """Give the marks around the title of a text."""
    return TITLE_SIGNS if language == "zh" else marks_of(language)
