"""A rule of composition is passed over only where it would change nothing."""

from __future__ import annotations

import pytest

from knowledge.answering import composition
from knowledge.answering.answer import as_json
from knowledge.record import folder, golden
from knowledge.record.kinds import Cue, Slot
from knowledge.snapshot import Snapshot

EVERY = frozenset({*Cue, *Slot})


def test_each_rule_names_all_without_which_it_changes_nothing(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sets = folder.shipped() / golden.FILE_NAME, *sorted((folder.shipped() / "golden").glob("*.jsonl"))
    asked = [turn.text for one in sets for question in golden.read_questions(one) for turn in question.turns]
    answered = [as_json(snapshot.answer(text)) for text in asked]
    rules = tuple((rule, EVERY) for rule, _ in composition._RULES)
    monkeypatch.setattr(composition, "_RULES", rules)

    assert [as_json(snapshot.answer(text)) for text in asked] == answered
