"""What Chinese has of its own: words that only join or ask, and where they stand."""

from __future__ import annotations

import pytest

from knowledge.record.values import Quote, Reported
from knowledge.snapshot import Snapshot


def speakers(snapshot: Snapshot, *texts: str) -> list[str]:
    """Give who is quoted in answer to the last of some texts; nobody where nothing is answered."""
    answer = None
    for text in texts:
        answer = snapshot.answer(text, previous=answer)
    assert answer is not None
    if answer.status != "answered":
        return []
    return [hit.entry.speaker.id for hit in answer.hits if isinstance(hit.entry, Quote | Reported)]


@pytest.mark.parametrize(
    "text",
    [
        "此次各位之中究竟哪一位提到贸易？",
        "谁的贺词里至少有一段提到贸易？",
        "毕竟谁才真正提到贸易呢？",
        "不过，根据这些贺词，谁提到贸易？",
        "拜托，打扰一下，谁提到贸易？行不行？",
        "帮我检索一下谁提到贸易，并标注出来。",
        "作者当中谁提到贸易？",
    ],
)
def test_words_that_only_join_point_or_ask_for_a_favour_take_nothing_from_an_answer(
    snapshot: Snapshot, text: str
) -> None:
    assert speakers(snapshot, text) == ["nurtleu"]


@pytest.mark.parametrize("text", ["谁提到自由？", "谁谈到小说？", "拉夫罗夫对大学有何看法？"])
def test_a_matter_that_is_spelt_with_such_words_stays_a_matter(snapshot: Snapshot, text: str) -> None:
    assert speakers(snapshot, text) == []
