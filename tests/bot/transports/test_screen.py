"""Messages and buttons drawn on a terminal."""

from __future__ import annotations

import io

import pytest

from bot.transports.markup import from_html
from bot.transports.screen import Screen, open_screen


def drawn(html: str, *, colours: bool = False, signs: bool = False) -> list[str]:
    stream = io.StringIO()
    Screen(stream, colours=colours, signs=signs).show(from_html(html))
    return stream.getvalue().splitlines()


def test_a_quote_stands_behind_a_bar() -> None:
    assert drawn("Before\n<blockquote>first\nsecond</blockquote>\n— Wang Yi") == [
        "Before",
        "┃ first",
        "┃ second",
        "— Wang Yi",
    ]


def test_two_quotes_keep_the_text_between_them() -> None:
    lines = drawn("<blockquote>a</blockquote>\n\nand\n\n<blockquote>b</blockquote>")

    assert [line for line in lines if line] == ["┃ a", "and", "┃ b"]


def test_without_colours_nothing_but_the_text_is_written() -> None:
    assert drawn("<b>bold</b> and <i>slanted</i>") == ["bold and slanted"]


def test_without_colours_a_corrected_word_stands_between_signs_but_not_in_a_pipe() -> None:
    html = "<blockquote>a <u>corrected</u> word</blockquote>"

    assert drawn(html, signs=True) == ["┃ a _corrected_ word"]
    assert drawn(html) == ["┃ a corrected word"]


def test_colours_end_with_the_line_and_begin_again_on_the_next() -> None:
    assert drawn("<b>one\ntwo</b>", colours=True) == [
        "\033[0m\033[1mone\033[0m",
        "\033[1mtwo\033[0m\033[0m",
    ]


def test_styles_within_one_another_are_kept_apart() -> None:
    (line,) = drawn("<b>a<u>b</u>c</b>", colours=True)

    assert line == "\033[0m\033[1ma\033[0m\033[1;4mb\033[0m\033[1mc\033[0m\033[0m"


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert drawn("a\033[2Jb\x07\U000f0002c") == ["a[2Jbc"]


def test_buttons_carry_the_numbers_that_press_them() -> None:
    stream = io.StringIO()

    Screen(stream, colours=False).show_buttons([("Source", "Why this?"), ("More",)], first=3)

    assert stream.getvalue() == "  [3] Source   [4] Why this?\n  [5] More\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "expected"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colours_are_for_terminals_that_want_them(environment: dict[str, str], expected: bool) -> None:  # noqa: FBT001
    assert open_screen(Terminal(), environment).colours is expected
    assert open_screen(io.StringIO(), environment).colours is False
