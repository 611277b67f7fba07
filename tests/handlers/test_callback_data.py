"""Buttons and deep links carry ids that come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.callback_data import Call, Verb, decode, decode_start, deep_link, encode

IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda text: len(text) <= 32)


@given(st.sampled_from(list(Verb)), st.one_of(st.just(""), IDS), st.integers(0, 999_999))
def test_what_is_written_is_read_again(verb: Verb, target: str, page: int) -> None:
    data = encode(verb, target, page)

    assert decode(data) == Call(verb, target, page)
    assert len(data.encode()) <= 64


@given(st.text(max_size=64))
def test_anything_else_is_read_as_nothing_or_as_a_call(data: str) -> None:
    call = decode(data)

    assert call is None or encode(call.verb, call.target, call.page)


@pytest.mark.parametrize("target", ["Upper", "a b", "-", "x" * 80])
def test_what_is_no_id_is_not_written(target: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        encode(Verb.ENTRY, target)


def test_a_deep_link_leads_back_to_what_it_names() -> None:
    link = deep_link("quotes_bot", Verb.ENTRY, "lavrov-team")

    assert link == "https://t.me/quotes_bot?start=q_lavrov-team"
    assert decode_start(link.partition("start=")[2]) == Call(Verb.ENTRY, "lavrov-team")
    assert decode_start("x_y") is None
