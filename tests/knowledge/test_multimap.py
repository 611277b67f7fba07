"""Words by key: a key's words come in order, however many it has."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.multimap import Multimap

PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["one", "two", "three", ""])))


@given(st.lists(PAIRS, max_size=3))
def test_a_key_gives_what_was_added_in_order_packed_or_not(parts: list[list[tuple[str, str]]]) -> None:
    kept = Multimap[str, str]()
    for part in parts:
        kept.pack()
        for key, word in part:
            kept.add(key, word)
    pairs = [pair for part in parts for pair in part]

    for one in (kept, pickle.loads(pickle.dumps(kept))):  # noqa: S301 - our own
        for key in "abcd":
            words = [word for each, word in pairs if each == key]
            assert one.get(key) == tuple(words)
