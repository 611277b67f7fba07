"""Marks as each language writes them: around words and titles, and before who said them."""

from __future__ import annotations

CURLED = ("“", "”")
ANGLED = ("«", "»")
TITLE_SIGNS = ("《", "》")
DASH = "— "
LONG_DASH = "——"


def marks_of(language: str) -> tuple[str, str]:
    """Give the opening and closing quotation mark of a language of the interface."""
    return ANGLED if language == "ru" else CURLED


def title_marks_of(language: str) -> tuple[str, str]:
    """Give the marks around the title of a text."""
    return TITLE_SIGNS if language == "zh" else marks_of(language)


def dash_of(language: str) -> str:
    """Give what stands before the name of who said the words above."""
    return LONG_DASH if language == "zh" else DASH
