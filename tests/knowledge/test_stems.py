"""Words are found by the stems they share, as far as endings may be taken off."""

from __future__ import annotations

from knowledge.language.stems import Stems
from knowledge.normalise import Script


def test_an_ending_is_taken_off_and_never_the_whole_word() -> None:
    stems = Stems({Script.LATIN: {"s": 3, "ings": 2}}, ())

    assert list(stems.of("meetings")) == ["meetings", "meeting", "meet"]
    assert list(stems.of("ings")) == ["ings", "ing"]


def test_known_words_with_a_stem_are_given_in_alphabetical_order_the_stem_itself_first() -> None:
    known = ("meets", "meetings", "meet", "me", "meeting")
    stems = Stems({Script.LATIN: {"s": 3, "ings": 2}}, known)
    for word in known:
        stems.add(word)

    assert stems.sharing("meet") == ["meet", "meetings", "meets"]
    assert stems.sharing("m") == []
