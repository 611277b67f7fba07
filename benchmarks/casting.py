"""Casting: who and what is put into the blanks of a wish, so that it makes sense to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from benchmarks.filling import Cast, Fillers
from benchmarks.truth import Truth
from benchmarks.wishes import Need, Series, Wish

TRIED = 24
"""Casts that are tried for a follow-up: each speaker with each topic."""
TAKEN = 5
"""Most of them that a follow-up is asked with, spread over those that fit."""

_FITS: Mapping[Need, Callable[[Cast, Truth], bool]] = {
    Need.SPEAKS: lambda cast, truth: truth.speaks(cast.speaker, cast.topic),
    Need.SILENT: lambda cast, truth: not truth.speaks(cast.speaker, cast.topic),
    Need.OTHER_SPEAKS: lambda cast, truth: truth.speaks(cast.other_speaker, cast.topic),
    Need.SEVERAL: lambda cast, truth: len(truth.listed[cast.topic]) > 1,
    Need.MINISTER: lambda cast, truth: truth.minister[cast.country] == cast.speaker,
}


def casts_for(wish: Wish, fillers: Fillers, truth: Truth) -> tuple[Cast, ...]:
    """Give who and what each frame of a wish is filled with; the same for every frame.

    Raises:
        ValueError: Nobody and nothing fits, so that the wish cannot be measured.
    """
    if wish.series is Series.QUESTIONS:
        return fillers.casts()
    fitting = [cast for cast in _tried(fillers) if fits(cast, wish, truth)]
    if not fitting:
        raise ValueError(f"no cast fits {wish}")
    return tuple(fitting[:: max(1, len(fitting) // TAKEN)][:TAKEN])


def fits(cast: Cast, wish: Wish, truth: Truth) -> bool:
    """Whether what a wish needs is true of a cast."""
    return all(_FITS[need](cast, truth) for need in wish.needs)


def _tried(fillers: Fillers) -> Iterator[Cast]:
    """Give many casts, in which the others change their distance from the first, so that all kinds meet."""
    speakers, topics, countries = tuple(fillers.speakers), tuple(fillers.topics), tuple(fillers.countries)
    for number in range(TRIED):
        topic = number // 2 + number
        yield Cast(
            speaker=speakers[number % len(speakers)],
            other_speaker=speakers[(number + 1 + number % (len(speakers) // 2)) % len(speakers)],
            third_speaker=speakers[(number + 1 + len(speakers) // 2) % len(speakers)],
            topic=topics[topic % len(topics)],
            other_topic=topics[(topic + 1 + number % (len(topics) // 2)) % len(topics)],
            country=countries[number % len(countries)],
        )
