"""Right edits, many at once: `check` says nothing of them that it did not say before."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest

from knowledge.loader import problems
from knowledge.record.checks.checksum import seal
from tests import fixed_record

RECORDS = Path(__file__).parent.parent / "data" / "records"
TODAY = date(2026, 11, 29)
Edits: TypeAlias = Sequence[tuple[str, str, str]]
"""File, what stands there ("" for the end of a file, new or not), and what stands there then."""
TIDE = "The tide table hangs by the door, for whoever reads until the water comes."
SEA = "Books travel badly by sea, and I have carried many of them."
LIGHTHOUSE = "The Secretariat is a lighthouse, and its keepers never sleep."


def message(speaker: str, entry: str, text: str, around: str) -> str:
    return (
        f"speaker: {speaker}\nsource: gazette\npassages:\n  - id: {entry}\n    kind: quote\n"
        f'    text: "{text}"\n    sha256: {seal(text)}\n    around: {{en: "{around}"}}\n'
    )


LIBRARY: Edits = (
    (
        "speakers.yaml",
        "",
        (
            "  - id: munro\n    name: {en: Isla Munro}\n    office: {en: harbour master}\n"
            "    aliases: {en: [Munro, Isla, the harbour master, harbour master]}\n"
            "  - id: ivanov\n    name: {en: Ivan Ivanov}\n    office: {en: sailor}\n"
            "    aliases: {en: [Ivanov, Ivan, Ivan Ivanovich Ivanov, Iwan Iwanow, Mr Ivanov]}\n"
        ),
    ),
    ("messages/munro.yaml", "", message("munro", "munro-tide", TIDE, "She had brought a tide table.")),
    ("messages/ivanov.yaml", "", message("ivanov", "ivanov-sea", SEA, "The sailor told of his voyages.")),
    (
        "facts/opening.yaml",
        "",
        (
            "  - id: cellar-plan\n    slots: [when]\n"
            '    text: {en: "The cellar is dug out from 3 May 2020 '
            'on (see the plan)."}\n    asks: {en: [when is the cellar dug out, what begins on 3 May 2020]}\n'
            "  - id: rules\n    slots: [what]\n"
            '    text: {en: "Three rules: a) no wet coats, b) no sand, '
            'c) no debts."}\n    asks: {en: [what are the rules, house rules, rules of the house]}\n'
            "  - id: phone\n    slots: [what]\n"
            '    text: {en: "The desk answers at extension 41 (Mon. to Fri.), '
            'e.g. about fines."}\n    asks: {en: [phone of the desk, extension of the desk]}\n'
        ),
    ),
    (
        "facts/opening.yaml",
        'opened on 14 September 2019."}',
        (
            'opened on 14 September 2019.", ru: "Портовая библиотека открылась 14 сентября 2019 года.", '
            'zh: "港口图书馆于2019年9月14日开放。"}'
        ),
    ),
    (
        "facts/opening.yaml",
        'on Thursdays until 21."}',
        (
            'on Thursdays until 21.", de: "Sie ist dienstags bis samstags von 9 bis 19 Uhr offen, '
            'donnerstags bis 21 Uhr."}'
        ),
    ),
    (
        "facts/opening.yaml",
        'thirty volunteers help them."}',
        'thirty volunteers help them.", ru: "Работают 5 человек; им помогают 30 добровольцев."}',
    ),
    (
        "sources.yaml",
        "id: gazette",
        "id: gazette\n    url: https://gazette.example/2019/09/15\n    date: 2019-09-15",
    ),
    ("messages/fenn.yaml", "    kind: quote", "    kind: quote\n    corrected: 2026-11-28"),
    ("speakers.yaml", "[Abara, Lucy,", "[Abara, Lucy, Miss Abara, Lu Abara, Abara L.,"),
    ("speakers.yaml", "{en: architect}", "{en: architect, ru: архитектор}"),
    ("themes.yaml", "[money, cost,", "[money, pound for pound, cost of the building, price tag, cost,"),
    (
        "themes.yaml",
        "",
        (
            "  - id: weather\n    name: {en: Weather}\n    aliases: {en: [weather, rain, storms]}\n"
            "    entries: [hale-shelves, ramanathan-school]\n"
        ),
    ),
    (
        "vocabulary/en.yaml",
        "[cellar, basement]",
        "[cellar, basement, floor below, step by step, day after day]",
    ),
    (
        "absences/topics.yaml",
        "",
        (
            '  - id: no-cafe\n    text: {en: "Nobody speaks of a café: the record has none…"}\n'
            "    asks: {en: [is there a café, where can I get coffee]}\n"
        ),
    ),
    (
        "messages/hale.yaml",
        "",
        (
            '  - id: hale-promise\n    kind: reported\n    text: {en: "Mr Hale promised that a bench by the '
            'window will follow before Christmas."}\n    restatements: {en: [a bench is still to come]}\n'
        ),
    ),
    (
        "messages/abara.yaml",
        'around: {en: "The poet said this before she read from her own work."}',
        "around:\n      en: >-\n        The poet said this\n        before she read from her own work.",
    ),
)
THREE_LANGUAGES: Edits = (
    (
        "messages/exercise.yaml",
        "",
        (
            f"speaker: lavrov\nsource: greetings\npassages:\n  - id: lavrov-lighthouse\n    kind: quote\n"
            f'    text: "{LIGHTHOUSE}"\n    sha256: {seal(LIGHTHOUSE)}\n'
            '    around:\n      en: "An exercise: nobody said so."\n'
            '      ru: "Упражнение: этого никто не говорил."\n'
            '      zh: "练习：没有人这样说过。"\n'
            "    restatements:\n      en: [a lighthouse whose keepers stay awake]\n"
        ),
    ),
    ("speakers.yaml", "[王毅, 王外长", "[王毅, 王毅部长, 王外长"),
    ("speakers.yaml", "ru: [Ван И,", "ru: [Ван И, министр Ван И,"),
    ("speakers.yaml", "[Sergey Lavrov,", '["Lavrov Sergey Lavrov", Sergey Lavrov,'),
    ("organisations.yaml", "[SCO,", "[SCO, S.C.O., the Shanghai Cooperation Organisation (SCO),"),
)


@pytest.mark.parametrize(
    ("folder", "edits"),
    [(RECORDS / "library", LIBRARY), (fixed_record.FOLDER, THREE_LANGUAGES)],
    ids=["library", "fixed"],
)
def test_right_edits_pass_without_a_word(folder: Path, edits: Edits, tmp_path: Path) -> None:
    before = _found(folder)
    record = Path(shutil.copytree(folder, tmp_path / "record"))
    for file, old, new in edits:
        path = record / file
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        assert old in text
        path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")

    assert _found(record).keys() - before.keys() == set()


def _found(folder: Path) -> Mapping[tuple[str, str, str], str]:
    found = problems(folder, warned=True, today=TODAY)
    return {(one.file, one.what, one.found): str(one) for one in found}
