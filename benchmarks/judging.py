"""Whether an answer is what a frame wished for, measured by what the plain English question is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from benchmarks.filling import Cast, Fillers, Wish, fill
from knowledge.answering.answer import Answer
from knowledge.answering.claim import Verdict
from knowledge.answering.kinds import Intent, Status
from knowledge.record.values import Quote, Reported
from knowledge.snapshot import Snapshot

SPOKE, WORDS, MESSAGE, OFFICE = (
    "who mentioned {T}?",
    "what did {S} say about {T}?",
    "show the whole message of {S}",
    "what is {S}'s office?",
)
"""The plain questions: their answers are what counts, so that nothing but the way of asking is measured."""
_EXHAUSTED = frozenset({Intent.NO_MORE, Intent.NOBODY_ELSE})


@dataclass(frozen=True, slots=True)
class Truth:
    """What the plain English questions are answered; all are ids of the record.

    Attributes:
        speaking: By topic: who speaks of it.
        words: By speaker and topic: the first entry of what they say about it, if they do.
        message: By speaker: the entries of the whole message.
        office: By speaker: the entry that tells the office.
        minister: By country: who speaks for it.
    """

    speaking: Mapping[str, frozenset[str]]
    words: Mapping[tuple[str, str], str]
    message: Mapping[str, frozenset[str]]
    office: Mapping[str, str]
    minister: Mapping[str, str]

    def speaks(self, speaker: str, topic: str) -> bool:
        """Whether somebody speaks of a topic."""
        return speaker in self.speaking[topic]


def read_truth(snapshot: Snapshot, english: Fillers) -> Truth:
    """Ask the plain questions about everybody and everything that the English fillers name.

    Raises:
        IndexError: One of them finds nothing, so that nothing can be measured by it.
    """
    some = english.casts()[0]

    def asked(question: str, speaker: str = some.speaker, topic: str = some.topic) -> Answer:
        return snapshot.answer(fill(question, replace(some, speaker=speaker, topic=topic), english))

    speaking = {topic: _speakers(asked(SPOKE, topic=topic)) for topic in english.topics}
    return Truth(
        speaking=speaking,
        words={
            (speaker, topic): _ids(asked(WORDS, speaker, topic))[0]
            for speaker in english.speakers
            for topic in english.topics
            if speaker in speaking[topic]
        },
        message={speaker: frozenset(_ids(asked(MESSAGE, speaker))) for speaker in english.speakers},
        office={speaker: _ids(asked(OFFICE, speaker))[0] for speaker in english.speakers},
        minister={
            country: speaker
            for country in english.countries
            for speaker in english.speakers
            if snapshot.record.speakers[speaker].speaks_for(country)
        },
    )


def is_right(wish: Wish, answer: Answer, cast: Cast, truth: Truth) -> bool:
    """Whether an answer is what was wished for.

    What nobody said must not be answered, and a yes-or-no question must not get the wrong verdict.
    """
    return _JUDGES[wish](answer, cast, truth)


def _is_words(answer: Answer, cast: Cast, _: Truth) -> bool:
    return _is_answered(answer) and _speakers(answer) == {cast.speaker}


def _is_more(answer: Answer, cast: Cast, truth: Truth) -> bool:
    exhausted = not _is_answered(answer) and answer.evidence.intent in _EXHAUSTED
    return exhausted or _is_words(answer, cast, truth)


def _is_words_on_topic(answer: Answer, cast: Cast, truth: Truth) -> bool:
    if not truth.speaks(cast.speaker, cast.topic):
        return not _is_answered(answer)
    wanted = truth.words[cast.speaker, cast.topic]
    return _is_words(answer, cast, truth) and _ids(answer)[0] == wanted


def _is_everybody(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _is_answered(answer) and _speakers(answer) == truth.speaking[cast.topic]


def _is_whether(answer: Answer, cast: Cast, truth: Truth) -> bool:
    if truth.speaks(cast.speaker, cast.topic):
        return _is_words(answer, cast, truth) and answer.verdict is not Verdict.NO
    if answer.verdict is None:
        return not _is_answered(answer)
    return answer.verdict is Verdict.NO


def _is_anybody(answer: Answer, cast: Cast, truth: Truth) -> bool:
    said = _speakers(answer)
    within = bool(said) and said <= truth.speaking[cast.topic]
    return _is_answered(answer) and within and answer.verdict is not Verdict.NO


def _is_who_not(answer: Answer, cast: Cast, truth: Truth) -> bool:
    denied = {one.who for one in answer.denied}
    speaking = truth.speaking[cast.topic]
    silent = truth.message.keys() - speaking
    return bool(denied) and silent <= denied and not denied & speaking


def _is_others(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _lists_just(answer, truth.speaking[cast.topic] - {cast.speaker})


def _is_comparison(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _lists_just(answer, truth.speaking[cast.topic] & {cast.speaker, cast.other_speaker})


def _lists_just(answer: Answer, wanted: frozenset[str]) -> bool:
    """Whether it is of these and nobody else; of nobody means that nothing is answered."""
    return _is_answered(answer) and _speakers(answer) == wanted if wanted else not _is_answered(answer)


def _is_message(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _is_answered(answer) and frozenset(_ids(answer)) == truth.message[cast.speaker]


def _is_of_country(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _is_words(answer, replace(cast, speaker=truth.minister[cast.country]), truth)


def _is_office(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _is_answered(answer) and _ids(answer)[:1] == (truth.office[cast.speaker],)


def _is_minister(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _is_office(answer, replace(cast, speaker=truth.minister[cast.country]), truth)


def _is_source(answer: Answer, cast: Cast, truth: Truth) -> bool:
    if not truth.speaks(cast.speaker, cast.topic):
        return not _is_answered(answer)
    return answer.status is not Status.NONE and _speakers(answer) == {cast.speaker}


def _is_two(answer: Answer, cast: Cast, truth: Truth) -> bool:
    wanted = (cast, replace(cast, speaker=cast.other_speaker, topic=cast.other_topic))
    return len(answer.parts) == len(wanted) and all(
        _lists_just(part, truth.speaking[one.topic] & {one.speaker})
        for part, one in zip(answer.parts, wanted, strict=True)
    )


def _is_two_kinds(answer: Answer, cast: Cast, truth: Truth) -> bool:
    """Whether one part lists everybody and the other tells whether, in either order."""
    whether = replace(cast, topic=cast.other_topic)
    return len(answer.parts) == 2 and any(  # noqa: PLR2004 - two wishes
        _is_everybody(one, cast, truth) and _is_whether(other, whether, truth)
        for one, other in (answer.parts, answer.parts[::-1])
    )


def _is_answered(answer: Answer) -> bool:
    return answer.status is Status.ANSWERED


def _speakers(answer: Answer) -> frozenset[str]:
    """Give the ids of those whose words an answer shows."""
    return frozenset(hit.entry.speaker.id for hit in answer.hits if isinstance(hit.entry, Quote | Reported))


def _ids(answer: Answer) -> tuple[str, ...]:
    return tuple(hit.entry.id for hit in answer.hits)


Judge = Callable[[Answer, Cast, Truth], bool]


def _of_other_speaker(judge: Judge) -> Judge:
    return lambda answer, cast, truth: judge(answer, replace(cast, speaker=cast.other_speaker), truth)


def _of_other_topic(judge: Judge) -> Judge:
    return lambda answer, cast, truth: judge(answer, replace(cast, topic=cast.other_topic), truth)


_JUDGES: Mapping[Wish, Judge] = {
    Wish.WORDS: _is_words,
    Wish.WORDS_TOPIC: _is_words_on_topic,
    Wish.WHO_TOPIC: _is_everybody,
    Wish.YES_NO: _is_whether,
    Wish.ANY: _is_anybody,
    Wish.COUNT: _is_everybody,
    Wish.WHO_NOT: _is_who_not,
    Wish.EXCEPT: _is_others,
    Wish.COMPARE: _is_comparison,
    Wish.WHOLE: _is_message,
    Wish.MESSAGE_FROM: _is_of_country,
    Wish.OFFICE: _is_office,
    Wish.WHO_OFFICE: _is_minister,
    Wish.SOURCE: _is_source,
    Wish.TWO: _is_two,
    Wish.TWO_KINDS: _is_two_kinds,
    Wish.AFTER_SPEAKER: _of_other_speaker(_is_words_on_topic),
    Wish.AFTER_TOPIC: _of_other_topic(_is_words_on_topic),
    Wish.AFTER_WHO: _is_others,
    Wish.AFTER_MORE: _is_more,
    Wish.AFTER_DID: _of_other_topic(_is_whether),
}
