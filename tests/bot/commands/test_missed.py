"""`missed`: what three people asked in vain is listed, written into the record, or refused."""

from __future__ import annotations

import asyncio
import json
import os
import select
import subprocess
from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.storage.database import opened
from bot.storage.missed import NewQuestion, StoredMissed
from knowledge.loader import load_snapshot, problems
from tests.e2e.process import PATIENCE_SECONDS, command, environment

QUESTION = "Which hut did they start from?"


@pytest.fixture
def arguments(folder: Path, tmp_path: Path) -> list[str]:
    """The flags that lead to the record's copy and to a database of one's own."""
    return ["--knowledge-dir", str(folder), "--data-dir", str(tmp_path / "data")]


def asked(tmp_path: Path, *questions: str, language: str = "en", people: int = 3) -> None:
    async def keep() -> None:
        (tmp_path / "data").mkdir(exist_ok=True)
        async with opened(None, tmp_path / "data") as database:
            await StoredMissed(database, "4242:token").keep(
                [
                    NewQuestion(one, language, person, date(2026, 11, 29))
                    for person in range(people)
                    for one in questions
                ]
            )

    asyncio.run(keep())


def golden(folder: Path) -> dict[str, object]:
    line: dict[str, object] = json.loads((folder / "golden.jsonl").read_text("utf-8").splitlines()[-1])
    return line


def without(folder: Path, file: str, word: str) -> str:
    return "".join(
        line for line in (folder / file).read_text("utf-8").splitlines(keepends=True) if word not in line
    )


def test_what_two_people_asked_is_not_listed(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked(tmp_path, QUESTION, people=2)

    assert main(["missed", *arguments]) == 0
    said = capsys.readouterr().out
    assert said.startswith("nothing")
    assert "MISSED_QUESTIONS is not on" in said


def test_what_three_people_asked_is_listed_also_for_programs(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked(tmp_path, QUESTION)
    main(["missed", *arguments])
    told = capsys.readouterr().out
    main(["missed", "--json", *arguments])
    one = json.loads(capsys.readouterr().out)

    assert told.splitlines()[1].split()[:3] == ["1", "3", "2026-11-29"]
    assert QUESTION in told
    assert (one["number"], one["question"], one["times"], one["language"]) == (1, QUESTION, 3, "en")


@pytest.mark.parametrize(
    ("name", "file", "kind"),
    [
        ("founded", "facts/secretariat.yaml", "answer"),
        ("lavrov-team", "messages/russia.yaml", "answer"),
        ("no-ambassador-texts", "absences/topics.yaml", "none"),
    ],
)
def test_accepted_it_is_answered_and_golden_and_the_rest_of_the_file_stays(
    tmp_path: Path, folder: Path, arguments: list[str], name: str, file: str, kind: str
) -> None:
    before = (folder / file).read_text("utf-8")
    asked(tmp_path, QUESTION)

    assert main(["missed", "accept", "1", "--to", name, *arguments]) == 0

    assert without(folder, file, QUESTION) == before
    edited = load_snapshot(folder)  # held, it is built once for all that follows
    assert edited.answer(QUESTION).hits[0].entry.id == name
    assert problems(folder) == ()
    assert golden(folder)["q"] == QUESTION
    assert golden(folder)["expect"]["kind"] == kind  # type: ignore[index]
    assert main(["eval", "--knowledge-dir", str(folder)]) == 0
    assert main(["missed", "refuse", "1", *arguments]) == 2


def test_words_of_the_question_become_another_name(
    tmp_path: Path, folder: Path, arguments: list[str]
) -> None:
    asked(tmp_path, "What did the bearded envoy say about security?")
    before = (folder / "speakers.yaml").read_text("utf-8")

    assert main(["missed", "accept", "1", "--to", "lavrov", "--words", "the bearded envoy", *arguments]) == 0

    after = (folder / "speakers.yaml").read_text("utf-8")
    assert after.replace(", the bearded envoy", "") == before
    assert golden(folder)["expect"]["speakers"] == ["Sergey Lavrov"]  # type: ignore[index]
    assert problems(folder) == ()


def test_a_language_that_has_no_list_yet_gets_one(tmp_path: Path, folder: Path, arguments: list[str]) -> None:
    question = "Из какой хижины они начинали?"
    asked(tmp_path, question, language="ru")

    assert main(["missed", "accept", "1", "--to", "nurtleu-trust", *arguments]) == 0
    assert load_snapshot(folder).answer(question).hits[0].entry.id == "nurtleu-trust"


def test_refused_it_is_golden_too_and_never_shown_again(
    tmp_path: Path, folder: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked(tmp_path, QUESTION)

    assert main(["missed", "refuse", "1", *arguments]) == 0
    asked(tmp_path, QUESTION, people=5)
    capsys.readouterr()
    main(["missed", *arguments])

    assert capsys.readouterr().out.startswith("nothing")
    assert golden(folder)["expect"] == {"kind": "none", "why": "refused by a maintainer"}
    assert problems(folder) == ()
    assert main(["eval", "--knowledge-dir", str(folder)]) == 0


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals here")
def test_in_a_terminal_the_entry_is_asked_for_and_the_tab_key_completes_it(
    tmp_path: Path, folder: Path, arguments: list[str]
) -> None:
    asked(tmp_path, QUESTION)
    ours, theirs = os.openpty()
    words, variables = command("missed", "accept", "1", *arguments), environment(TERM="dumb")
    with subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=variables) as process:
        os.close(theirs)
        shown = read_until(ours, "what it names: ")
        os.write(ours, b"found\t\n")
        read_until(ours, f"[{QUESTION}]: ")
        os.write(ours, b"\n")

        assert process.wait(PATIENCE_SECONDS) == 0
    os.close(ours)
    assert QUESTION in shown
    assert load_snapshot(folder).answer(QUESTION).hits[0].entry.id == "founded"


def read_until(terminal: int, words: str) -> str:
    shown = ""
    while words not in shown:
        ready, _, _ = select.select([terminal], [], [], PATIENCE_SECONDS)
        assert ready, shown
        shown += os.read(terminal, 4096).decode("utf-8", "replace")
    return shown


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["accept", "1", "--to", "lavrow"], 'did you mean "lavrov"?'),
        (["accept"], "missed accept: N is missing"),
        (["accept", "7", "--to", "founded"], "no question 7"),
        (["accept", "1"], "--to: is missing"),
        (["accept", "1", "--to", "nobody"], '--to: unknown; found "nobody"; known: '),
        (["accept", "1", "--to", "lavrov"], "--words: is missing"),
        (["accept", "1", "--to", "lavrov", "--words", "Wang Yi"], "nothing was written"),
        (["accept", "1", "--to", "lavrov", "--words", "the cook"], "nothing was written"),
    ],
)
def test_what_can_not_be_done_changes_nothing(
    tmp_path: Path,
    folder: Path,
    arguments: list[str],
    capsys: pytest.CaptureFixture[str],
    said: list[str],
    told: str,
) -> None:
    asked(tmp_path, QUESTION)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert main(["missed", *said, *arguments]) == 2

    assert told in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
