"""Sections of a page of figures: one is written anew, and the others stay."""

from __future__ import annotations

import re
from pathlib import Path


def section(file: Path, heading: str) -> str:
    """Give a section from its heading to the next one of its level; empty if there is none."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    found = _pattern(heading).search(text)
    return found.group().strip() if found else ""


def replace_section(file: Path, heading: str, text: str) -> None:
    """Write a section in the place of the one with its heading, or at the end."""
    page = file.read_text(encoding="utf-8") if file.exists() else ""
    kept = _pattern(heading).sub("", page).rstrip()
    file.write_text(f"{kept}\n\n{text.strip()}\n" if kept else f"{text.strip()}\n", encoding="utf-8")


def _pattern(heading: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(heading)}\n(?:(?!## ).*\n?)*", re.MULTILINE)
