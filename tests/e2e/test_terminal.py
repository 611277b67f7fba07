"""The chat in the terminal: the same bot, on a pipe or on a screen."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.e2e.process import PATIENCE_SECONDS, Ended, command, environment, run


def chat(folder: Path, *lines: str, **variables: str) -> Ended:
    typed = "".join(f"{line}\n" for line in lines)
    return run("run", typed=typed, variables={"DATA_DIR": str(folder / "data"), **variables})


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    """A chat in a pipe of two questions, a pressed button and an empty line."""
    lines = ("what did lavrof say?", "1", "", "when was the secretariat founded?")
    return chat(tmp_path_factory.mktemp("talk"), *lines)


def test_a_misspelt_name_is_answered_with_the_quote_and_who_said_it(talk: Ended) -> None:
    assert (talk.code, talk.err) == (0, "")
    assert "┃ “In the recent years" in talk.out
    assert "development of multifaceted cooperation" in talk.out
    assert "— Sergey Lavrov, Foreign Minister, Russia" in talk.out


def test_each_line_is_answered_in_its_turn(talk: Ended) -> None:
    assert talk.out.index("Sergey Lavrov") < talk.out.index("15 January 2004")


def test_a_number_presses_a_button(talk: Ended) -> None:
    assert "[1] Source" in talk.out
    assert "As published" in talk.out
    assert "miltifaceted" in talk.out


def test_what_was_asked_stands_above_each_answer_in_a_pipe(talk: Ended) -> None:
    out = talk.out

    assert out.index("› what did lavrof say?") < out.index("Sergey Lavrov")
    assert out.index("Sergey Lavrov") < out.index("› when was the secretariat founded?")


def test_nobody_is_slowed_down_in_a_terminal(tmp_path: Path) -> None:
    out = chat(tmp_path, *["when was the secretariat founded?"] * 30).out

    assert out.count("15 January 2004") == 30


COMMANDS = (
    ("/start", "Ask in your own words"),
    ("/help", "Look around"),
    ("/about", "5 quotes"),
    ("/speakers", "Speakers"),
    ("/topics", "Topics"),
    ("/facts", "Facts"),
    ("/quote", "in office as of"),
    ("/compare trust", "Murat Nurtleu"),
    ("/settings", "Language: English"),
    ("/privacy", "your Telegram user ID"),
    ("/mydata", "Nothing is stored about you"),
    ("/forget", "deleted"),
    ("/unsubscribe", "There is no daily quote here yet."),
    ("/stop", "There is no daily quote here yet."),
    ("/daily", "When and where?"),
    ("/daily 7:30 Beijing", "nothing is delivered here"),
    ("/subscribe в 8 по Москве", "каждый день в 08:00, Москва (UTC+3)"),
    ("thanks", "You're welcome!"),
    ("/nonsense", "I have no command /nonsense"),
)


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What one chat replies to each command."""
    out = chat(tmp_path_factory.mktemp("commands"), *(one for one, _ in COMMANDS)).out
    parts = re.split(r"^› (.*)\n", out, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize(("command", "words"), COMMANDS)
def test_each_command_does_its_work_or_says_kindly_that_it_needs_telegram(
    answered: dict[str, str], command: str, words: str
) -> None:
    assert words in answered[command]


def test_a_button_that_is_not_there_is_said_to_be_missing_in_the_persons_language(tmp_path: Path) -> None:
    assert "no button 9" in chat(tmp_path, "what did lavrof say?", "9").out
    assert "Кнопки 9" in chat(tmp_path, "/settings", "1", "3", "9").out


def test_the_language_is_that_of_the_environment(tmp_path: Path) -> None:
    assert "Спрашивайте" in chat(tmp_path, "/help", LANG="ru_RU.UTF-8").out


def test_an_empty_input_ends_with_nothing_said(tmp_path: Path) -> None:
    assert chat(tmp_path) == Ended(0, "", "")


def test_bytes_that_are_no_text_do_no_harm(tmp_path: Path) -> None:
    ended = run("run", typed=b"\xff\xfe what\x00\x1b[2J\nhello\n", variables={"DATA_DIR": str(tmp_path)})

    assert (ended.code, ended.err) == (0, "")
    assert "\x1b" not in ended.out


def test_a_long_question_is_answered(tmp_path: Path) -> None:
    assert chat(tmp_path, "what did lavrof say? " * 195).code == 0


def test_a_card_is_shown_in_words_with_the_way_to_its_picture(tmp_path: Path) -> None:
    ended = chat(tmp_path, "/card lavrov", "1", "1", TMPDIR=str(tmp_path))

    pictures = [Path(path) for path in re.findall(r"the picture is in (.+)", ended.out)]
    assert ended.out.count("“In the recent years") == len(pictures) == 3
    assert "☾ Dark" in ended.out
    assert "☀ Light" in ended.out
    assert pictures[0].read_bytes() != pictures[1].read_bytes()
    assert pictures[2] == pictures[0]
    assert not [path for path in tmp_path.glob("card-*") if path.is_dir()]


def test_what_the_terminal_says_of_a_picture_is_in_the_persons_language(tmp_path: Path) -> None:
    ended = chat(tmp_path, "/card lavrov", LANG="ru_RU.UTF-8", TMPDIR=str(tmp_path))

    assert "Открытка словами; картинка — в файле " in ended.out


class Keyboard:
    """A terminal at which somebody sits."""

    def __init__(self, process: subprocess.Popen[bytes], handle: int) -> None:
        self.process = process
        self._handle = handle
        self.shown = ""

    def types(self, text: str) -> None:
        os.write(self._handle, text.encode())

    def sees(self, text: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while text not in self.shown:
            assert time.monotonic() < deadline, self.shown
            self.shown += os.read(self._handle, 65536).decode(errors="replace")


@contextmanager
def sitting(folder: Path, **more: str) -> Iterator[Keyboard]:
    ours, theirs = pty.openpty()
    variables = environment(DATA_DIR=str(folder), TERM="xterm", **more)
    with subprocess.Popen(
        command("run"), stdin=theirs, stdout=theirs, stderr=theirs, env=variables
    ) as process:
        os.close(theirs)
        yield Keyboard(process, ours)
        process.kill()
    os.close(ours)


@pytest.fixture
def keyboard(tmp_path: Path) -> Iterator[Keyboard]:
    with sitting(tmp_path) as keyboard:
        yield keyboard


def test_the_first_screen_says_what_it_is_and_gives_examples(keyboard: Keyboard) -> None:
    keyboard.sees("No TELEGRAM_BOT_TOKEN")
    keyboard.sees("Ctrl-D ends")
    keyboard.sees("[3]")
    keyboard.sees("›")


def test_the_first_screen_speaks_the_persons_language(tmp_path: Path) -> None:
    with sitting(tmp_path, LANG="ru_RU.UTF-8") as keyboard:
        keyboard.sees("Ctrl-D")
        assert "терминале" in keyboard.shown


def test_an_example_can_be_pressed_and_its_answer_is_coloured(keyboard: Keyboard) -> None:
    keyboard.sees("›")
    keyboard.types("1\n")

    keyboard.sees("┃")
    keyboard.sees("\033[1m")


def test_ctrl_d_ends_it_politely(keyboard: Keyboard) -> None:
    keyboard.sees("›")
    keyboard.types("\x04")

    assert keyboard.process.wait(PATIENCE_SECONDS) == 0


@pytest.mark.usefixtures("hears_ctrl_c")
def test_ctrl_c_ends_it_politely(keyboard: Keyboard) -> None:
    keyboard.sees("›")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while keyboard.process.poll() is None and time.monotonic() < deadline:
        # A terminal turns the key into this signal. Between the prompt and its wait for a key, the line
        # editor overhears it; whoever sits there presses again, but not while a busy machine is ending it.
        keyboard.process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            keyboard.process.wait(PATIENCE_SECONDS / 4)

    assert keyboard.process.wait(PATIENCE_SECONDS) == 0
