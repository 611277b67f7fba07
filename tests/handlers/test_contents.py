"""A long list as a table of contents."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.contents import Branch, Contents
from tests.chat import Chat
from tests.telegram.world import Sent

COUNTS = st.integers(min_value=0, max_value=400)


def of(count: int) -> Contents:
    return Contents(count, room=6, beneath=5)


def leaves(contents: Contents, branch: Branch) -> list[Branch]:
    """Give the single things beneath a branch, in order."""
    if branch.size <= 1:
        return [branch] * branch.size
    return [leaf for one in contents.within(branch) for leaf in leaves(contents, one)]


@settings(max_examples=40)
@given(COUNTS)
def test_everything_is_reached_once_and_no_page_has_too_many_buttons(count: int) -> None:
    contents = of(count)

    assert leaves(contents, contents.root) == [Branch(place, 1) for place in range(count)]
    for place in range(count):
        above = contents.above(Branch(place, 1))
        while above != contents.root:
            assert len(contents.within(above)) <= 5
            assert contents.branch(above.page) == above
            assert contents.above(above).holds(above)
            above = contents.above(above)
    assert len(contents.within(contents.root)) <= 6


def test_few_things_stand_on_the_first_page_and_many_behind_it() -> None:
    assert [one.size for one in of(6).within(of(6).root)] == [1] * 6
    assert [one.size for one in of(35).within(of(35).root)] == [5, 5, 5, 5, 5, 10]


@given(st.integers(min_value=0, max_value=999_999_999))
def test_a_page_that_nobody_wrote_opens_the_whole_list(page: int) -> None:
    contents = of(35)
    branch = contents.branch(page)

    assert branch == contents.root or branch.page == page


async def test_all_topics_are_in_view_and_each_is_left_to_where_it_stands(chat: Chat) -> None:
    contents = await chat.says("/topics")
    for name in ("Shanghai Spirit", "Trade", "Culture"):
        assert name in contents.text
        group = await opened(chat, contents, name)
        theme = await opened(chat, group, name)
        back = await chat.presses(theme, "‹ Back")

        assert name in theme.text.partition("\n")[0]
        assert back is not None
        assert back.text == group.text


async def opened(chat: Chat, page: Sent, name: str) -> Sent:
    """Press the number of the line in which a name stands."""
    number = next(line.partition(".")[0] for line in page.text.splitlines() if name in line)
    chat.world.now += 10
    found = await chat.presses(page, number)
    assert found is not None
    return found
