"""What is taken back in the middle of a sentence: "what did the Uzbek, sorry, the Tajik minister say?"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.language.lexicon import Item
from knowledge.record.kinds import Cue, MeaningKind


def without_taken_back(items: Sequence[Item], sentences: Sequence[int]) -> tuple[Item, ...]:
    """Leave out whom or what a "sorry" or "I mean" takes back, in favour of what is named behind it.

    A name takes back the names before it, a matter the matters; with neither on both sides of it, in one
    sentence, nothing was taken back.

    Args:
        sentences: Number of the sentence of each token.
    """
    kept = tuple(items)
    for mark in [item for item in items if Cue.CORRECTS in item.cues and not item.is_content]:
        sentence = sentences[mark.start]
        beside = [item for item in kept if sentences[item.start] == sentence]
        meant = next((item for item in beside if item.start > mark.start and _tells(item)), None)
        before = [item for item in beside if item.start < mark.start and _tells(item)]
        gone = [item for item in before if meant is not None and item.is_name == meant.is_name]
        if gone:
            kept = tuple(item for item in kept if item not in gone and item is not mark)
    return kept


def _tells(item: Item) -> bool:
    return item.is_content and (item.is_name or bool(item.of(MeaningKind.CONCEPT)))
