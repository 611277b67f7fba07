"""A record that was built once is not built again, and never taken for another."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from knowledge import compiled, loader
from knowledge.answering.answer import Answer
from knowledge.language.neighbourhood import Neighbourhood
from knowledge.language.phonetic_index import PhoneticIndex
from knowledge.record.problem import RecordError
from knowledge.snapshot import Snapshot
from tests import fixed_record

LEAST_STEPS = 20
QUESTIONS = ("what did lavrof say about securty", "and Iran?", "кто упоминал доверие", "秘书处什么时候成立")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small record was kept when it was built."""
    place = tmp_path_factory.mktemp("built") / "kept"
    compiled.load_snapshot(fixed_record.FOLDER, kept=place)
    return place


@pytest.fixture
def kept_before(built_once: Path, kept: Path) -> Path:
    """Where it is kept already, for one test to damage."""
    return Path(shutil.copytree(built_once, kept))


def answers(folder: Path, kept: Path) -> list[Answer]:
    snapshot = compiled.load_snapshot(folder, kept=kept)
    return [snapshot.answer(question) for question in QUESTIONS]


def test_what_was_kept_answers_as_what_was_built(
    folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = answers(folder, kept)

    monkeypatch.setattr(loader, "load_snapshot", None)
    again = answers(folder, kept)

    assert again == built


def test_what_was_kept_is_ready_for_the_first_misspelt_word(
    folder: Path, kept_before: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*_: object) -> None:
        pytest.fail("words are sorted while somebody waits")

    for kind, method in ((Neighbourhood, "_cut"), (PhoneticIndex, "__init__")):
        monkeypatch.setattr(kind, method, lambda *given: too_late() if given[-1] else None)

    answers(folder, kept_before)


def test_an_edit_is_seen_at_once(folder: Path, kept_before: Path) -> None:
    about = folder / "about.yaml"
    about.write_text(about.read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")

    compiled.load_snapshot(folder, kept=kept_before)

    assert len(list(kept_before.iterdir())) == 2


def test_a_broken_edit_is_refused_although_the_record_before_is_kept(folder: Path, kept_before: Path) -> None:
    (folder / "about.yaml").write_text("title: [", encoding="utf-8")

    with pytest.raises(RecordError, match=r"about\.yaml"):
        compiled.load_snapshot(folder, kept=kept_before)


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 5000])
def test_a_damaged_file_is_made_anew(folder: Path, kept_before: Path, damage: bytes) -> None:
    built = answers(folder, kept_before)
    [file] = kept_before.iterdir()
    file.write_bytes(damage)

    assert answers(folder, kept_before) == built
    assert len(file.read_bytes()) > len(damage)


def test_where_nothing_can_be_kept_the_record_is_read_all_the_same(folder: Path, tmp_path: Path) -> None:
    no_folder = tmp_path / "file"
    no_folder.write_bytes(b"")

    assert answers(folder, no_folder)[0].status == "answered"


def test_only_a_few_records_are_kept(folder: Path, kept: Path) -> None:
    kept.mkdir()
    for number in range(9):
        (kept / f"record.{number}.bin").write_bytes(b"")

    compiled.load_snapshot(folder, kept=kept)

    assert len(list(kept.iterdir())) == compiled.MOST_KEPT


def test_what_is_still_read_stays_when_others_were_built_after_it(folder: Path, kept_before: Path) -> None:
    [used] = kept_before.iterdir()
    os.utime(used, (0, 0))
    for number in range(1, compiled.MOST_KEPT):
        other = kept_before / f"record.{number}.bin"
        other.touch()
        os.utime(other, (number, number))

    compiled.load_snapshot(folder, kept=kept_before)
    (folder / "about.yaml").write_bytes((folder / "about.yaml").read_bytes() + b"\n")
    compiled.load_snapshot(folder, kept=kept_before)

    assert used.exists()
    assert not (kept_before / "record.1.bin").exists()


@pytest.mark.parametrize("mode", [0o666, 0o664])
def test_what_others_could_have_written_is_not_read(
    folder: Path, kept_before: Path, mode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    [file] = kept_before.iterdir()
    file.chmod(mode)
    read: list[Path] = []
    built = loader.load_snapshot(folder)

    def load(place: Path) -> Snapshot:
        read.append(place)
        return built

    monkeypatch.setattr(loader, "load_snapshot", load)
    answers(folder, kept_before)

    assert read == [folder]


def test_a_process_beside_builds_it_and_the_asker_only_reads(
    folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "load_snapshot", None)

    snapshot = compiled.load_snapshot(folder, kept=kept, beside=True)

    assert snapshot.answer("and Iran?").status == "none"


def test_what_is_wrong_with_a_record_is_found_by_the_process_beside(
    folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "about.yaml").write_text("title: [", encoding="utf-8")
    with pytest.raises(RecordError) as here:
        loader.load_snapshot(folder)
    monkeypatch.setattr(loader, "load_snapshot", None)

    with pytest.raises(RecordError, match=r"about\.yaml") as beside:
        compiled.load_snapshot(folder, kept=kept, beside=True)

    assert beside.value.problems == here.value.problems


def test_where_no_process_can_build_it_who_asked_does(
    folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(kept / "nothing"))

    assert compiled.load_snapshot(folder, kept=kept, beside=True).answer("lavrov").status == "answered"


@pytest.mark.parametrize("in_steps", [True, False])
def test_what_was_kept_is_read_with_pauses_where_others_answer_meanwhile(
    folder: Path, kept_before: Path, monkeypatch: pytest.MonkeyPatch, *, in_steps: bool
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)

    snapshot = compiled.load_snapshot(folder, kept=kept_before, in_steps=in_steps)

    assert snapshot.answer("lavrov").status == "answered"
    assert (len(pauses) > LEAST_STEPS) is in_steps
