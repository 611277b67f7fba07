"""What is kept of a conversation is small, whatever of the golden questions was asked."""

from __future__ import annotations

from itertools import islice

from knowledge.answering.packing import pack
from knowledge.record import folder, golden
from knowledge.snapshot import Snapshot


def test_an_answer_takes_less_than_a_kibibyte_to_be_kept(snapshot: Snapshot) -> None:
    asked = golden.read_questions(folder.shipped() / golden.FILE_NAME)
    for question in islice(asked, 300):
        assert len(pack(snapshot.answer(question.text).memory).packed) < 1024, question.text
