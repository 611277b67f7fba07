"""`ask` as other programs call it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.process import command, environment, run

FIELDS = {"id", "kind", "speaker", "title", "country", "text", "published", "score"}


def test_one_question_is_one_object() -> None:
    ended = run("ask", "what did lavrof say?", "--json")

    assert (ended.code, ended.err) == (0, "")
    answer = json.loads(ended.out)
    assert list(answer) == ["question", "status", "answers", "verdict", "denied", "parts", "version"]
    assert answer["version"] == 1
    assert (answer["question"], answer["status"]) == ("what did lavrof say?", "answered")
    first = answer["answers"][0]
    assert set(first) == FIELDS
    assert (first["kind"], first["speaker"], first["country"]) == ("quote", "Sergey Lavrov", "Russia")
    assert 0 <= first["score"] <= 1
    assert "miltifaceted" in first["published"]
    assert "multifaceted" in first["text"]


def test_a_batch_is_one_line_for_each_line_in_their_order() -> None:
    questions = [
        "who won the world cup?",
        "",
        "王毅说了什么？",
        "  what did lavrof say?",
        "a\u2028b",
        "\u00e9\x01",
    ]

    ended = run("ask", "--batch", "-", "--json", typed="\n".join(questions))

    assert ended.code == 0
    assert [json.loads(line)["question"] for line in ended.out.splitlines()] == questions


def test_windows_line_ends_and_a_byte_order_mark_are_no_part_of_a_question(tmp_path: Path) -> None:
    file = tmp_path / "questions"
    file.write_bytes(b"\xef\xbb\xbfwhen?\r\nwhere?\r\n")

    ended = run("ask", "--batch", str(file), "--json")

    assert [json.loads(line)["question"] for line in ended.out.splitlines()] == ["when?", "where?"]


def test_a_batch_in_utf_16_is_read_and_of_one_in_other_bytes_nothing_is_answered(tmp_path: Path) -> None:
    wide, other = tmp_path / "wide", tmp_path / "other"
    wide.write_bytes("what did lavrof say?\r\nчто сказал Лавров?\r\n".encode("utf-16"))
    other.write_bytes(b"what did lavrof say?\ncaf\xe9?\nth\xe9?\n")

    read, named = run("ask", "--batch", str(wide), "--json"), run("ask", "--batch", str(other), "--json")

    assert [json.loads(line)["status"] for line in read.out.splitlines()] == ["answered", "answered"]
    assert read.err == ""
    assert (named.code, named.out) == (2, "")
    assert named.err == f"--batch: {other}:2: not UTF-8; save the file as UTF-8\n"


def test_each_answer_comes_before_the_next_question_is_typed() -> None:
    with subprocess.Popen(
        command("ask", "--batch", "-", "--json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for question in ("when?", "where?"):
            process.stdin.write(f"{question}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question
        process.stdin.close()

    assert process.returncode == 0


def test_a_reader_that_leaves_early_is_no_error() -> None:
    with subprocess.Popen(
        command("ask", "--batch", "-", "--json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        _, err = process.communicate(b"when?\n" * 100)

    assert err == b""


def test_people_are_shown_the_quote_and_who_said_it() -> None:
    ended = run("ask", "what did lavrof say?")

    assert ended.code == 0
    assert "“In the recent years" in ended.out
    assert "— Sergey Lavrov, Foreign Minister" in ended.out
    assert "as of January 2024" in ended.out


def test_the_quotation_marks_of_the_shell_may_be_left_out() -> None:
    assert json.loads(run("ask", "what", "did", "lavrof", "say", "--json").out)["status"] == "answered"


def test_it_can_be_told_to_explain_itself() -> None:
    ended = run("ask", "what did lavrof say about gibberish?", "--explain")

    assert "speaker lavrov: “lavrof”" in ended.out
    assert "speakers.yaml:" in ended.out
    assert "runner-up" in ended.out
    assert "margin" in ended.out
    assert "gibberish" in ended.out

    evidence = json.loads(run("ask", "what did lavrof say?", "--explain", "--json").out)["evidence"]
    assert evidence["recognised"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "one", "--batch", "-"),
        ("ask", "--batch", "no/such/file"),
        ("ask", "--batch", "."),
        ("ask", "x", "--nonsense"),
        ("ask", "x", "--knowledge", "no/such/folder"),
    ],
)
def test_wrong_usage_is_one_line(arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.count("\n") == 1


def test_it_loads_neither_telegram_nor_database_nor_network() -> None:
    heavy = {"telegram", "sqlalchemy", "dbos", "aiohttp", "asyncio", "httpx", "babel", "PIL"}
    program = (
        "import sys; from bot.__main__ import main; main(['ask', 'what did lavrof say?', '--json']); "
        f"sys.stderr.write(' '.join(sorted({heavy!r} & set(sys.modules))))"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True
    )

    assert ran.stderr == ""
    assert json.loads(ran.stdout)["status"] == "answered"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What did Iran and Russia say?", "The record holds no message from Iran."),
        ("compare Lavrov and Iran", "The record holds no message from Iran."),
        ("who did not mention security", "Murat Nurtleu says nothing about Security."),
    ],
)
def test_who_is_silent_is_said_in_words(question: str, said: str) -> None:
    ended = run("ask", question, variables={"COLUMNS": "400"})

    assert ended.code == 0
    assert said in ended.out


def test_the_answer_does_not_depend_on_the_hash_seed() -> None:
    asked = [
        run("ask", "吉儿吉斯斯坦的外张讲了什么", "--json", variables={"PYTHONHASHSEED": seed})
        for seed in ("1", "3")
    ]

    assert asked[0].out == asked[1].out


def test_a_batch_for_people_shows_each_question_above_its_answer() -> None:
    ended = run("ask", "--batch", "-", typed="what did lavrof say?\nwho is the mayor?\n")

    first, second = ended.out.rstrip("\n").split("\n\n› ")
    assert first.startswith("› what did lavrof say?\n")
    assert second.startswith("who is the mayor?\n")
