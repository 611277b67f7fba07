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
        ("для Европейского союза", "organisation:eu"),
        ("во Всемирной торговой организации", "organisation:wto"),
        ("ко Всемирному банку", "organisation:world-bank"),
        ("в организации Договора о коллективной безопасности", "organisation:csto"),
        ("слова заместителя министра иностранных дел", "speaker:ravi"),
        ("на новом этапе", "concept:new-stage"),
    ],
)
def test_a_name_is_known_in_other_cases(snapshot: Snapshot, typed: str, meaning: str) -> None:
    items = hear(typed, snapshot.lexicon).items
    assert meaning in {f"{one.meaning.kind}:{one.meaning.target}" for item in items for one in item.senses}


@pytest.mark.parametrize(
    "question",
    [
        "What did Wang Wenbin say on the anniversary?",
        "Did Wang Wenbin, the spokesman of the Chinese ministry, mention security?",
    ],
)
def test_a_namesake_is_not_cut_into_small_words(snapshot: Snapshot, question: str) -> None:
    assert snapshot.answer(question).status == "none"
