"""No claim about the shipped record without its proof in the YAML."""

from __future__ import annotations

from knowledge.answering.answer import as_json
from knowledge.record.folder import shipped
from knowledge.snapshot import Snapshot
from tests import claims


def test_nothing_is_claimed_against_the_shipped_record(snapshot: Snapshot) -> None:
    proof = claims.read(shipped())
    asked = list(claims.questions(proof))

    found = [
        fault
        for question, speaker, about in asked
        for fault in claims.false_claims(
            question, speaker, about, dict(as_json(snapshot.answer(question))), proof
        )
    ]

    assert len(asked) > 1000
    assert found == []
