"""What the tests of what people see share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from handlers.card import drawing


@pytest.fixture(scope="session", autouse=True)
def _each_card_is_drawn_once() -> Iterator[None]:
    """Draw a card once for all tests that show it: the same card gives the same bytes, and takes its time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "draw", cache(drawing.draw))
        yield
