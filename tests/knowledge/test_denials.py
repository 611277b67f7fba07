"""Nobody is denied what they said: in two parts, with a "not", with "he", and after an answer."""

from __future__ import annotations

import shutil
from collections.abc import Set as AbstractSet
from pathlib import Path

import pytest

from knowledge.answering.answer import Answer, DenialJson, as_json
from knowledge.loader import load_snapshot
from knowledge.snapshot import Snapshot
from tests import claims, fixed_record

WANG, LAVROV, NURTLEU = "Wang Yi", "Sergey Lavrov", "Murat Nurtleu"
NOBODY: AbstractSet[str] = frozenset()

ASKED: list[tuple[tuple[str, ...], AbstractSet[str]]] = [
    # Two parts.
    (("What did Lavrov say about culture and Nurtleu about trade?",), NOBODY),
    (("What did Wang Yi say about trade, and what did Lavrov wish the team?",), {WANG}),
    (("When was the Secretariat founded, and who spoke of trust?",), NOBODY),
    (("Did Nurtleu speak of trust, and did Wang Yi?",), {WANG}),
    (("Что Лавров сказал о торговле, а Нуртлеу о культуре?",), {LAVROV}),
    (("王毅怎么谈安全？努尔特列乌怎么谈贸易？",), NOBODY),
    (("Who is Russia's number one in trade?",), NOBODY),
    # A "not", and what stands for one.
    (("Who did not speak of trade?",), {WANG, LAVROV}),
    (("Didn't Lavrov speak of culture?",), NOBODY),
    (("Lavrov said nothing about art festivals, did he?",), NOBODY),
    (("Not Lavrov, I want Kazakhstan on trade",), {LAVROV}),
    (("Who, apart from Wang Yi, spoke of the Shanghai Spirit?",), NOBODY),
    (("Кто не говорил о безопасности?",), {NURTLEU}),
    (("Разве Ван И не упоминал экономику?",), NOBODY),
    # A "he", a "they".
    (("What did Nurtleu say?", "did he mention trade?"), NOBODY),
    (("What did Lavrov say about culture?", "and what did he wish?"), NOBODY),
    (("Who spoke of stability?", "do they mention culture?"), NOBODY),
    (("Что сказал Нуртлеу?", "он говорил о доверии?"), NOBODY),
    (("努尔特列乌说了什么？", "他提到文化了吗？"), NOBODY),
    # After an answer.
    (("What did Wang Yi say about security?", "and Lavrov?", "and Kazakhstan?"), {NURTLEU}),
    (("Did Lavrov mention trade?", "and culture?", "who does then?"), {LAVROV}),
    (("Who speaks of trade?", "and of culture?"), NOBODY),
    (("What did Kazakhstan say about trust?", "and Russia?", "then what does it wish?"), {LAVROV}),
    (("Кто говорил о торговле?", "а о культуре?", "а Лавров?"), NOBODY),
]


def said(snapshot: Snapshot, turns: tuple[str, ...]) -> list[DenialJson]:
    """Give all that is denied in a conversation."""
    denied: list[DenialJson] = []
    answer: Answer | None = None
    for turn in turns:
        answer = snapshot.answer(turn, previous=answer)
        denied += as_json(answer)["denied"]
    return denied


@pytest.mark.parametrize(
    ("turns", "may_be_denied"),
    ASKED,
    ids=lambda one: str(sorted(one) if isinstance(one, AbstractSet) else one)[:60],
)
def test_only_what_is_proven_is_denied(
    snapshot: Snapshot, turns: tuple[str, ...], may_be_denied: AbstractSet[str]
) -> None:
    proof = claims.read(fixed_record.FOLDER)

    for denial in said(snapshot, turns):
        assert denial["speaker"] in may_be_denied
        assert not proof.speaks_of(denial["speaker"], denial["about"])


def test_what_is_proven_is_denied(snapshot: Snapshot) -> None:
    """Else a bot that denies nothing would pass."""
    for turns, may_be_denied in ASKED:
        assert {denial["speaker"] for denial in said(snapshot, turns)} == may_be_denied


@pytest.mark.parametrize(
    "question", ["What did Nurtleu wish for the region?", "Что Нуртлеу пожелал региону?"]
)
def test_what_is_near_to_a_wish_is_none_where_its_object_is_named(tmp_path: Path, question: str) -> None:
    folder = tmp_path / "record"
    shutil.copytree(fixed_record.FOLDER, folder)
    themes = folder / "themes.yaml"
    words = "      zh: [祝愿, 祝福, 愿望]\n"
    text = themes.read_text("utf-8").replace(words, f"{words}    speech_act: true\n")
    themes.write_text(text, "utf-8")

    answer = load_snapshot(folder).answer(question)

    assert answer.status == "none"
    assert [(one.who, one.about) for one in answer.denied] == [("nurtleu", "wishes")]


@pytest.mark.parametrize(
    "text",
    [
        "What did the minister of Kazakhstan say about security?",
        "Что министр Казахстана говорил о безопасности?",
        "哈萨克斯坦外长对安全怎么说",
    ],
)
def test_by_whatever_office_somebody_is_named_their_silence_is_told(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert (answer.status, [one.who for one in answer.denied]) == ("none", ["nurtleu"])
