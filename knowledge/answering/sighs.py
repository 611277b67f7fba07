"""Sentences that ask nothing and tell nothing, before the one that asks: "Красиво сказал. А …?"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.language.lexicon import NAMES, Item
from knowledge.language.typed import Typed
from knowledge.record.kinds import Cue, Slot

MOST_OF_SIGH = 3
"""Stretches of a sentence that only sighs."""
_SAID = frozenset({Cue.SAY, Cue.MENTION})
_LIGHT = frozenset({Cue.HE, Cue.THAT, Cue.SELF, Cue.ALSO, Cue.AND, *_SAID})
_WONDERING = frozenset({Slot.WHAT, Slot.HOW_MANY})


def without_sighs(items: Sequence[Item], typed: Typed) -> tuple[Item, ...]:
    """Leave out Russian sentences that only sigh, where another one asks with a question mark.

    What nobody knows in them may only be an adverb or a cry, which end alike: "красиво", "ого".
    """
    if not items or typed.sentences[items[0].start] == typed.sentences[items[-1].start]:
        return tuple(items)
    sighs = {number for number in typed.sentences if _is_sigh(items, number, typed)}
    kept = tuple(item for item in items if typed.sentences[item.start] not in sighs)
    asked = any(typed.sentences[item.start] in typed.asking for item in kept)
    return kept if asked else tuple(items)


def _is_sigh(items: Sequence[Item], number: int, typed: Typed) -> bool:
    sentence = [item for item in items if typed.sentences[item.start] == number]
    says = any(item.cues & _SAID for item in sentence)
    wonders = any(item.slots for item in sentence)
    is_short = 0 < len(sentence) <= MOST_OF_SIGH and number not in typed.asking
    return is_short and says != wonders and all(map(_is_light, sentence))


def _is_light(item: Item) -> bool:
    if not item.is_cyrillic or item.of(*NAMES):
        return False
    known = item.cues <= _LIGHT and item.slots <= _WONDERING and not item.is_content
    return (bool(item.senses) and known) or (item.is_foreign and item.typed.endswith("о"))
