"""The measures of the sheet, in pixels."""

from __future__ import annotations

WIDTH = 1080
HEIGHT, TALLEST = 1350, 1620
"""Four by five, as telephones show pictures best; a long quote makes the sheet grow up to two by three."""
MARGIN = 112
TOP, BOTTOM = 124, 92
MEASURE = WIDTH - 2 * MARGIN
