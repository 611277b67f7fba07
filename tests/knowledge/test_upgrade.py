"""A record of an older format is rewritten whole, or not at all; one that is newer is not read."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from knowledge import loader
from knowledge.record import folder as folders
from knowledge.record import schema
from knowledge.record.problem import RecordError
from knowledge.upgrade import upgrade
from tests import fixed_record
from tests.knowledge.conftest import Edit

FORMAT_1 = fixed_record.FOLDER.parent / "format-1"


def files_of(folder: Path) -> Mapping[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def words_of(folder: Path) -> set[tuple[str, str, str]]:
    """Give the record's own words: language, meaning, word; wherever they stand."""
    files, _ = loader.read_files(folders.read(folder).texts)
    packs = [(pack.code, pack.concepts) for _, pack in files.of(schema.LanguageFile)]
    vocabularies = [(one.language, one.meanings) for _, one in files.of(schema.VocabularyFile)]
    return {
        (code, meaning, word)
        for code, meanings in (*packs, *vocabularies)
        for meaning, words in meanings.items()
        for word in words
    }


@pytest.fixture
def old(folder: Path) -> Path:
    """The record as format 1 had it: packs of its own, as they shipped then, with the record's words in them.

    The English one was shortened, as by an operator; the Tajik one is as it shipped.
    """
    shutil.rmtree(folder / "vocabulary")
    shutil.copytree(FORMAT_1, folder / "languages")
    about = (folder / "about.yaml").read_text(encoding="utf-8")
    (folder / "about.yaml").write_text(about.replace("format: 2\n", ""), encoding="utf-8")
    return folder


def test_a_record_of_format_1_is_still_read(old: Path) -> None:
    answer = loader.load_snapshot(old).answer("what did lavrof say about security?")

    assert answer.hits[0].entry.id == "lavrov-team"


def test_all_words_and_comments_are_there_after_the_upgrade(old: Path, edit: Edit) -> None:
    edit("languages/en.yaml", "concepts:", "# What people call things.\nconcepts:")
    edit("languages/en.yaml", "elsewhere:", "# Other subjects.\nelsewhere:")
    words = words_of(old)

    said = upgrade(old)

    assert words_of(old) == words
    assert ("tg", "beijing", "Пекинг") in words
    assert loader.faults_of(folders.read(old).texts) == ()
    vocabulary = (old / "vocabulary" / "en.yaml").read_text(encoding="utf-8")
    assert "VocabularyFile\nlanguage: en\n# What people call things.\nmeanings:\n" in vocabulary
    assert "# Other subjects.\nelsewhere:" in (old / "languages" / "en.yaml").read_text(encoding="utf-8")
    assert "format: 2\n" in (old / "about.yaml").read_text(encoding="utf-8")
    assert "vocabulary/en.yaml: the words that were concepts in the pack of en" in said


def test_a_pack_that_nobody_wrote_for_this_record_goes_and_an_edited_one_stays(old: Path, edit: Edit) -> None:
    (old / "languages" / "zh.yaml").write_bytes((folders.packs() / "zh.yaml").read_bytes())
    edit("languages/en.yaml", "code: en", "code: en  # ours")

    said = upgrade(old)

    assert {path.name for path in (old / "languages").iterdir()} == {"en.yaml"}
    assert "# ours" in (old / "languages" / "en.yaml").read_text(encoding="utf-8")
    assert "languages/tg.yaml: removed; this pack ships with the program" in said


def test_a_second_upgrade_changes_nothing(old: Path) -> None:
    upgrade(old)
    before = files_of(old)

    assert upgrade(old) == ()
    assert files_of(old) == before


def test_an_upgrade_that_a_crash_cut_off_is_ended_by_the_next(old: Path, tmp_path: Path) -> None:
    words = words_of(old)
    whole = Path(shutil.copytree(old, tmp_path / "whole"))
    upgrade(whole)
    shutil.copytree(whole / "vocabulary", old / "vocabulary")
    (old / "vocabulary" / ".en.yaml.upgrading").write_text("language: e")

    assert words_of(old) == words
    upgrade(old)

    (old / "vocabulary" / ".en.yaml.upgrading").unlink(missing_ok=True)
    assert files_of(old) == files_of(whole)


def test_words_that_stand_in_a_vocabulary_already_stay_there(old: Path) -> None:
    (old / "vocabulary").mkdir()
    (old / "vocabulary" / "en.yaml").write_text("language: en\nmeanings:\n  zebra: [zebra]\n")
    words = words_of(old)

    upgrade(old)

    assert words_of(old) == words
    assert {path.name for path in (old / "vocabulary").glob("en*")} == {"en.yaml", "en-concepts.yaml"}


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("about.yaml", "nonsense: [\n", r"about\.yaml:\d+:11: a bracket that is not closed"),
        ("sources.yaml", "more: 1\n", r"sources\.yaml:\d+:1: more: unknown key"),
    ],
)
def test_a_broken_record_is_left_as_it_is(old: Path, file: str, text: str, expected: str) -> None:
    with (old / file).open("a") as opened:
        opened.write(text)
    before = files_of(old)

    with pytest.raises(RecordError, match=expected):
        upgrade(old)

    assert files_of(old) == before


def test_a_pack_in_braces_is_left_as_it_is(old: Path) -> None:
    (old / "languages" / "xx.yaml").write_text("{code: xx, name: x, script: latin, concepts: {trust: [x]}}\n")
    before = files_of(old)

    with pytest.raises(RecordError, match=r"languages/xx\.yaml:1:1: can't be rewritten; write each key"):
        upgrade(old)

    assert files_of(old) == before


def test_what_can_not_be_written_changes_nothing(old: Path) -> None:
    (old / "vocabulary").write_text("a file where a folder should be")
    before = files_of(old)

    with pytest.raises(RecordError, match="can't be rewritten"):
        upgrade(old)

    assert files_of(old) == before


def test_a_newer_record_is_one_problem_whatever_else_is_in_it(folder: Path, edit: Edit) -> None:
    edit("about.yaml", "format: 2", "format: 3\nunheard-of: 1")
    before = files_of(folder)

    (problem,) = loader.problems(folder)
    with pytest.raises(RecordError) as refused:
        upgrade(folder)

    assert str(problem) == str(refused.value)
    assert str(problem).startswith("about.yaml:2:9: the record's format is newer than 2")
    assert str(problem).endswith("install a newer version of the program")
    assert files_of(folder) == before


@pytest.mark.parametrize("number", ["two", "0", "2.5", "-1", "[2]"])
def test_a_format_that_is_no_whole_number_is_a_fault(folder: Path, edit: Edit, number: str) -> None:
    edit("about.yaml", "format: 2", f"format: {number}")

    assert [str(one).partition(": ")[2][:7] for one in loader.problems(folder)] == ["format:"]
