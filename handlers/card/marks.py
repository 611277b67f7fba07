"""Marks of what was left out."""

from __future__ import annotations

OMISSION = "[…]"
"""Stands for words of the quote that are left out."""
CUT = "…"
"""Stands for the rest of any other text."""
