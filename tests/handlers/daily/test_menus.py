"""The menus of the dialogue about the daily quote hold all that can be chosen."""

from __future__ import annotations

from handlers.daily.choice import Choice
from handlers.daily.menus import HOURS, USUAL_HOURS, ask_time
from handlers.texts import load_locales

TEXTS = load_locales().within("en")


def test_every_hour_of_the_day_has_its_button_once_the_usual_ones_first() -> None:
    pages = [ask_time(Choice(), TEXTS, page=page) for page in range(len(HOURS))]
    labels = {press.label for page in pages for row in page.rows for press in row}

    assert {f"{hour:02}:00" for hour in range(24)} <= labels
    assert len(HOURS) == 24
    assert HOURS[: len(USUAL_HOURS)] == USUAL_HOURS
