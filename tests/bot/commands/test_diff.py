"""`diff` says which questions an edit of the record moves, between commits or folders."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.__main__ import main
from tests import fixed_record

Printed = pytest.CaptureFixture[str]


def git(folder: Path, *arguments: str) -> None:
    name = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Give a record within a repository, committed once."""
    repository = tmp_path / "repository"
    folder = repository / "event" / "record"
    shutil.copytree(fixed_record.FOLDER, folder)
    git(repository.parent, "init", "-q", str(repository))
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "A record")
    return folder


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_moves_where_nothing_was_edited(record: Path, capsys: Printed) -> None:
    assert main(["diff", "HEAD", "--knowledge-dir", str(record)]) == 0
    assert capsys.readouterr().out == "0 of 8 questions moved: 0 for the better, 0 for the worse\n"


def test_an_edit_that_is_not_committed_is_seen_beside_a_commit(record: Path, capsys: Printed) -> None:
    swap(record / "facts" / "secretariat.yaml", "15 January 2004", "the year 2004")

    assert main(["diff", "HEAD", "--knowledge-dir", str(record)]) == 1

    out = capsys.readouterr().out
    assert "s04 “When was the Secretariat founded?”" in out
    assert "1 of 8 questions moved: 0 for the better, 1 for the worse" in out


def test_two_commits_are_compared_whatever_stands_there_now(record: Path, capsys: Printed) -> None:
    swap(record / "facts" / "secretariat.yaml", "15 January 2004", "the year 2004")
    git(record, "commit", "-qam", "Say less")
    shutil.rmtree(record / "messages")

    assert main(["diff", "HEAD~1..HEAD", "--knowledge-dir", str(record), "--json"]) == 1

    told = json.loads(capsys.readouterr().out)
    (difference,) = told["differences"]
    assert (told["turns"], difference["id"], difference["change"]) == (8, "s04", "words")
    assert (difference["before"]["points"], difference["after"]["points"]) == (1, 0)
    assert difference["before"]["answers"] == difference["after"]["answers"]


def test_two_folders_are_compared_and_a_question_of_either_is_asked(
    record: Path, tmp_path: Path, capsys: Printed
) -> None:
    other = tmp_path / "other"
    shutil.copytree(record, other)
    question = {"id": "n1", "type": "t", "q": "what did lavrov say?", "expect": {"kind": "answer"}}
    (other / "golden.jsonl").write_text(json.dumps(question))

    assert main(["diff", str(record), str(other)]) == 0
    assert capsys.readouterr().out.startswith("0 of 9 questions moved")


def test_another_answer_is_shown_with_what_it_was(record: Path, capsys: Printed) -> None:
    swap(record / "themes.yaml", "entries: [wang-spirit, nurtleu-trust]", "entries: [wang-spirit]")

    assert main(["diff", "HEAD", "--knowledge-dir", str(record)]) == 1

    lines = capsys.readouterr().out.splitlines()
    at = lines.index("  s05 “Who spoke of the Shanghai Spirit?”")
    assert lines[at + 1].startswith("    − answered: wang-spirit, nurtleu-trust (1 point, ")
    assert lines[at + 2].startswith("    + answered: wang-spirit (0 points")


def test_other_words_are_shown_from_where_they_differ(record: Path, capsys: Printed) -> None:
    swap(record / "speakers.yaml", "Wang Yi", "Wang Yii")

    assert main(["diff", "HEAD", "--knowledge-dir", str(record)]) == 1

    out = capsys.readouterr().out
    assert "the same entries in other words: " in out
    assert out.count("  − Wang Yi\n  + Wang Yii\n") == 1
    assert "\n    s05 “Who spoke of the Shanghai Spirit?”\n" in out


def test_a_change_that_many_questions_get_is_shown_once_above_them(record: Path, capsys: Printed) -> None:
    golden = record / "golden.jsonl"
    line = (
        '{"id": "m-N", "type": "x", "q": "what did lavrov wish the N of them?", "expect": {"kind": "none"}}\n'
    )
    golden.write_text("".join(line.replace("N", str(number)) for number in range(40)), encoding="utf-8")
    swap(record / "speakers.yaml", "Sergey Lavrov", "Sergius Lavrov")

    assert main(["diff", "HEAD", "--knowledge-dir", str(record)]) == 1

    out = capsys.readouterr().out
    assert out.count("− Sergey Lavrov") == 1
    assert "    m-4 “what did lavrov wish the 4 of them?”\n    m-5, m-6, m-7, m-8" in out
    assert "-\n" not in out


def test_a_commit_that_git_does_not_know_is_named(record: Path, capsys: Printed) -> None:
    assert main(["diff", "HEAD..lighthouse", "--knowledge-dir", str(record)]) == 2
    assert "the commit 'lighthouse' of " in capsys.readouterr().err


@pytest.mark.parametrize("states", [["nosuch"], ["HEAD..--output=x"], ["a", "b", "c"]])
def test_what_is_no_state_of_the_record_is_one_line(record: Path, states: list[str], capsys: Printed) -> None:
    assert main(["diff", "--knowledge-dir", str(record), "--", *states]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_outside_any_repository_is_one_line(tmp_path: Path, capsys: Printed) -> None:
    shutil.copytree(fixed_record.FOLDER, tmp_path / "record")

    assert main(["diff", "HEAD", "--knowledge-dir", str(tmp_path / "record")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
