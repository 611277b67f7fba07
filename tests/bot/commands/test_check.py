"""`check` prints each problem with its place, and fails if there is one."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands.check import ANY, wait_for_edit
from bot.printing.findings import as_sarif
from bot.record_watch import traces
from knowledge.loader import load_snapshot
from knowledge.record.problem import Problem
from knowledge.record.values import Quote
from tests import fixed_record
from tests.e2e.process import PATIENCE_SECONDS, running


def test_a_sound_record_has_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    *warnings, summary = capsys.readouterr().out.splitlines()
    assert summary.startswith(f"no problems in {fixed_record.FOLDER}")
    assert all(": warning: " in line for line in warnings)


def test_a_broken_file_is_named_with_line_and_column(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / "about.yaml").open("a") as file:
        file.write("nonsense: [\n")

    assert main(["check", str(folder)]) == 1

    *lines, summary = capsys.readouterr().out.splitlines()
    assert any(line.startswith("about.yaml:") for line in lines)
    assert summary.endswith(f"in {folder}")


def test_programs_are_given_an_object(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "about.yaml").unlink()

    assert main(["check", "--knowledge", str(folder), "--json"]) == 1

    (problem, *_) = json.loads(capsys.readouterr().out)["problems"]
    assert set(problem) == {"file", "line", "column", "what", "found", "hint", "grade"}
    assert (problem["file"], problem["line"]) == ("about.yaml", 1)


def test_a_missing_folder_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--knowledge", "no/such/folder"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_code_host_is_given_annotations_with_the_path_from_here(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    (folder / "sources.yaml").unlink()

    assert main(["check", "--knowledge", "record", "--format", "annotations"]) == 1

    (line,) = capsys.readouterr().out.splitlines()
    assert line == "::error file=record/sources.yaml,line=1,col=1::is missing; every record needs one"


def test_sarif_holds_each_problem_with_its_place_and_grade(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    about = folder / "about.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("day: 15", "day: 40"), encoding="utf-8")

    assert main(["check", "--knowledge", ".", "--format", "sarif"]) == 1

    log = json.loads(capsys.readouterr().out)
    (run,) = log["runs"]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    line = about.read_text(encoding="utf-8").partition("day: 40")[0].count("\n") + 1
    assert (log["version"], result["level"]) == ("2.1.0", "error")
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("about.yaml", line)
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {result["ruleId"]}


def test_sarif_has_a_rule_for_each_kind_and_places_that_are_uris(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        Problem("messages/a.yaml", 1, 1, "the text of lavrov-team is not the sealed one"),
        Problem("messages/b.yaml", 1, 1, "the text of wang is not the sealed one"),
        Problem("about.yaml", 1, 1, "day of anniversary: is too great"),
    ]
    monkeypatch.chdir(tmp_path)
    for folder, begin in ((Path("a record"), ""), (Path("/a record"), "file:///")):
        (run,) = json.loads(as_sarif(found, folder))["runs"]
        results = run["results"]
        kinds = ["the-text-of-is-not-the-sealed-one"] * 2 + ["is-too-great"]
        places = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results]
        assert [one["ruleId"] for one in results] == kinds
        assert {one["id"] for one in run["tool"]["driver"]["rules"]} == set(kinds)
        assert places[0] == f"{begin}a%20record/messages/a.yaml"


def test_what_is_mechanical_is_mended_and_comments_stay(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    themes, message = folder / "themes.yaml", folder / "messages/russia.yaml"
    before = {path: path.read_text(encoding="utf-8") for path in (themes, message)}
    seal = next(line for line in before[message].splitlines() if "sha256: " in line)
    broken = before[message].replace(f"{seal}\n", "", 1).replace("id: lavrov-wishes", "id: Lavrov Wishes")
    message.write_text(f"# a remark\n{broken}", encoding="utf-8")
    themes.write_text(
        before[themes]
        .replace("[wang-spirit, nurtleu-trust]", "[wang-spirit, nurtleu-trust, wang-spirit]")
        .replace("lavrov-wishes", "Lavrov Wishes"),
        encoding="utf-8",
    )

    assert main(["check", "--knowledge", str(folder), "--fix"]) == 0

    assert "mended: messages/russia.yaml:" in capsys.readouterr().out
    assert message.read_text(encoding="utf-8") == f"# a remark\n{before[message]}"
    assert themes.read_text(encoding="utf-8") == before[themes]


def test_a_text_with_a_colon_is_put_in_quotation_marks(folder: Path) -> None:
    sources = folder / "sources.yaml"
    text = sources.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.lstrip().startswith("en: "))
    sources.write_text(
        text.replace(line, f"{line.partition('en: ')[0]}en: Greetings: all of them"), encoding="utf-8"
    )

    assert main(["check", "--knowledge", str(folder), "--fix"]) == 0
    assert 'en: "Greetings: all of them"' in sources.read_text(encoding="utf-8")


@pytest.mark.usefixtures("hears_ctrl_c")
def test_watching_looks_again_after_an_edit_and_outlives_a_change_of_branches(
    folder: Path, tmp_path: Path
) -> None:
    variables = {"KNOWLEDGE_DIR": str(folder)}
    with running("check", "--watch", variables=variables, folder=tmp_path / "run") as process:
        until(lambda: "no problems in" in process.out)
        aside = folder.rename(tmp_path / "aside")
        until(lambda: "no such folder" in process.out)
        aside.rename(folder)
        until(lambda: process.out.count("no problems in") > 1)
        (folder / "golden.jsonl").write_text("no object\n", encoding="utf-8")
        until(lambda: "golden.jsonl:1:" in process.out)
        (folder / "sources.yaml").unlink()
        until(lambda: "sources.yaml:1:1: is missing" in process.out)
        process.tell(signal.SIGINT)
        process.ended()


def test_an_edit_amid_a_look_is_looked_at_again(folder: Path) -> None:
    looked_at = traces(folder, ANY)
    (folder / "sources.yaml").unlink()

    assert wait_for_edit(folder, looked_at) == traces(folder, ANY) != looked_at


def until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_published_text_in_utf_16_is_read_where_a_mark_says_so(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quotes = [one for one in load_snapshot(folder).record.entries.values() if isinstance(one, Quote)]
    published = tmp_path / "published"
    texts = ["Founded in 2004.", *(one.published for one in quotes)]
    published.write_bytes("\r\n\r\n".join(texts).encode("utf-16"))
    assert main(["check", str(folder), "--source", str(published)]) == 0

    published.write_bytes("nobody said so".encode("utf-16"))
    assert main(["check", str(folder), "--source", str(published)]) == 1
    assert "it is not in the source" in capsys.readouterr().out
