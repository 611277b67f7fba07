"""Names are whole: a first name, a surname or an office beside another person's name is that person's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from rapidfuzz import fuzz

from knowledge.answering.question import Question
from knowledge.language.lexicon import SPEAKING, Item
from knowledge.language.typed import without_patronymics
from knowledge.normalise import script_of, tokens
from knowledge.record.kinds import Cue, MeaningKind, Office, Slot
from knowledge.record.values import Record, Speaker

ALIKE = 74
"""Least similarity (rapidfuzz's ratio, 0..100) of two spellings of one name: "Sergei", "Sergey" have 83."""
MISSPELT = 0.8
"""Least similarity, 0..1, by which a word with a capital letter is a known one misspelt, and no name."""
LEAST_SURNAME = 4
"""Letters of an unknown lower-case word that may be somebody's name."""
GUESSED = 0.8
"""Similarity below which a lower-case word beside a name is rather an unknown surname than a slip."""
MOST_LIGHT = 2
"""Words between words of somebody's and the name: "a message from the Pope"."""
_PATRONYMIC = re.compile(
    r"(?:[oe]vich|[oe]vna|ович|евич|ична|овна|евна|[uy]ly|ұлы|уулу|оглы|ogly|o'g'li|zoda|зода)$"
)
_UNSPECIFIC = frozenset({Office.MINISTER, Office.FOREIGN_MINISTER})


def stranger(question: Question, record: Record, offices: Mapping[str, AbstractSet[Office]]) -> str | None:
    """Give the name of the other person a question asks of, as typed; None if it asks of nobody else.

    Args:
        offices: Speaker's id → what they hold.
    """
    items = question.items
    if (sayer := unknown_sayer(question)) is not None:
        return question.as_typed(sayer)
    for item, following in pairwise(items):
        if _are_of_two(item, following, record):
            return f"{question.as_typed(item)} {question.as_typed(following)}"
    for item in items:
        if item.of(MeaningKind.SPEAKER) and (beside := _beside(question, item, record)):
            return beside
        if item.of(MeaningKind.OFFICE) and (named := _holder(question, item)):
            return named
    return _office_of_nobody(question, record, offices)


def unknown_sayer(question: Question) -> Item | None:
    """Give whom nobody knows, but of whose words is asked: "what did Putin say?", "Putin's words on trust".

    They stand right before the verb, in Russian behind it too. What an "about" comes before does not speak.
    """
    items = question.items
    if question.asks_who or any(item.of(*SPEAKING, MeaningKind.OFFICE) for item in items):
        return None  # "which bigwig says …?"
    for sayer, about in pairwise(items):
        # "普京对安全说了什么": whoever stands before an "about" in Chinese speaks, or nobody is asked of.
        is_told = Slot.WHAT in question.slots or Cue.SAY in question.cues
        if is_told and sayer.is_han and Cue.ABOUT in about.cues and _may_speak(question, sayer):
            return sayer
    is_asked = Slot.WHAT in question.slots or question.is_polar
    for place, item in enumerate(items):
        of_words = item.cues & {Cue.SAY, Cue.VERBATIM}
        if of_words and (giver := _giver(question, items[place + 1 : place + 2 + MOST_LIGHT])) is not None:
            return giver
        before, behind = _before_verb(items, place), items[min(place + 1, len(items) - 1)]
        if Cue.SAY not in item.cues or not (is_asked or item.is_han or _owns(question, before)):
            continue
        is_about = place > 1 and Cue.ABOUT in items[place - 2].cues
        if not is_about and before.is_han == item.is_han and _may_speak(question, before):
            return before
        if item.is_cyrillic and (_may_speak(question, behind) or not (behind.senses or behind.is_han)):
            return behind
    return None


def _before_verb(items: Sequence[Item], place: int) -> Item:
    """Give what stands before a verb, but for light words: "Macron also wrote", "普京有没有说…".

    In Chinese those to whom it is said may come between as well: "普京给秘书处写…".
    """
    before = place - 1
    if before > 1 and items[before].is_han and items[before].is_content and Cue.ACT in items[before - 1].cues:
        before -= 2
    if before > 0 and _is_light(items[before]):
        before -= 1
    return items[max(0, before)]


def _is_light(item: Item) -> bool:
    """Whether it may stand between somebody and the verb: "Macron also wrote", "Путин что сказал?"."""
    is_asking = (item.is_han and Cue.WHETHER in item.cues) or (item.is_cyrillic and Slot.WHAT in item.slots)
    return not item.is_content and (Cue.ALSO in item.cues or is_asking)


def _giver(question: Question, behind: Sequence[Item]) -> Item | None:
    """Give whose words are asked for, behind the noun for them: "a quote from Macron", "слова Макрона"."""
    given = next((one for one in behind if not (one.of(MeaningKind.STOP) and one.cues <= {Cue.BY})), None)
    if given is None or given.is_han or not _is_capital(question, given):
        return None
    return given if _may_speak(question, given) else None


def _owns(question: Question, item: Item) -> bool:
    """Whether what follows is somebody's, whose name is spelt with a capital letter or is no known word."""
    typed = question.as_typed(item)
    is_owner = re.search(rf"\b{re.escape(typed)}['\u2019]s?(?=\s)", question.text) is not None
    return is_owner and (_is_capital(question, item) or not item.senses)


def _may_speak(question: Question, item: Item) -> bool:
    """Whether an unknown word can be a name: nobody's is spelt small, but where all is typed so."""
    if not item.typed.replace(" ", "").isalpha():
        return False
    near = max((sense.similarity for sense in item.senses), default=0.0)
    is_near = near > MISSPELT or (near == MISSPELT and item.is_name)  # "Chian" is China
    if not item.is_foreign and not is_near and _is_capital(question, item):
        return True  # "Biden" is no misspelt "bigger", "Orban" no "organ"
    return item.is_foreign and (item.is_han or _is_capital(question, item) or question.text.islower())


def kin(question: Question) -> str | None:
    """Give somebody's kin or helper, as typed, who is asked of in Russian: "дочь Лаврова", "сын министра".

    "Our friend Lavrov" is Lavrov; so is whoever stands in another clause, or behind what "мама просит".
    """
    for before, item, following in zip(
        (None, *question.items), question.items, question.items[1:], strict=False
    ):
        is_ours = before is not None and Cue.MINE in before.cues
        beside = question.clauses[item.start] == question.clauses[following.start]
        of_somebody = following.is_name or Cue.PERSON in following.cues
        is_beside = Cue.FOLK in item.cues or Office.SPOKESPERSON in item.targets(MeaningKind.OFFICE)
        if is_beside and item.is_cyrillic and beside and of_somebody and not is_ours:
            return f"{question.as_typed(item)} {question.as_typed(following)}"
    return None


def _office_of_nobody(
    question: Question, record: Record, offices: Mapping[str, AbstractSet[Office]]
) -> str | None:
    """Give the office, as typed, that nobody asked of holds; None where a speaker is named otherwise."""
    items = question.items
    if any(item.of(MeaningKind.SPEAKER) and not item.of(MeaningKind.OFFICE) for item in items):
        return None
    asking = [item for item in items if item.of(MeaningKind.OFFICE)]
    known = _UNSPECIFIC.union(*offices.values()) if asking else _UNSPECIFIC
    for item in asking:
        asked = frozenset(Office(target) for target in item.targets(MeaningKind.OFFICE))
        if asked.isdisjoint(known) or (
            asked.isdisjoint(_UNSPECIFIC) and _is_elsewhere(question, asked, record, offices)
        ):
            return question.as_typed(item)
    return None


def _are_of_two(first: Item, second: Item, record: Record) -> bool:
    """Whether one speaker's first name stands right before another's last name: it is nobody's whole name."""
    if first.end != second.start or first.end - first.start > 1 or second.end - second.start > 1:
        return False
    givers = {one.meaning.target for one in first.of(MeaningKind.SPEAKER) if one.similarity == 1}
    bearers = {one.meaning.target for one in second.of(MeaningKind.SPEAKER) if one.similarity == 1}
    if not givers or not bearers or givers & bearers:
        return False
    begins = any(
        len(name) > 1 and name[0] == first.typed
        for one in givers
        for name in _names(record.speakers[one], first)
    )
    return begins and any(
        name[-1] == second.typed for one in bearers for name in _names(record.speakers[one], second)
    )


def _is_elsewhere(
    question: Question,
    asked: AbstractSet[Office],
    record: Record,
    offices: Mapping[str, AbstractSet[Office]],
) -> bool:
    """Whether an office is asked for of a country whose speaker holds another one."""
    countries = {target for item in question.items for target in item.targets(MeaningKind.COUNTRY)}
    if not countries or any(item.of(MeaningKind.REGION) for item in question.items):
        return False
    return not any(
        not asked.isdisjoint(offices[speaker.id])
        for speaker in record.speakers.values()
        if any(speaker.speaks_for(one) for one in countries)
    )


def _beside(question: Question, item: Item, record: Record) -> str | None:
    """Give a name that is completed by a stranger's: "Sergey" by "Shoigu", "Lavrov" by "Ivan"."""
    if item.is_han:
        return _before_dot(question, item, record)
    for sense in item.of(MeaningKind.SPEAKER):
        speaker = record.speakers[sense.meaning.target]
        for name in _names(speaker, item):
            first = _place(item.typed.split()[0], name)
            last = _place(item.typed.split()[-1], name)
            if first is None or last is None:
                continue
            before, after = _neighbours(question, item)
            if first > 0 and before and _is_strange(question, before, name[:first], item):
                return f"{question.as_typed(before)} {question.as_typed(item)}"
            if last < len(name) - 1 and after and _is_strange(question, after, name[last + 1 :], item):
                return f"{question.as_typed(item)} {question.as_typed(after)}"
    return None


def _before_dot(question: Question, item: Item, record: Record) -> str | None:
    """Give a Chinese name of two parts one of which is a stranger's: "优素福·吉拉尼", "谢尔盖·纳雷什金"."""
    part = item.typed.replace(" ", "")
    text = without_patronymics(question.text)
    found = re.search(rf"([\u3400-\u9fff]+)[·•・]{part}|{part}[·•・]([\u3400-\u9fff]+)", text)
    if found is None:
        return None
    known = " ".join(
        alias.text
        for sense in item.of(MeaningKind.SPEAKER)
        for alias in record.speakers[sense.meaning.target].aliases
    )
    other = found[1][-2:] if found[1] else found[2][:2]
    return None if other in known else found[0]


def _names(speaker: Speaker, item: Item) -> Iterator[tuple[str, ...]]:
    script = script_of(item.typed)
    for text in speaker.name.by_language.values():
        name = tokens(text)
        if script_of(name[0]) == script:
            yield name


def _place(token: str, name: tuple[str, ...]) -> int | None:
    alike = [fuzz.ratio(token, part) for part in name]
    best = max(alike)
    return alike.index(best) if best >= ALIKE else None


def _neighbours(question: Question, item: Item) -> tuple[Item | None, Item | None]:
    """Give what stands right before and right behind a stretch, within its clause."""
    clause = question.clauses[item.start]
    near = [one for one in question.items if question.clauses[one.start] == clause]
    before = next((one for one in near if one.end == item.start), None)
    after = next((one for one in near if one.start == item.end), None)
    return before, after


def _is_strange(question: Question, item: Item, expected: tuple[str, ...], named: Item) -> bool:
    """Whether an unknown word stands where another part of a name would, and is none of these.

    Who writes one part of a name with a capital letter writes the others so as well.
    """
    word = item.typed
    is_capital = _is_capital(question, item)
    same = named.targets(MeaningKind.SPEAKER) & item.targets(MeaningKind.SPEAKER)
    known_from = 1 if is_capital and item is not question.items[0] else GUESSED
    is_guess = bool(item.senses) and not same and all(one.similarity < known_from for one in item.senses)
    if not (item.is_foreign or is_guess) or not word.isalpha() or len(word) == 1 or _PATRONYMIC.search(word):
        return False
    if any(fuzz.ratio(word, part) >= ALIKE for part in expected):
        return False
    may_be_small = not (_is_capital(question, named) or question.is_polar)  # "did wang resign?"
    return is_capital or (len(word) >= LEAST_SURNAME and may_be_small)


def _is_capital(question: Question, item: Item) -> bool:
    return question.as_typed(item)[:1].isupper()


def _holder(question: Question, office: Item) -> str | None:
    """Give the stranger's name that stands right behind an office: "Foreign Minister Kuleba"."""
    _, after = _neighbours(question, office)
    if after is None or not after.is_foreign or not after.typed.isalpha() or after.is_han:
        return None
    if _is_capital(question, after) or (not after.senses and len(after.typed) > LEAST_SURNAME):
        return f"{question.as_typed(office)} {question.as_typed(after)}"
    return None
