"""The shuffled cycle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from handlers.daily.cycle import Cycle, Pick, QuoteFilter, eligible, pick, pick_for
from knowledge.snapshot import Snapshot

IDS = st.sets(st.text("abcdefgh-", min_size=1, max_size=6), min_size=1, max_size=12)


def delivered(seed: int, entries: set[str], days: int, cycle: Cycle | None = None) -> list[str]:
    now, sent = cycle or Cycle(), []
    for _ in range(days):
        chosen = pick(seed, now, entries)
        assert chosen is not None
        sent.append(chosen.entry_id)
        now = chosen.cycle.after(chosen.entry_id)
    return sent


@given(st.integers(0, 2**53), IDS)
def test_every_quote_comes_once_before_any_repeats(seed: int, entries: set[str]) -> None:
    sent = delivered(seed, entries, 3 * len(entries))

    for start in range(0, len(sent), len(entries)):
        assert set(sent[start : start + len(entries)]) == entries


@given(st.integers(0, 2**53), IDS)
def test_no_quote_comes_twice_in_a_row(seed: int, entries: set[str]) -> None:
    sent = delivered(seed, entries, 3 * len(entries))

    assert len(entries) == 1 or all(one != other for one, other in pairwise(sent))


@given(st.integers(0, 2**53), IDS, IDS, st.data())
def test_new_quotes_join_the_cycle_and_removed_ones_leave_it(
    seed: int, before: set[str], after: set[str], data: st.DataObject
) -> None:
    now = Cycle()
    for _ in range(data.draw(st.integers(0, len(before)))):
        chosen = pick(seed, now, before)
        assert chosen is not None
        now = chosen.cycle.after(chosen.entry_id)
    to_come = after.difference(now.delivered)

    sent = delivered(seed, after, len(to_come), now) if to_come else []

    assert set(sent) == to_come


@given(st.integers(0, 2**53), IDS, st.text("xyz", min_size=1, max_size=3))
def test_a_new_quote_moves_no_other(seed: int, entries: set[str], new: str) -> None:
    before = delivered(seed, entries, len(entries))
    after = delivered(seed, entries | {new}, len(entries) + 1)

    assert [entry for entry in after if entry != new] == before


def test_two_subscribers_get_different_orders(snapshot: Snapshot) -> None:
    entries = set(eligible(snapshot.record, QuoteFilter()))

    assert delivered(1, entries, len(entries)) != delivered(2, entries, len(entries))


def test_the_order_is_another_in_each_cycle_and_the_same_after_an_upgrade() -> None:
    assert "".join(delivered(7, set("abcdef"), 12)) == "eadcfb" + "ebcafd"


def test_nothing_is_picked_from_nothing() -> None:
    assert pick(1, Cycle(), ()) is None


def test_on_the_anniversary_its_own_message_comes(snapshot: Snapshot) -> None:
    about = snapshot.record.about
    month, day = about.anniversary
    cycle = Cycle(3, ("some-quote",), "some-quote")

    chosen = pick_for(date(2027, month, day), about, seed=5, cycle=cycle, entries=("some-other",))

    assert chosen is not None
    assert chosen.entry_id in about.anniversary_entries
    assert chosen.cycle == cycle


def test_the_messages_of_an_anniversary_take_turns_over_the_years(snapshot: Snapshot) -> None:
    about = replace(snapshot.record.about, anniversary_entries=("one", "other"))

    chosen = [
        pick_for(date(year, *about.anniversary), about, seed=5, cycle=Cycle(), entries=("a-quote",))
        for year in range(2027, 2047)
    ]

    assert {each.entry_id for each in chosen if each} == {"one", "other"}
    assert pick_for(
        date(2027, *about.anniversary),
        replace(about, anniversary_entries=()),
        seed=5,
        cycle=Cycle(),
        entries=("a-quote",),
    ) == Pick("a-quote", Cycle())


def test_a_filter_leaves_one_speakers_quotes(snapshot: Snapshot) -> None:
    speaker = snapshot.record.quotes[0].speaker.id

    chosen = eligible(snapshot.record, QuoteFilter(speaker=speaker))

    assert chosen == tuple(quote.id for quote in snapshot.record.quotes if quote.speaker.id == speaker)


def test_a_theme_that_left_the_record_leaves_nothing(snapshot: Snapshot) -> None:
    assert eligible(snapshot.record, QuoteFilter(theme="no-such-theme")) == ()


def test_a_filter_by_theme_leaves_quotes_that_speak_of_it(snapshot: Snapshot) -> None:
    theme = next(theme for theme in snapshot.record.themes.values() if theme.entries)

    assert set(eligible(snapshot.record, QuoteFilter(theme=theme.id))) == {
        quote.id for quote in snapshot.record.quotes if quote.id in theme.entries
    }


def test_a_filter_by_both_asks_for_both(snapshot: Snapshot) -> None:
    [theme] = [one for one in snapshot.record.themes.values() if one.id == "security"]
    quote, *others = (quote for quote in snapshot.record.quotes if quote.id in theme.entries)

    chosen = eligible(snapshot.record, QuoteFilter(quote.speaker.id, theme.id))

    assert quote.id in chosen
    assert not {other.id for other in others if other.speaker is not quote.speaker} & {*chosen}
