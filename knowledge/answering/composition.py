"""What a rule makes of several stretches, so that no pack has to list them: "which of the ministers"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from knowledge.language.lexicon import NAMES, SPEAKING, Item, Meaning, Sense
from knowledge.record.kinds import PLACES, POINTING, Cue, MeaningKind, Office, Slot

MOST_BETWEEN = 3
"""Light words between "which" and whoever is asked for: "which of the foreign ministers"."""
DIGITS_OF_YEAR = 4
OF_COMPANY = frozenset({Cue.HEADS, Cue.LEAVES, Cue.OUT})
"""Cues of words that mean so only beside others; anywhere else they are words like any."""
_WHO = (Slot.WHO, Slot.SPEAKER)
_PICKING = frozenset({Slot.WHICH, Slot.WHAT, Slot.WHO})
_CONCORDANT = re.compile(r"^ни|\bник")
"""How they begin: "ничего", "ни слова", "ни разу", "больше никто"; "из них" is none of them."""
_JUST, _SIDE = "就", "方 面"
_MENTIONS = Sense(Meaning(MeaningKind.CUE, Cue.MENTION, "", "zh", None), 1.0)
_POINTS = Sense(Meaning(MeaningKind.CUE, Cue.THAT, "", "ru", None), 1.0)
_IDLE = Sense(Meaning(MeaningKind.STOP, "", "", "zh", None), 1.0)
_PARTICLE = "то"
_LIST, _THAT_ONE = "名 单", ("位", "人")
_VERBS = frozenset({Cue.SAY, Cue.MENTION, Cue.NOT})
_PARTICIPLE = re.compile(r"(?:вш|[аюуя]щ)(?:ии|его|ему|им|ем|ие|их|ими|ая|еи|ую)(?:ся)?$")
"""An active one, in any form; "й" is written "и" by then."""
_SUBJECTS = frozenset({"он", "она"})
"""Behind a question word they ask what he or she is: "какой он страны?"."""
_RELATED = frozenset({"том", "тому", "тем", "того", "тот"})
_RELATED_PERSONS = frozenset({"тех", "тем", "те", "теми"})
_SAYING = frozenset({Cue.ABOUT, Cue.SAY, Cue.MENTION})
_TO_SAY = frozenset({Cue.SAY, Cue.MENTION})
_OF_MATTER = frozenset({Cue.ABOUT, Cue.MENTION, Cue.PERSON, Cue.COMPARE, Cue.WHETHER})
_TELLING = frozenset({Cue.ABOUT, Cue.SAY, Cue.MENTION, Cue.NOT})


def composed(items: Sequence[Item]) -> tuple[Item, ...]:
    """Make one stretch of a question word and the noun for persons that it asks for.

    "Which of the foreign ministers …?" asks who, and so does "the ministers on …" by itself.
    """
    whole = tuple(items)
    told = _told_in(whole)
    for rule, read in _RULES:
        if not told.isdisjoint(read):
            whole = tuple(rule(whole))
            told = _told_in(whole)
    joint = next((place for place, item in enumerate(whole) if Cue.AND in item.cues), None)
    asks = any(item.slots or item.of(*NAMES) for item in whole[:joint])
    return whole if asks or _asks_whether(whole) else tuple(_listed(whole))


def _prepositions(items: Sequence[Item]) -> Iterator[Item]:
    """Take a Chinese "就" or "方面" for an "about" only beside what is spoken of.

    "就安全说了什么", but "就他一个" and "就行"; "安全方面", but "俄罗斯方面" is Russia.
    """
    for place, item in enumerate(items):
        before = items[place - 1] if place else None
        is_just = item.typed == _JUST
        is_side = item.typed == _SIDE and before is not None and bool(before.of(*NAMES))
        yield replace(item, senses=item.of(MeaningKind.STOP)) if is_just or is_side else item


def _told_in(items: Sequence[Item]) -> frozenset[str]:
    return frozenset[str]().union(*[item.cues for item in items], *[item.slots for item in items])


def _speaking(items: Sequence[Item]) -> Iterator[Item]:
    """Take "发言人" for whoever speaks, but beside a country or a name, where it is an office."""
    says = any(item.cues & _SAYING for item in items)
    for place, item in enumerate(items):
        if says and _is_person(item) and Office.SPOKESPERSON in item.targets(MeaningKind.OFFICE):
            before = [one for one in items[max(place - 2, 0) : place] if one.kinds != {MeaningKind.STOP}]
            beside = (*before[-1:], *items[place + 1 : place + 2])
            if not any(one.of(*NAMES) or not one.senses for one in beside):
                yield replace(item, senses=item.of(MeaningKind.CUE))
                continue
        yield item


def with_strangers(items: Sequence[Item], clauses: Sequence[int]) -> Iterator[Item]:
    """Take a noun for kin, teachers and the like for an unknown one where it is spoken of: "谁提到爷爷？".

    Elsewhere it tells for whom something is asked: "爷爷想知道…", "老师您好".

    Args:
        clauses: Number of the clause of each token.
    """
    asked: dict[int, bool] = {}
    for place, item in enumerate(items):
        clause = clauses[item.start]
        is_kin = item.is_cyrillic and place + 1 < len(items) and _may_have_kin(items[place + 1])
        # "哈萨克叔叔" is whoever speaks for it.
        is_kin = is_kin or (item.is_han and place > 0 and bool(items[place - 1].of(MeaningKind.COUNTRY)))
        if item.cues == {Cue.FOLK} and not item.is_content and asked.get(clause) and not is_kin:
            yield replace(item, senses=())
        else:
            yield item
        asked[clause] = asked.get(clause, False) or item.is_content or bool(item.cues & _SAYING or item.slots)


def _may_have_kin(item: Item) -> bool:
    return _is_person(item) or item.is_name


def _apposed(items: Sequence[Item]) -> Iterator[Item]:
    """Read what only goes with a name before it: "俄罗斯那位" is the Russian one; "Индия-то" is India.

    In Chinese somebody's "名单里" is what they mention: "东盟在拉夫罗夫的名单里吗".
    """
    named = False
    for item in items:
        if named and item.is_han and not item.is_content and item.cues & {Cue.HE, Cue.THEY}:
            if _LIST in item.typed:
                yield replace(item, senses=(_MENTIONS,))
                continue
            if item.typed.endswith(_THAT_ONE):
                yield replace(item, senses=(_IDLE,))
                continue
        if named and item.typed == _PARTICLE:
            yield replace(item, senses=item.of(MeaningKind.STOP))
            continue
        named = bool(item.of(*NAMES)) or (named and item.is_idle)
        yield item


def _of_matters(items: Sequence[Item]) -> Iterator[Item]:
    """Let a Russian "he" behind an "about" be a matter where others are to speak: "что о ней сказал …?".

    With whoever is named it points to the matter; where "кто о ней …?" is asked, it says nothing.
    """
    named = any(item.of(*SPEAKING) for item in items)
    speaks = named or any(Slot.WHO in item.slots for item in items)
    speaks = speaks and any(item.cues & _TO_SAY for item in items)
    for before, item in zip((None, *items), items, strict=False):
        points = item.is_cyrillic and item.cues & {Cue.HE, Cue.THEY} and not item.is_content
        is_matter = speaks and points and before is not None and Cue.ABOUT in before.cues
        yield replace(item, senses=(_POINTS if named else _IDLE,)) if is_matter else item


def _headed(items: Sequence[Item]) -> Iterator[Item]:
    """Let who heads an office hold it: "who runs the foreign ministry?"; elsewhere the word means itself."""
    for place, item in enumerate(items):
        if Cue.HEADS not in item.cues:
            yield item
            continue
        behind = items[place + 1 : place + 2 + MOST_BETWEEN]
        before = items[max(place - 1 - MOST_BETWEEN, 0) : place][::-1] if item.is_han else ()
        holds = _of_office(behind) or _of_office(before)  # "外交部由谁领导", "外交部的一把手"
        holds = holds or any(Cue.POST in one.cues for one in items[:place])  # "which office does he hold"
        yield _as_cue(item, Cue.HEADS) if holds else _without_cue(item, Cue.HEADS)


def _of_office(beside: Sequence[Item]) -> bool:
    """Whether an office is one of the first two stretches that tell something, names aside: "post of …"."""
    telling = [one for one in beside if one.kinds != {MeaningKind.STOP} and not one.of(*NAMES)]
    first = [one for one in telling if not (one.is_han and one.slots)][:2]
    return any(one.of(MeaningKind.OFFICE) for one in first)


def _verbs(items: Sequence[Item]) -> Iterator[Item]:
    """Take a word of saying, or "complete", for that alone where the sentence leaves nothing else.

    Behind whoever says, and before what: "who raised trust" tells of nothing that was raised. What is
    "complete" before words that somebody said is all of them: "the complete letter"; a plain word that may
    mean so, as "full", means nothing before another noun.
    """
    for place, item in enumerate(items):
        before = next((one for one in items[:place][::-1] if one.kinds != {MeaningKind.STOP}), None)
        behind = next((one for one in items[place + 1 :] if one.kinds != {MeaningKind.STOP}), None)
        if Cue.MENTION in item.cues and _may_tell(before) and _may_be_told(behind):
            yield _as_cue(item, Cue.MENTION)
        elif Cue.WHOLE in item.cues and (Cue.SAY in behind.cues if behind else before and before.of(*NAMES)):
            yield _as_cue(item, Cue.WHOLE)
        else:
            yield item


def _written(items: Sequence[Item]) -> Iterator[Item]:
    """Take what was sent for words of somebody, where it is asked who wrote at all: "чьи послания …?"."""
    content = [item for item in items if item.is_content]
    of_matter = any(item.cues & _OF_MATTER and Cue.THAT not in item.cues for item in items)
    asks = any(Slot.WHO in item.slots for item in items)
    is_all = asks and not of_matter and all(Cue.SAY in item.cues for item in content)
    for item in items:
        yield _as_cue(item, Cue.SAY) if is_all and item.is_content else item


def _may_tell(item: Item | None) -> bool:
    return item is not None and bool(
        item.slots & {Slot.WHO, Slot.SPEAKER} or item.of(*NAMES) or item.cues & {Cue.HE, Cue.THEY, Cue.PERSON}
    )


def _may_be_told(item: Item | None) -> bool:
    return item is not None and (item.is_content or Cue.ABOUT in item.cues) and not item.is_han


def _parted(items: Sequence[Item]) -> tuple[Item, ...]:
    """Read what parts a name or a matter: "leave Lavrov aside" is "except", "leaves it out" is "not"."""
    found = list(items)
    for place, item in enumerate(items):
        if Cue.LEAVES not in item.cues:
            continue
        out = next((end for end in range(place + 2, place + 3 + MOST_BETWEEN) if _is_out(items, end)), None)
        between = items[place + 1 : out] if out is not None else ()
        held = [one for one in between if one.is_content or one.cues & POINTING]
        if out is None or len(held) != 1:
            found[place] = _without_cue(item, Cue.LEAVES)
            continue
        found[place] = _as_cue(item, Cue.LEAVES, Cue.EXCEPT if _is_somebody(held[0]) else Cue.NOT)
        found[out] = _as_cue(items[out], Cue.OUT)
    return tuple(found)


def _is_somebody(item: Item) -> bool:
    return item.is_name or bool(item.cues & {Cue.HE, Cue.THEY})


def _but_one(items: Sequence[Item]) -> Iterator[Item]:
    """Let a "not" between "who" and a name that ends the text leave the name out: "who else, not Lavrov?"."""
    of_whom = any(Slot.WHO in item.slots for item in items[-1:])  # "trust but not Lavrov, who?"
    for place, item in enumerate(items):
        of_whom = of_whom or bool(item.slots & {Slot.WHO}) or Cue.ELSE in item.cues
        behind = items[place + 1 : place + 3]
        ends = bool(behind and behind[0].of(*NAMES)) and Cue.SAY not in item.cues
        ends = ends and (len(behind) == 1 or (Slot.WHO in behind[1].slots and behind[1] is items[-1]))
        excepts = of_whom and ends and Cue.NOT in item.cues and Cue.WHETHER not in item.cues
        yield _as_cue(item, Cue.NOT, Cue.EXCEPT) if excepts else item


def _is_out(items: Sequence[Item], place: int) -> bool:
    return place < len(items) and Cue.OUT in items[place].cues


def _as_cue(item: Item, cue: Cue, meant: Cue | None = None) -> Item:
    """Give a stretch with one of its cues alone, or with another one in its place."""
    senses = (one for one in item.of(MeaningKind.CUE) if one.meaning.target == cue)
    if meant is not None:
        senses = (replace(one, meaning=one.meaning._replace(target=meant)) for one in senses)
    return replace(item, senses=tuple(senses))


def _without_cue(item: Item, cue: Cue) -> Item:
    kept = (one for one in item.senses if (one.meaning.kind, one.meaning.target) != (MeaningKind.CUE, cue))
    return replace(item, senses=tuple(kept))


def _dated(items: Sequence[Item]) -> Iterator[Item]:
    """Take a "year" beside its number for a part of the date: "in the year 2001", "в 2001 году"."""
    for before, item, behind in zip((None, *items), items, (*items[1:], None), strict=False):
        is_date = Slot.WHEN in item.slots and not item.is_han and any(map(_is_year, (before, behind)))
        if not is_date:
            yield item
            continue
        language = item.senses[0].meaning.language
        yield replace(item, senses=(Sense(Meaning(MeaningKind.STOP, "", "", language, None), 1.0),))


def _is_year(item: Item | None) -> bool:
    return item is not None and item.typed.isdecimal() and len(item.typed) == DIGITS_OF_YEAR


def _asks_whether(items: Sequence[Item]) -> bool:
    first = next((item for item in items if item.cues - {Cue.EVERY} and not item.is_content), None)
    return first is not None and Cue.WHETHER in first.cues  # "все ли министры …?"


def _related(items: Sequence[Item]) -> Iterator[Item]:
    """Let a Russian question word behind "то" join what somebody said, and ask nothing: "о том, как …".

    "Тех, кто …" asks who, but where a yes or a no is asked, or whether somebody is one of them: "Лавров в
    числе тех, кто …?".
    """
    before: Item | None = None
    is_polar = False
    is_placed = any(item.cues & PLACES for item in items)
    for item in items:
        joins = before is not None and _joins_what_was_said(
            before, item, is_polar=is_polar, is_placed=is_placed
        )
        yield _without_slots(item) if joins and item.slots else item
        is_polar = is_polar or Cue.WHETHER in item.cues
        before = item


def _joins_what_was_said(before: Item, item: Item, *, is_polar: bool, is_placed: bool) -> bool:
    last = before.typed.rpartition(" ")[2]
    if Slot.WHO in item.slots and not (is_placed and last in _RELATED):  # "того, кто стоит вторым"
        return last in _RELATED_PERSONS and (is_polar or Cue.THEY in before.cues)
    return last in _RELATED


def _called(items: Sequence[Item]) -> Iterator[Item]:
    """Let a participle ask who, where persons are told to be named: "назови упомянувших торговлю".

    So do names of a matter: "фамилии по торговле".
    """
    for place, item in enumerate(items):
        is_participle = _is_person(item) and not item.cues.isdisjoint(_VERBS)
        before = items[max(0, place - MOST_BETWEEN) : place]
        following = items[place + 1 : place + 2]
        names = Cue.NAME in item.cues and item.is_cyrillic
        if (is_participle and any(one.cues & {Cue.TELL, Cue.NAME} for one in before)) or (
            names and any(Cue.ABOUT in one.cues for one in following)
        ):
            yield _asking_who(item)
        else:
            yield item


def _asking_who(person: Item) -> Item:
    meaning = person.of(MeaningKind.CUE)[0].meaning
    who = (meaning._replace(kind=MeaningKind.SLOT, target=slot) for slot in _WHO)
    return replace(person, senses=tuple(Sense(one, 1.0) for one in who))


def _ordered(items: Sequence[Item]) -> Iterator[Item]:
    """Read what orders something of persons as an order, whatever else it may mean: "list all who …"."""
    for place, item in enumerate(items):
        behind = [one for one in items[place + 1 : place + 2 + MOST_BETWEEN] if not one.is_idle]
        of_persons = bool(behind) and (_is_person(behind[0]) or Slot.WHO in behind[0].slots)
        of_persons = of_persons or (bool(behind) and Cue.NAME in behind[0].cues)
        if Cue.TELL in item.cues and item.is_content and of_persons:
            yield replace(item, senses=item.of(MeaningKind.CUE))
        else:
            yield item


def _sayers(items: Sequence[Item]) -> Iterator[Item]:
    """Read a Russian participle of a verb of saying as a noun for persons: "сколько упомянувших доверие?"."""
    return map(_as_sayer, items)


def _as_sayer(item: Item) -> Item:
    verb = next((one for one in item.of(MeaningKind.CUE) if one.meaning.target in _VERBS), None)
    if verb is None or _is_person(item) or not _PARTICIPLE.search(item.typed):
        return item
    person = replace(verb, meaning=verb.meaning._replace(target=Cue.PERSON))
    return replace(item, senses=(*item.senses, person))


def _said_of(items: Sequence[Item]) -> Iterator[Item]:
    """Read "тема" and the like before its matter, and a verb before that, as no matter.

    Either may be a word of the record by itself: "поднял вопрос доверия".
    """
    leads = [_leads_to_matter(items, place) for place in range(len(items))]
    for place, item in enumerate(items):
        is_verb = Cue.MENTION in item.cues and any(leads[place + 1 : place + 2])
        yield replace(item, senses=item.of(MeaningKind.CUE)) if leads[place] or is_verb else item


def _leads_to_matter(items: Sequence[Item], place: int) -> bool:
    item = items[place]
    is_russian = item.is_cyrillic
    following = items[place + 1 : place + 2]
    return is_russian and Cue.ABOUT in item.cues and any(one.is_content for one in following)


def _affirmed(items: Sequence[Item]) -> Iterator[Item]:
    """Let two negations side by side affirm: who "did not leave out" something mentions it.

    In Russian "nothing" and "nobody" take a "not" beside them that adds nothing: "никто не говорил".
    """
    before: Item | None = None
    is_of_nobody = False
    for item, behind in zip(items, (*items[1:], None), strict=False):
        kept = item
        if is_of_nobody and _denies(item):
            is_of_nobody = False
            kept = _without(item, Cue.NOT)
        elif before is not None and _affirms(before, item):
            kept = replace(item, senses=tuple(map(_mentioning, item.senses)))
        elif behind is not None and _affirms(item, behind):
            kept = _without(item, Cue.NOT)
        is_of_nobody = is_of_nobody or (_is_concordant(item) and Slot.WHO in item.slots)
        yield kept
        before = item


def _affirms(first: Item, second: Item) -> bool:
    together = _denies(first) and _denies(second) and first.end == second.start
    return together and not (_is_concordant(first) or _is_concordant(second))


def _is_concordant(item: Item) -> bool:
    """Whether a stretch is one of the Russian words of nothing, that a "not" goes along with."""
    return bool(_CONCORDANT.search(item.typed))


def _without(item: Item, cue: Cue) -> Item:
    kept = tuple(one for one in item.senses if one.meaning.target != cue)
    idle = tuple(replace(one, meaning=one.meaning._replace(kind=MeaningKind.STOP)) for one in item.senses[:1])
    return replace(item, senses=kept or idle)


def _denies(item: Item) -> bool:
    return Cue.NOT in item.cues and not item.is_content and not item.is_han


def _without_slots(item: Item) -> Item:
    kept = tuple(one for one in item.senses if one.meaning.kind != MeaningKind.SLOT)
    idle = tuple(replace(one, meaning=one.meaning._replace(kind=MeaningKind.STOP)) for one in item.senses[:1])
    return replace(item, senses=kept or idle)


def _mentioning(sense: Sense) -> Sense:
    meaning = sense.meaning
    return (
        replace(sense, meaning=meaning._replace(target=Cue.MENTION)) if meaning.target == Cue.NOT else sense
    )


def picked(items: Sequence[Item]) -> Iterator[Item]:
    """Give stretches with one for a question word and the noun for persons that it picks from."""
    place = 0
    while place < len(items):
        item = items[place]
        end = _person_behind(items, place) if item.slots & _PICKING else None
        if end is None:
            yield item
            place += 1
            continue
        yield _asking(item, items[end])
        place = end + 1


def _person_behind(items: Sequence[Item], place: int) -> int | None:
    """Give the place of the noun for persons that a question word asks for; None if there is none."""
    for end in range(place + 1, min(place + 2 + MOST_BETWEEN, len(items))):
        item = items[end]
        if _is_person(item) and Cue.MENTION not in item.cues and not _is_somebodys(items, end):
            points = Slot.WHO in items[place].slots and any(map(_points_at_one, items[place + 1 : end]))
            # "Who is this gentleman?" picks nobody, and of "what official title?" the title is asked.
            return None if points or any(Cue.POST in one.cues for one in items[end + 1 : end + 2]) else end
        if (
            item.is_content
            or item.slots
            or item.cues - {Cue.THAT, Cue.THEY, Cue.HE, Cue.ONLY, Cue.SELF}
            or item.typed in _SUBJECTS
            or not item.senses
        ):
            return None
    return None


def _points_at_one(item: Item) -> bool:
    return Cue.THAT in item.cues and not item.cues & {Cue.THEY, Cue.PERSON} and not item.is_han


def _asking(asking: Item, person: Item) -> Item:
    sense = asking.of(MeaningKind.SLOT)[0]
    who = tuple(Sense(sense.meaning._replace(target=slot), sense.similarity) for slot in _WHO)
    others = (one for one in person.of(MeaningKind.CUE) if one.meaning.target == Cue.ELSE)
    senses = (*who, *asking.of(MeaningKind.CUE), *others)  # "which other", "which of his colleagues"
    typed = f"{asking.typed} {person.typed}"
    return Item(typed, asking.start, person.end, senses)


def _listed(items: Sequence[Item]) -> Iterator[Item]:
    """Let the first noun for persons ask who, if something is told of them right behind it."""
    is_found = False
    for place, item in enumerate(items):
        if (
            not is_found
            and _is_person(item)
            and _is_told_of(items[place + 1 :])
            and not _is_somebodys(items, place)
        ):
            is_found = True
            yield _asking_who(item)
        else:
            yield item


def _is_told_of(behind: Sequence[Item]) -> bool:
    """Whether a verb of saying, an "about" or a "not" follows, with nothing but light words before it."""
    verb = next((item for item in behind if not item.is_idle and not _points(item)), None)
    return verb is not None and bool(verb.cues & _TELLING)


def _points(item: Item) -> bool:
    return not item.is_content and bool(item.cues & {Cue.THAT, Cue.WHETHER, Cue.THEY})


def _is_person(item: Item) -> bool:
    return Cue.PERSON in item.cues


def _is_somebodys(items: Sequence[Item], place: int) -> bool:
    """Whether a noun for persons stands beside a name, or what may be one: "minister of Russia"."""
    before = items[place - 1 : place] if place else ()
    if before and len(before[0].typed) == 1:
        before = items[max(place - 2, 0) : place]  # of a Chinese name one character may be a plain word
    behind = next((item for item in items[place + 1 :] if not item.is_idle), None)
    right = items[place + 1 : place + 2]
    beside = (*before, *right, *([behind] if behind else ()))
    return any(item.of(*NAMES) for item in beside) or any(not item.senses for item in (*before, *right))


_RULES: tuple[tuple[Callable[[Sequence[Item]], Iterable[Item]], frozenset[Cue] | frozenset[Slot]], ...] = (
    (_dated, frozenset({Slot.WHEN})),
    (_prepositions, frozenset({Cue.ABOUT})),
    (_speaking, frozenset({Cue.PERSON})),
    (_apposed, frozenset({Cue.HE, Cue.THEY, Cue.THAT})),
    (_sayers, _VERBS),
    (_related, frozenset(Slot)),
    (_of_matters, frozenset({Cue.ABOUT})),
    (_headed, frozenset({Cue.HEADS})),
    (_verbs, frozenset({Cue.MENTION, Cue.WHOLE})),
    (_parted, frozenset({Cue.LEAVES})),
    (_but_one, frozenset({Cue.NOT})),
    (_affirmed, frozenset({Cue.NOT})),
    (_said_of, frozenset({Cue.ABOUT})),
    (_called, frozenset({Cue.PERSON, Cue.NAME})),
    (_ordered, frozenset({Cue.TELL})),
    (picked, frozenset({Cue.PERSON})),
    (_written, frozenset({Cue.SAY})),
)
"""Each with the cues or question words without which it changes nothing, in the order in which they read:
what parts a name is read before what is asked of it."""
