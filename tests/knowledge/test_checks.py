"""Each rule of the record names what breaks it, at its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import problems
from knowledge.record.problem import in_order, problem, warning
from knowledge.record.values import Position
from tests.knowledge.conftest import Edit


def faults(folder: Path) -> list[str]:
    return [str(problem) for problem in problems(folder)]


def place_of(path: Path, words: str) -> str:
    """Give `line:column` of words in a file, counted from 1."""
    before = path.read_text(encoding="utf-8").partition(words)[0]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "expected"),
    [
        (
            "speakers.yaml",
            "{en: January 2024,",
            "{",
            "{",
            'no text in the record\'s own language; found "en"; add `en: …`',
        ),
        ("sources.yaml", "ru:", "russian:", "russian:", 'found "russian"; did you mean "ru"?'),
        ("about.yaml", "ru:", "RU:", "RU:", 'unknown language; found "RU"; did you mean "ru"?'),
        ("about.yaml", "day: 15", "day: 32", "32", "anniversary.day"),
        ("about.yaml", "month: 1\n  day: 15", "month: 2\n  day: 31", "31", 'no such day; found "31"'),
        (
            "messages/russia.yaml",
            'reading: "multifaceted"',
            'reading: "miltifaceted"',
            '"miltifaceted"}',
            "an emendation that changes nothing",
        ),
        ("speakers.yaml", "[Wang Yi, Wang,", "[Wang Yi, the,", "the,", "an alias that names nothing"),
        ("speakers.yaml", "[Wang Yi, Wang,", "[Wang Yi, w,", "w,", "an alias that names nothing"),
        ("speakers.yaml", "[Wang Yi, Wang,", "[Wang Yi, '!!!',", "'!!!'", "a text that says nothing"),
        (
            "themes.yaml",
            "entries: [wang-spirit, nurtleu-trust]",
            "entries: [wang-spirit, nurtleu-trust, wang-spirit]",
            "wang-spirit]",
            "the theme lists it twice",
        ),
        (
            "absences/countries.yaml",
            "{country}",
            "{contry}",
            None,
            'braces that nothing fills in; found "{contry}"; did you mean "{country}"?',
        ),
        (
            "messages/russia.yaml",
            "Sergey Lavrov wished",
            "Sergey Lavrov\u202e wished",
            "\u202e",
            'an invisible control character; found "U+202E"',
        ),
        (
            "messages/russia.yaml",
            "Sergey Lavrov wished",
            "Sergey Lavrov\x07 wished",
            "\x07",
            'an invisible control character; found "U+0007"',
        ),
        (
            "themes.yaml",
            "entries: [wang-spirit, nurtleu-trust]",
            "entries: [wang-spirit, nurtleu-trust",
            "[wang-spirit, nurtleu-trust\n",
            "a bracket that is not closed",
        ),
    ],
)
def test_a_fault_is_named_at_its_line_and_column(
    folder: Path, edit: Edit, file: str, old: str, new: str, at: str | None, expected: str
) -> None:
    edit(file, old, new)

    found = faults(folder)

    where = f"{file}:{place_of(folder / file, at)}: " if at else f"{file}:"
    assert any(fault.startswith(where) and expected in fault for fault in found), (where, found)


def test_a_quotation_mark_that_is_not_closed_is_named_where_it_was_opened(folder: Path) -> None:
    (folder / "sources.yaml").write_text(
        'sources:\n  - id: greetings\n    title: {en: "One}\n    publisher: {en: "Two"}\n', encoding="utf-8"
    )

    assert "sources.yaml:3:17: a quotation mark that is not closed; close it" in faults(folder)


@pytest.mark.parametrize("file", ["sources.yaml", "organisations.yaml", "countries.yaml"])
def test_an_id_given_twice_is_named_with_the_first(folder: Path, file: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    first = text.split("  - id: ")[1].split("\nregions:")[0]
    path.write_text(text.replace(first, f"{first.rstrip()}\n  - id: {first}", 1), encoding="utf-8")

    fault, *_ = faults(folder)
    assert f"{file}:" in fault
    assert "the same id twice" in fault


@pytest.mark.parametrize(
    "name",
    ["extra.yml", "messages/iran.YAML", "messages/iran.yaml.txt", "golden-facts.yaml", "golden/a.yml"],
)
def test_a_file_that_is_never_read_is_named(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("a: 1\n", encoding="utf-8")

    fault, *_ = faults(folder)
    assert fault.startswith(f"{name}:1:1: this file is never read")


def test_an_unknown_id_is_named_once_with_the_number_of_places(folder: Path) -> None:
    path = folder / "speakers.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("id: lavrov\n", "id: lavrow\n"), encoding="utf-8")

    (named,) = faults(folder)

    place = place_of(path, "lavrow")
    assert named.startswith(f'speakers.yaml:{place}: no place names this speaker; found "lavrow"; ')
    assert 'places name "lavrov": did you mean that?' in named
    assert named.endswith("more follow from it")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("speakers.yaml", "speakers.yaml:1:1: is missing; every record needs one"),
        ("sources.yaml", "sources.yaml:1:1: is missing; every record needs one"),
    ],
)
def test_a_missing_file_is_named_once_and_not_what_it_would_hold(
    folder: Path, file: str, expected: str
) -> None:
    (folder / file).unlink()

    assert faults(folder) == [expected]


def test_a_record_without_messages_is_told_so_at_their_folder(folder: Path) -> None:
    for file in (folder / "messages").iterdir():
        file.unlink()

    assert "messages:1:1: is missing; a record needs one message at least" in faults(folder)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("speakers.yaml", "speaker.yaml"),
        ("about.yaml", "abuot.yaml"),
        ("messages/russia.yaml", "mesages/russia.yaml"),
    ],
)
def test_a_misspelt_file_is_named_once_and_not_what_it_would_hold(
    folder: Path, right: str, wrong: str
) -> None:
    (folder / wrong).parent.mkdir(exist_ok=True)
    (folder / right).rename(folder / wrong)

    (named,) = faults(folder)

    assert named.startswith(f"{wrong}:1:1: no such file in a record")


def test_a_message_that_is_gone_is_named_once_with_what_follows(folder: Path) -> None:
    (folder / "messages/china.yaml").unlink()

    named = faults(folder)

    assert [fault for fault in named if 'found "wang' in fault] == [named[-1]]
    assert "a speaker without a passage" in named[-1]
    assert named[-1].endswith("more follow from it")


def test_a_misspelt_reference_is_named_where_it_stands(folder: Path, edit: Edit) -> None:
    edit("messages/china.yaml", "speaker: wang", "speaker: wangg")

    (named,) = faults(folder)

    assert named.startswith('messages/china.yaml:2:10: unknown speaker; found "wangg"; did you mean "wang"?')
    assert named.endswith("more follow from it")


def test_an_alias_of_another_thing_is_named_whatever_its_kind(folder: Path, edit: Edit) -> None:
    edit("speakers.yaml", "[Wang Yi, Wang,", "[Wang Yi, Wang, Russia,")

    fault, *_ = faults(folder)
    assert 'the same alias on two entries; found "Russia"' in fault


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_file_with_a_mark_of_its_encoding_is_read(folder: Path, encoding: str) -> None:
    path = folder / "speakers.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))

    assert faults(folder) == []


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-16-le", 'speakers.yaml:1:2: not UTF-8; found "\\x00"; it looks like UTF-16 without a mark'),
        ("cp1251", "not UTF-8; found"),
    ],
)
def test_a_file_that_is_not_utf_8_is_named_as_such(folder: Path, encoding: str, expected: str) -> None:
    path = folder / "speakers.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding, "replace"))

    (named,) = faults(folder)

    assert named.startswith("speakers.yaml:")
    assert expected in named


def test_the_same_ask_on_two_facts_is_named_at_the_second(folder: Path, edit: Edit) -> None:
    edit("facts/secretariat.yaml", "where is the Secretariat\n", "When was the Secretariat established?\n")

    place = place_of(folder / "facts/secretariat.yaml", "When was the Secretariat established?")
    named = [fault for fault in faults(folder) if "the same ask on two entries" in fault]
    assert [fault.split(" ")[0] for fault in named] == [f"facts/secretariat.yaml:{place}:"]


def test_an_example_without_an_answer_is_named(folder: Path) -> None:
    path = folder / "about.yaml"
    head, _, rest = path.read_text(encoding="utf-8").partition("examples:")
    lines = rest.splitlines(keepends=True)
    path.write_text(
        f"{head}examples:{lines[0]}{lines[1]}    - who won the world cup in 2022?\n{''.join(lines[2:])}"
    )

    fault, *_ = faults(folder)
    assert "an example without an answer" in fault


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"id": "x", "type": "t", "q": "?", "expect": {"kind": "none", "wy": "?"}}', '"wy"'),
        ('{"id": "x", "type": "t", "q": "?", "expects": {}, "expect": {"kind": "none"}}', "unknown field"),
        (
            '{"id": "x", "type": "t", "q": "?", "expect": {"kind": "answer", "speakers": ["Lavrow"]}}',
            '"Lavrow"',
        ),
    ],
)
def test_a_faulty_golden_question_is_named_with_its_line(folder: Path, line: str, expected: str) -> None:
    path = folder / "golden.jsonl"
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n{line}\n", encoding="utf-8")
    number = text.count("\n") + 2

    fault, *_ = faults(folder)
    assert fault.startswith(f"golden.jsonl:{number}:")
    assert expected in fault


def test_a_golden_id_given_twice_is_named(folder: Path) -> None:
    path = folder / "golden.jsonl"
    first = path.read_text(encoding="utf-8").splitlines()[0]
    with path.open("a", encoding="utf-8") as file:
        file.write(first + "\n")

    fault, *_ = faults(folder)
    assert "stands in line 1 too" in fault


def test_a_figure_is_a_share_not_a_percentage(folder: Path) -> None:
    (folder / "golden.yaml").write_text("overall: 97\n", encoding="utf-8")

    fault, *_ = faults(folder)
    assert fault.startswith("golden.yaml:1:10: not a figure")


def test_an_absence_in_a_theme_is_named(folder: Path, edit: Edit) -> None:
    edit(
        "themes.yaml",
        "entries: [wang-spirit, nurtleu-trust]",
        "entries: [wang-spirit, nurtleu-trust, no-sco-founding]",
    )

    fault, *_ = faults(folder)
    assert 'an absence in a theme; found "no-sco-founding"' in fault


def test_the_same_quote_under_two_ids_is_named(folder: Path) -> None:
    path = folder / "messages/russia.yaml"
    text = path.read_text(encoding="utf-8")
    quote = text.partition("passages:\n")[2].partition("  - id: lavrov-wishes")[0]
    twin = quote.replace("lavrov-team", "lavrov-twin").replace("kind: quote", "kind: quote\n    slots: [why]")
    path.write_text(f"{text.rstrip()}\n{twin}", encoding="utf-8")

    assert any(
        "the same quote under two ids" in fault and '"lavrov-team" has it' in fault
        for fault in faults(folder)
    )


def warned(folder: Path) -> list[str]:
    return [str(one) for one in problems(folder, warned=True) if one.grade == "warning"]


def test_what_may_be_meant_so_is_a_warning_and_no_fault(folder: Path, edit: Edit) -> None:
    edit("speakers.yaml", "[Wang Yi, Wang,", "[Wang Yi, Wang, thanks, Nurtlex,")
    edit("sources.yaml", "ru: ", "kk: ")
    with (folder / "vocabulary/en.yaml").open("a", encoding="utf-8") as file:
        file.write("  zeppelins: [zeppelin, airship]\n")

    assert faults(folder) == []
    named = "\n".join(warned(folder))
    assert 'warning: an alias that is another word too; found "thanks"' in named
    assert 'warning: a name much like another\'s; found "Nurtlex"' in named
    assert "sources.yaml:7:7: warning: a text that is not in ru" in named
    assert 'warning: a meaning that nothing uses; found "zeppelins"' in named


def test_a_misspelt_meaning_is_a_fault(folder: Path) -> None:
    path = folder / "vocabulary/ru.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  minister:", "  minsiter:"), encoding="utf-8")

    fault, *_ = faults(folder)
    assert 'a meaning that no other language has; found "minsiter"' in fault


def test_a_backup_beside_a_file_hides_no_other_fault(folder: Path, edit: Edit) -> None:
    (folder / "themes.yaml.bak").write_text("", encoding="utf-8")
    edit("themes.yaml", "[wang-spirit,", "[wang-spirits,")

    first, second = faults(folder)

    assert 'unknown entry; found "wang-spirits"' in first
    assert second.startswith("themes.yaml.bak:1:1: this file is never read")


def test_a_needed_file_with_another_ending_is_named_once(folder: Path) -> None:
    (folder / "speakers.yaml").rename(folder / "speakers.yml")

    (named,) = faults(folder)

    assert named.startswith("speakers.yml:1:1: this file is never read")


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        (
            "facts/secretariat.yaml",
            'en: "The SCO Secretariat was',
            'en: "! " # was',
            "a text that says nothing",
        ),
        ("messages/russia.yaml", '"multifaceted"', '"miltifaceted"', "an emendation that changes nothing"),
    ],
)
def test_what_goes_with_the_mending_of_another_fault_is_not_named(
    folder: Path, edit: Edit, file: str, old: str, new: str, what: str
) -> None:
    edit(file, old, new)

    (fault,) = problems(folder)
    assert (fault.file, fault.what) == (file, what)


def test_a_message_in_a_file_of_another_name_is_named_once(folder: Path) -> None:
    (folder / "messages/russia.yaml").rename(folder / "messages/russia.yaml.txt")

    (fault,) = problems(folder)
    assert (fault.file, fault.what) == ("messages/russia.yaml.txt", "this file is never read")


def test_of_two_ids_that_differ_in_a_letter_both_places_are_named(folder: Path, edit: Edit) -> None:
    edit("countries.yaml", "- id: china", "- id: chna")

    (fault,) = problems(folder)
    assert (fault.file, fault.found) == ("speakers.yaml", "china")
    assert fault.hint == 'did you mean "chna"? Or write "china" at countries.yaml:3:9'


def test_at_one_place_errors_come_before_warnings() -> None:
    place = Position("about.yaml", 1, 1)

    faults = [warning(place, "a doubt"), problem(place, "wrong"), warning(Position("about.yaml", 1, 2), "b")]
    assert [one.what for one in in_order(reversed(faults))] == ["wrong", "a doubt", "b"]


def test_an_entry_that_a_golden_question_expects_must_be_there(folder: Path) -> None:
    line = '{"id": "new", "type": "t", "q": "when?", "expect": {"kind": "answer", "entries": ["fonded"]}}'
    (folder / "golden.jsonl").write_text(line, encoding="utf-8")

    (fault,) = faults(folder)
    assert fault == (
        f'golden.jsonl:1:{line.index("fonded")}: unknown entry; found "fonded"; did you mean "founded"?'
    )
