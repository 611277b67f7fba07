"""Whether an answer is what a frame wished for, measured by what the plain English question is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from benchmarks.filling import Cast
from benchmarks.truth import Truth, ids_shown, speakers_shown
from benchmarks.wishes import Wish
from knowledge.answering.answer import Answer
from knowledge.answering.claim import Verdict
from knowledge.answering.kinds import Intent, Status
from knowledge.record.values import Quote

_EXHAUSTED = frozenset({Intent.NO_MORE, Intent.NOBODY_ELSE})


def is_right(wish: Wish, answer: Answer, cast: Cast, truth: Truth) -> bool:
    """Whether an answer is what was wished for.

    What nobody said must not be answered, and a yes-or-no question must not get the wrong verdict.
    """
    return _JUDGES[wish](answer, cast, truth)


def _is_words(answer: Answer, cast: Cast, _: Truth) -> bool:
    return _is_answered(answer) and speakers_shown(answer) == {cast.speaker}


def _is_more(answer: Answer, cast: Cast, truth: Truth) -> bool:
    exhausted = not _is_answered(answer) and answer.evidence.intent in _EXHAUSTED
    return exhausted or _is_words(answer, cast, truth)


def _is_words_on_topic(answer: Answer, cast: Cast, truth: Truth) -> bool:
    if not truth.speaks(cast.speaker, cast.topic):
        return not _is_answered(answer)
    wanted = truth.words[cast.speaker, cast.topic]
    return _is_words(answer, cast, truth) and ids_shown(answer)[0] == wanted


def _is_everybody(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _is_answered(answer) and speakers_shown(answer) == truth.speaking(cast.topic)


def _is_whether(answer: Answer, cast: Cast, truth: Truth) -> bool:
    if truth.speaks(cast.speaker, cast.topic):
        return _is_words(answer, cast, truth) and answer.verdict is not Verdict.NO
    if answer.verdict is None:
        return not _is_answered(answer)
    return answer.verdict is Verdict.NO


def _is_anybody(answer: Answer, cast: Cast, truth: Truth) -> bool:
    said = speakers_shown(answer)
    within = bool(said) and said <= truth.speaking(cast.topic)
    return _is_answered(answer) and within and answer.verdict is not Verdict.NO


def _is_who_not(answer: Answer, cast: Cast, truth: Truth) -> bool:
    denied = {one.who for one in answer.denied}
    speaking = truth.speaking(cast.topic)
    silent = truth.message.keys() - speaking
    return bool(denied) and silent <= denied and not denied & speaking


def _is_others(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _lists_just(answer, truth.speaking(cast.topic) - {cast.speaker})


def _is_comparison(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _lists_just(answer, truth.speaking(cast.topic) & {cast.speaker, cast.other_speaker})


def _lists_just(answer: Answer, wanted: frozenset[str]) -> bool:
    """Whether it is of these and nobody else; of nobody means that nothing is answered."""
    return _is_answered(answer) and speakers_shown(answer) == wanted if wanted else not _is_answered(answer)


def _is_message(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _is_answered(answer) and frozenset(ids_shown(answer)) == frozenset(truth.message[cast.speaker])


def _is_office(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _is_answered(answer) and ids_shown(answer)[:1] == (truth.office[cast.speaker],)


def _is_source(answer: Answer, cast: Cast, truth: Truth) -> bool:
    if not truth.speaks(cast.speaker, cast.topic):
        return not _is_answered(answer)
    return answer.status is not Status.NONE and speakers_shown(answer) == {cast.speaker}


def _is_two(answer: Answer, cast: Cast, truth: Truth) -> bool:
    wanted = (cast, replace(cast, speaker=cast.other_speaker, topic=cast.other_topic))
    return len(answer.parts) == len(wanted) and all(
        _lists_just(part, truth.speaking(one.topic) & {one.speaker})
        for part, one in zip(answer.parts, wanted, strict=True)
    )


def _is_two_kinds(answer: Answer, cast: Cast, truth: Truth) -> bool:
    """Whether one part lists everybody and the other tells whether, in either order."""
    whether = replace(cast, topic=cast.other_topic)
    return len(answer.parts) == 2 and any(  # noqa: PLR2004 - two wishes
        _is_everybody(one, cast, truth) and _is_whether(other, whether, truth)
        for one, other in (answer.parts, answer.parts[::-1])
    )


def _is_second_of_list(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _lists_just(answer, frozenset({truth.listed[cast.topic][1]}))


def _is_last_of_list(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _lists_just(answer, frozenset({truth.listed[cast.topic][-1]}))


def _is_of_both_topics(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _lists_just(answer, truth.speaking(cast.topic) & truth.speaking(cast.other_topic))


def _is_beginning(answer: Answer, cast: Cast, truth: Truth) -> bool:
    return _is_words(answer, cast, truth) and ids_shown(answer)[0] == truth.message[cast.speaker][0]


def _is_end(answer: Answer, cast: Cast, truth: Truth) -> bool:
    """Whether it shows the last words of a message; what is told behind them in our words may come first."""
    return _is_words(answer, cast, truth) and truth.last_quote[cast.speaker] in ids_shown(answer)[:2]


def _is_translation(answer: Answer, cast: Cast, truth: Truth) -> bool:
    """Whether it tells of a translation, or shows the words again and they are foreign to the asker."""
    if speakers_shown(answer) != {cast.speaker}:
        return False
    first = answer.hits[0].entry
    is_foreign = isinstance(first, Quote) and first.language != answer.language
    is_again = _is_answered(answer) and first.id == truth.words[cast.speaker, cast.topic]
    return answer.evidence.intent is Intent.TRANSLATE or (is_foreign and is_again)


def _is_beside(answer: Answer, cast: Cast, truth: Truth) -> bool:
    """Whether it shows both, or the other one alone: the first was just shown."""
    return _is_answered(answer) and (
        _is_comparison(answer, cast, truth) or speakers_shown(answer) == {cast.other_speaker}
    )


def _is_third(answer: Answer, cast: Cast, truth: Truth) -> bool:
    """Whether it shows the third, with the first two or alone; one who is silent must not be shown."""
    said = speakers_shown(answer)
    if not truth.speaks(cast.third_speaker, cast.topic):
        return cast.third_speaker not in said and answer.verdict is not Verdict.YES
    three = {cast.speaker, cast.other_speaker, cast.third_speaker}
    return _is_answered(answer) and cast.third_speaker in said and said <= three


def _is_seat(answer: Answer, _: Cast, truth: Truth) -> bool:
    """Whether it tells where the Secretariat is, or where it was founded: "in which city?" may mean both."""
    return _is_answered(answer) and ids_shown(answer)[0] in {truth.facts.seat, truth.facts.founded}


def _is_head(answer: Answer, _: Cast, truth: Truth) -> bool:
    return _is_answered(answer) and ids_shown(answer)[:1] == (truth.facts.head,)


def _is_source_of_founding(answer: Answer, _: Cast, truth: Truth) -> bool:
    return answer.status is not Status.NONE and ids_shown(answer)[:1] == (truth.facts.founded,)


def _is_senders(answer: Answer, _: Cast, truth: Truth) -> bool:
    """Whether it tells who sent messages, or shows words of all of them."""
    everybody = truth.message.keys() <= speakers_shown(answer)
    return _is_answered(answer) and (everybody or ids_shown(answer) == (truth.facts.senders,))


def _is_answered(answer: Answer) -> bool:
    return answer.status is Status.ANSWERED


Judge = Callable[[Answer, Cast, Truth], bool]


def _of_other_speaker(judge: Judge) -> Judge:
    return lambda answer, cast, truth: judge(answer, replace(cast, speaker=cast.other_speaker), truth)


def _of_minister(judge: Judge) -> Judge:
    return lambda answer, cast, truth: judge(
        answer, replace(cast, speaker=truth.minister[cast.country]), truth
    )


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
    Wish.MESSAGE_FROM: _of_minister(_is_words),
    Wish.OFFICE: _is_office,
    Wish.WHO_OFFICE: _of_minister(_is_office),
    Wish.SOURCE: _is_source,
    Wish.TWO: _is_two,
    Wish.TWO_KINDS: _is_two_kinds,
    Wish.AFTER_SPEAKER: _of_other_speaker(_is_words_on_topic),
    Wish.AFTER_TOPIC: _of_other_topic(_is_words_on_topic),
    Wish.AFTER_WHO: _is_others,
    Wish.AFTER_MORE: _is_more,
    Wish.AFTER_DID: _of_other_topic(_is_whether),
    Wish.LIST_NTH: _is_second_of_list,
    Wish.LIST_LAST: _is_last_of_list,
    Wish.LIST_AMONG: _is_whether,
    Wish.LIST_COUNT: _is_everybody,
    Wish.LIST_ALSO: _is_of_both_topics,
    Wish.LIST_TOPIC: _of_other_topic(_is_everybody),
    Wish.LIST_NOT: _is_who_not,
    Wish.WORDS_COUNTRY: _is_office,
    Wish.WORDS_FIRST: _is_beginning,
    Wish.WORDS_END: _is_end,
    Wish.WORDS_WHOLE: _is_message,
    Wish.WORDS_SOURCE: _is_source,
    Wish.WORDS_TRANSLATED: _is_translation,
    Wish.WORDS_COMPARE: _is_beside,
    Wish.NO_WHO: _is_others,
    Wish.NO_WHAT: _is_words,
    Wish.NO_OTHER: _of_other_topic(_is_whether),
    Wish.YES_ELSE: _is_others,
    Wish.YES_OTHER: _of_other_speaker(_is_whether),
    Wish.FACT_WHERE: _is_seat,
    Wish.FACT_HEAD: _is_head,
    Wish.FACT_SOURCE: _is_source_of_founding,
    Wish.FACT_LETTERS: _is_senders,
    Wish.ABSENT_COUNTRY: _of_minister(_is_words),
    Wish.ABSENT_WHO: _is_senders,
    Wish.OFFICE_WORDS: _of_minister(_is_words),
    Wish.OFFICE_TOPIC: _of_minister(_is_whether),
    Wish.THANKS_SPEAKER: _of_other_speaker(_is_words_on_topic),
    Wish.THANKS_TOPIC: _of_other_topic(_is_words_on_topic),
    Wish.COMPARE_TOPIC: _of_other_topic(_is_comparison),
    Wish.COMPARE_THIRD: _is_third,
}
