"""The small record on which code is tested: an edit of the shipped one breaks none of these tests."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "record"
"""Three speakers, words in English and Russian, and an entry of every kind."""
