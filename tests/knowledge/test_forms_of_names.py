"""Names of several words are known in every case, and what only looks like two words stays one name."""

from __future__ import annotations

import pytest

from knowledge.answering.request import hear
from knowledge.snapshot import Snapshot


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("кроме Китая", "country:china"),
        ("вместе с Китаем", "country:china"),
        ("для Организации Объединённых Наций", "organisation:un"),
        ("в Содружестве Независимых Государств", "organisation:cis"),
        ("в Североатлантическом альянсе", "organisation:nato"),
        ("в Шанхайской организации", "organisation:sco"),
    ],
)
def test_a_name_is_known_in_other_cases(snapshot: Snapshot, typed: str, meaning: str) -> None:
    items = hear(typed, snapshot.lexicon).items
    assert meaning in {f"{one.meaning.kind}:{one.meaning.target}" for item in items for one in item.senses}
