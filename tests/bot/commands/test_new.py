"""From an empty folder to an answering record: `init`, `new`, and the page that leads through both."""

from __future__ import annotations

import json
import re
import shlex
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands import init, new
from bot.drafting.asking import Asking, Field
from bot.drafting.items import id_of, quote
from bot.errors import UsageError
from knowledge.loader import load_snapshot, problems
from knowledge.record.values import Quote
from tests.e2e.process import PROJECT

PAGE = (PROJECT / "docs" / "another-record.md").read_text(encoding="utf-8")


def commands() -> list[list[str]]:
    """Give the page's commands, as a shell would cut them."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE, flags=re.DOTALL)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [shlex.split(line) for line in lines if line.strip()]


def test_each_command_of_the_page_does_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    printed = []
    for words in commands():
        if words[0] == "echo":
            way = "a" if words[-2] == ">>" else "w"
            with Path(words[-1]).open(way, encoding="utf-8") as file:
                file.write(words[1] + "\n")
            continue
        assert words[:3] == ["python", "-m", "bot"]
        assert main(words[3:]) == 0, capsys.readouterr()
        printed.append(capsys.readouterr().out)
    told = "\n".join(printed)

    assert "every skipper waved" in told
    assert "opened on 4 May 1971" in told
    assert "The rust was honest" in told
    assert "every skipper waved" in printed[-4]
    assert "1 question, passed" in printed[-1]


def test_what_is_added_keeps_comments_and_seals(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    themes = folder / "themes.yaml"
    before = themes.read_text("utf-8")
    added = ["new", "message", "--knowledge-dir", str(folder), "--speaker", "lavrov"]

    assert main([*added, "--text", "Bridges carry trade.", "--themes", "trade", "--around", "A test."]) == 0

    assert "# A theme lists the entries" in themes.read_text("utf-8")
    assert len(themes.read_text("utf-8").splitlines()) == len(before.splitlines())
    edited = load_snapshot(folder)  # held, it is not built again
    assert problems(folder) == ()
    entry = edited.record.entries["lavrov-1"]
    assert entry.text == "Bridges carry trade."
    assert "messages/russia.yaml" in capsys.readouterr().out


def test_nothing_is_written_that_would_be_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    added = ["new", "theme", "--knowledge-dir", str(folder), "--name", "Bees", "--entries", "nobody-said"]

    assert main(added) == 2

    assert '--entries: unknown; found "nobody-said"; known: ' in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


def test_a_fact_whose_question_finds_another_is_not_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    added = ["new", "fact", "--knowledge-dir", str(folder), "--text", "Three of them sang in the garden."]

    assert main([*added, "--asks", "who sang in the garden; full name of the SCO"]) == 2

    first, named = capsys.readouterr().err.splitlines()
    assert first.startswith("nothing was written: with three-of-them these lead astray")
    assert 'this ask of three-of-them finds partners; found "full name of the SCO"' in named
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


def test_what_is_from_another_source_goes_into_a_file_of_its_own(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write("  - id: speeches\n    title: {en: Speeches}\n    publisher: {en: A press}\n")
    said = ["new", "message", "--knowledge-dir", str(folder), "--speaker", "lavrov"]

    assert main([*said, "--text", "Bridges carry trade.", "--source", "speeches", "--around", "A test."]) == 0
    told = [
        "new",
        "fact",
        "--knowledge-dir",
        str(folder),
        "--source",
        "speeches",
        "--text",
        "Nine owls sang.",
    ]
    assert main([*told, "--asks", "how many owls sang"]) == 0

    record = load_snapshot(folder).record
    passage = record.entries["lavrov-1"]
    assert isinstance(passage, Quote)
    assert (passage.source.id, passage.place.file) == ("speeches", "messages/lavrov.yaml")
    assert record.entries["nine-owls-sang"].place.file == "facts/more.yaml"
    capsys.readouterr()
    assert main([*said, "--text", "They sang.", "--source", "nonsense"]) == 2
    assert '--source: unknown; found "nonsense"; known: greetings, speeches' in capsys.readouterr().err


def test_a_speaker_may_bring_a_country_that_the_record_does_not_have(folder: Path) -> None:
    said = ["new", "speaker", "--knowledge-dir", str(folder), "--name", "Ana Prodan", "--office", "envoy"]
    words = ["--text", "Bridges carry trade.", "--around", "A test."]

    assert main([*said, *words, "--country-name", "Moldova"]) == 0

    edited = load_snapshot(folder)  # held, it is not built again
    assert problems(folder) == ()
    assert edited.answer("what did Moldova say?").hits[0].entry.id == "prodan-1"


def test_a_folder_that_holds_a_record_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(folder)]) == 2
    assert "holds a record already" in capsys.readouterr().err


def test_what_is_missing_is_named_where_nobody_can_be_asked() -> None:
    asking = Asking(Namespace(name=None), is_terminal=False)

    with pytest.raises(UsageError, match="--name: is missing; the name"):
        asking.text(Field("name", "the name"))


def test_in_a_terminal_it_is_asked_for_until_something_is_said() -> None:
    said = iter(["", "  Edda "])
    asking = Asking(Namespace(name=None), is_terminal=True, read=lambda _: next(said))

    assert asking.text(Field("name", "the name")) == "Edda"


def test_in_a_terminal_a_wrong_answer_is_asked_for_again_and_nothing_said_before_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {
        "ISO 639": ["English", "en"],
        "the event, in a few": ["Bridge day"],
        "end the sentence": [""],
        "MM-DD": ["4 May", "05-04"],
        "the published text": ["The bridge"],
        "who published it": ["Post"],
        "somebody who spoke": ["Edda Norling"],
        "who that is": [""],
        "exactly as published": ["All of them waved."],
        "in one word": ["ships"],
        "what the source says": [""],
        "other words": [""],
        "one fact": ["It opened in 1971."],
        "questions that it answers": ["when did it open"],
    }

    def read(prompt: str) -> str:
        return next(said for words, said in answers.items() if words in prompt).pop(0)

    monkeypatch.setattr(init, "in_terminal", lambda options: Asking(options, is_terminal=True, read=read))

    assert main(["init", str(tmp_path / "r")]) == 0
    assert problems(tmp_path / "r") == ()
    said = capsys.readouterr().out
    assert "no code of a language; found 'English'; write two or three small letters" in said
    assert "no day; found '4 May'; write MM-DD, such as 09-14" in said


def test_commas_separate_words_and_question_marks_questions() -> None:
    asking = Asking(
        Namespace(words="tolls, fares;ferry", asks="who paid, and how much? when?"), is_terminal=False
    )

    assert asking.words(Field("words", "words")) == ["tolls", "fares", "ferry"]
    assert asking.questions(Field("asks", "questions")) == ["who paid, and how much?", "when?"]


def test_answers_that_make_no_record_are_given_back_to_be_corrected(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said, words = (
        iter(["", "Паром"]),
        ["new", "theme", "--knowledge-dir", str(folder), "--words", "a ferry's"],
    )
    monkeypatch.setattr(
        new,
        "in_terminal",
        lambda options: Asking(
            options, is_terminal=True, read=lambda _: next(said, "lavrov-team"), typed=words
        ),
    )

    assert main(words) == 2

    told = capsys.readouterr()
    again = shlex.split(told.err.splitlines()[-1])
    assert told.out == "this can't be left empty\n"
    assert "nothing was written:" in told.err
    assert again == ["python", "-m", "bot", *words, "--name=Паром", "--entries=lavrov-team"]


def test_whoever_speaks_there_already_is_no_new_speaker(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "speaker", "--knowledge-dir", str(folder), "--name", "sergey lavrov"]) == 2
    assert "`new message --speaker lavrov` adds words" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ['"Nobody drowned."', "«Nobody drowned.»", "Nobody drowned."])
def test_quotation_marks_around_a_typed_quote_are_not_part_of_it(typed: str) -> None:
    assert quote("norling-2", typed, language="en", around="A test.")["text"] == "Nobody drowned."


def test_an_unknown_id_is_asked_for_again_with_the_nearest_one() -> None:
    said, told = iter(["ships; briges", "ships; bridges"]), list[str]()
    asking = Asking(Namespace(themes=None), is_terminal=True, read=lambda _: next(said), tell=told.append)

    assert asking.some_of(Field("themes", "ids", ""), ("ships", "bridges")) == ["ships", "bridges"]
    assert told == ['unknown; found "briges"; did you mean "bridges"?']


def test_where_there_is_nothing_to_choose_nothing_is_asked() -> None:
    asking = Asking(Namespace(country=None, source=None), is_terminal=True, read=str.upper)

    assert asking.one_of(Field("country", "id", ""), ()) == ""
    assert asking.one_of(Field("source", "id", ""), ("post",), default="post") == "post"


def test_ids_are_latin_short_and_new() -> None:
    assert id_of("Карл Мор") == "karl-mor"
    assert id_of("Björn", {"bjorn"}) == "bjorn-2"
    assert len(id_of("a very long name " * 9)) <= 32


def test_a_record_in_another_language_begins_sound(tmp_path: Path) -> None:
    begun = ["init", str(tmp_path / "r"), "--language", "de", "--title", "Das Brückenfest", "--date", "05-04"]
    told = ["--source", "Die Brücke", "--publisher", "Altmerer Bote", "--speaker", "Edda Norling"]
    said = ["--quote", "Jeder Schiffer hat gewinkt.", "--theme", "Schiffe", "--fact", "Die Brücke ist blau."]

    assert main([*begun, *told, *said, "--asks", "welche Farbe hat die Brücke"]) == 0
    assert load_snapshot(tmp_path / "r").answer("was sagte Norling über Schiffe?").status == "answered"


def test_a_language_without_a_pack_gets_one(tmp_path: Path) -> None:
    begun = ["init", str(tmp_path / "r"), "--language", "fr", "--title", "La fête du pont", "--date", "05-04"]
    told = ["--source", "Le pont", "--publisher", "Le Courrier", "--speaker", "Zoé Petit"]
    said = ["--quote", "Tout le monde chante.", "--theme", "chants", "--fact", "Le pont fut ouvert en 1971."]

    assert main([*begun, *told, *said, "--asks", "quand fut ouvert le pont"]) == 0
    made = load_snapshot(tmp_path / "r")  # held, it is not built again
    assert problems(tmp_path / "r") == ()
    assert made.answer("quand fut ouvert le pont?").status == "answered"


def test_what_is_begun_tells_editors_its_schema_and_when_from_what(tmp_path: Path) -> None:
    place = tmp_path / "r"
    begun = ["init", str(place), "--title", "Bridge day", "--date", "05-04", "--source", "The bridge"]
    told = ["--publisher", "Post", "--speaker", "Edda Norling", "--quote", "All of them waved."]
    main([*begun, *told, "--theme", "ships", "--fact", "It opened in 1971.", "--asks", "when did it open"])
    main(["new", "message", "--knowledge-dir", str(place), "--speaker", "norling", "--text", "They sang."])
    definitions = json.loads((place / "schema.json").read_text("utf-8"))["$defs"]

    for path in place.rglob("*.yaml"):
        schema, _, name = (
            path.read_text("utf-8").splitlines()[0].partition("$schema=")[2].partition("#/$defs/")
        )
        assert (path.parent / schema).resolve() == (place / "schema.json").resolve()
        assert name in definitions
    record = load_snapshot(place).record
    assert record.entries["fact-1"].slots == {"when", "what"}
    assert [one.id for one in record.passages_of("norling")] == ["norling-1", "norling-2"]


def test_a_day_that_no_year_has_is_named_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "r"), "--title", "A", "--date", "02-30"]) == 2
    assert "--date: no day; found '02-30'" in capsys.readouterr().err


def test_answers_are_typed_whole_where_python_has_no_readline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "readline", None)
    asking = Asking(Namespace(name=None), is_terminal=True, read=lambda _: "quote")

    assert asking.text(Field("name", "the name"), known=("quote", "reported")) == "quote"
