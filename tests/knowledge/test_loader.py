"""A broken record is refused with every fault at its line; a sound one loads the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import RecordError, load_snapshot, problems
from tests import fixed_record
from tests.knowledge.conftest import Edit

ENTRY_LINES = 4
"""A fault of an entry stands at its id, a few lines above its text."""


def faults(folder: Path) -> list[str]:
    return [str(problem) for problem in problems(folder)]


def test_a_sound_record_has_no_problem() -> None:
    assert problems(fixed_record.FOLDER) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "themes.yaml",
            "entries: [wang-spirit, nurtleu-trust]",
            "entries: [wang-spirit, nurtleu-trusst]",
            'unknown entry; found "nurtleu-trusst"; did you mean "nurtleu-trust"?',
        ),
        ("messages/russia.yaml", "speaker: lavrov", "speaker: lavrow", 'did you mean "lavrov"?'),
        (
            "facts/secretariat.yaml",
            "id: founded\n",
            "id: founded\n    told_in: office-wan\n",
            'told in no fact that is listed; found "office-wan"; did you mean "office-wang"?',
        ),
        ("messages/russia.yaml", "kind: reported", "kind: rumour", "`kind` is `quote` or `reported`"),
        (
            "messages/russia.yaml",
            "id: lavrov-team",
            "id: Lavrov Team",
            "ids are small letters from a to z, figures and hyphens",
        ),
        ("messages/russia.yaml", "id: lavrov-wishes", "id: lavrov-team", "the same id twice"),
        ("messages/russia.yaml", "source: greetings", "sauce: greetings", 'did you mean "source"?'),
        (
            "messages/russia.yaml",
            'published: "miltifaceted"',
            'published: "multifazeted"',
            'the emendation does not occur in the text; found "multifazeted"',
        ),
        (
            "messages/russia.yaml",
            'published: "miltifaceted"',
            'published: "the"',
            'the emendation occurs more than once; found "the"',
        ),
        (
            "sources.yaml",
            "  - id: greetings\n",
            "  - id: greetings\n    url: http://example.org/1\n",
            "an address is https://",
        ),
        (
            "sources.yaml",
            "  - id: greetings\n",
            "  - id: greetings\n    date: 15.01.2024\n",
            "a day is written as 2024-01-15",
        ),
        (
            "messages/russia.yaml",
            "id: lavrov-team\n",
            "id: lavrov-team\n    corrected: 1700000000\n",
            "a day is",
        ),
        ("messages/russia.yaml", "In the recent years", "In recent years", "is not the sealed one"),
        ("speakers.yaml", "[Wang Yi, Wang,", "[Wang Yi, Lavrov,", "the same alias on two entries"),
        ("speakers.yaml", "country: china", "country: chinna", 'did you mean "china"?'),
        (
            "countries.yaml",
            "countries: [kazakhstan, russia]",
            "countries: [kazakhstan, rusia]",
            'unknown country; found "rusia"; did you mean "russia"?',
        ),
        ("countries.yaml", "北方国家", "俄罗斯", "the same alias on two entries"),
        ("about.yaml", "month: 1", "month: thirteen", "anniversary.month"),
        (
            "messages/russia.yaml",
            "Sergey Lavrov wished",
            "Sergey Lavrov “wished",
            "quotation marks in the en text of lavrov-wishes",
        ),
        (
            "facts/secretariat.yaml",
            "slots: [when, where, who, what]",
            "slots: [how-far]",
            "slots of founded: unknown word",
        ),
    ],
)
def test_a_fault_is_named_with_its_file_and_line(
    folder: Path, edit: Edit, file: str, old: str, new: str, expected: str
) -> None:
    edit(file, old, new)
    line = next(
        number
        for number, text in enumerate((folder / file).read_text(encoding="utf-8").splitlines(), 1)
        if new.splitlines()[0] in text
    )

    found = faults(folder)

    assert expected in found[0], found
    assert found[0].startswith(f"{file}:"), found
    named = [fault for fault in found if expected in fault]
    assert any(abs(int(fault.split(":")[1]) - line) <= ENTRY_LINES or f":{line}:" in fault for fault in named)


def test_all_faults_come_at_once_sorted_by_place(folder: Path, edit: Edit) -> None:
    edit("messages/russia.yaml", "kind: reported", "kind: rumour")
    edit("about.yaml", "month: 1", "month: 13")
    edit("themes.yaml", "id: charter", "id: Charter!")

    found = faults(folder)

    assert [fault.split(":")[0] for fault in found] == ["about.yaml", "messages/russia.yaml", "themes.yaml"]


def test_a_text_longer_than_a_telegram_message_allows_is_refused(folder: Path, edit: Edit) -> None:
    edit("messages/china.yaml", "Wang Yi said", "Wang Yi said " + "on and on " * 200)

    fault, *_ = faults(folder)
    assert "shorten it, so that it fits Telegram's limits" in fault


def test_an_entry_that_no_question_finds_is_named(folder: Path, edit: Edit) -> None:
    edit(
        "facts/secretariat.yaml",
        "  - id: seat",
        "  - id: unfindable\n    slots: [who]\n    text: {en: Who?}\n"
        "    asks: {en: [founding date please]}\n  - id: seat",
    )

    fault, *_ = faults(folder)
    assert 'no question finds this entry; found "unfindable"' in fault


def test_a_file_that_does_not_belong_is_named(folder: Path) -> None:
    (folder / "notes.yaml").write_text("a: 1\n")

    fault, *_ = faults(folder)
    assert fault.startswith("notes.yaml:1:1: no such file in a record")


def test_a_missing_folder_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such folder") as caught:
        load_snapshot(tmp_path / "nowhere")

    assert len(caught.value.problems) == 1


def test_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"about\.yaml:1:1: is missing"):
        load_snapshot(tmp_path)


def test_a_changed_letter_is_told_from_the_published_text(folder: Path, edit: Edit) -> None:
    published = " … ".join(quote.published for quote in load_snapshot(fixed_record.FOLDER).record.quotes)
    edit("messages/russia.yaml", "unanimous efforts", "unanimous effort")

    found = [str(problem) for problem in problems(folder, published=published)]

    assert any(
        fault.startswith("messages/russia.yaml:8:79: lavrov-team is not verbatim from character 79 on")
        for fault in found
    ), found


def test_undoing_the_emendations_gives_the_published_words() -> None:
    for quote in load_snapshot(fixed_record.FOLDER).record.quotes:
        published = "".join(segment.published or segment.reading for segment in quote.segments)

        assert published == quote.published
        assert ("".join(segment.reading for segment in quote.segments) == published) == (
            not quote.emendations
        )


def test_the_version_changes_with_any_byte(folder: Path, edit: Edit) -> None:
    before = load_snapshot(folder).version
    edit("about.yaml", "20 years of the SCO Secretariat", "Twenty years of the SCO Secretariat")

    assert load_snapshot(folder).version != before


def test_a_question_of_a_fact_that_another_entry_answers_is_named(folder: Path, edit: Edit) -> None:
    edit("facts/secretariat.yaml", "- what does SCO stand for\n", "- full name of the SCO\n")

    (fault,) = faults(folder)
    assert 'this ask of sco-name finds partners; found "full name of the SCO"' in fault


def test_a_question_of_a_fact_that_is_found_behind_another_is_doubted(folder: Path, edit: Edit) -> None:
    both = "when was the Secretariat founded? where is the Secretariat?"
    edit("facts/secretariat.yaml", "- seat of the Secretariat\n", f"- {both}\n")

    found = [one for one in problems(folder, warned=True) if one.found == both]
    assert [(one.what, one.grade) for one in found] == [("this ask of seat finds founded first", "warning")]
    assert problems(folder) == ()
