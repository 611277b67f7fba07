"""Words that two languages of one script share: "was" asks in German, and in English only joins."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.language.lexicon import NAMES, OF_PACKS, Item, Lexicon, Sense
from knowledge.normalise import bare


def in_one_language(typed: Sequence[str], lexicon: Lexicon) -> tuple[Item, ...]:
    """Recognise tokens, each word by what it means in the language that most of them belong to.

    Where a word has no meaning in that language, another's counts if it is spelt so: people mix languages.
    A name always stays, as does what the record means by a word that the language itself does not have: in
    English "brief" is no German letter. Nothing is left out where no language leads.
    """
    items = lexicon.recognise(typed)
    language = _leading(items)
    if not language or not any(_is_of_others(item, language) for item in items):
        return items
    return tuple(_within(item, language) for item in lexicon.recognise(typed, language=language))


def of_language(items: Sequence[Item], language: str) -> tuple[Item, ...]:
    """Give stretches of a text of the record without what only other languages' packs mean by them."""
    return tuple(
        _with(
            item, [one for one in item.senses if not _is_pack_sense(one) or one.meaning.language == language]
        )
        for item in items
    )


def _with(item: Item, kept: Sequence[Sense]) -> Item:
    return item if len(kept) == len(item.senses) else Item(item.typed, item.start, item.end, tuple(kept))


def _is_of_others(item: Item, language: str) -> bool:
    """Whether a pack of another language has a word, or may have it."""
    return any(_is_pack_sense(one) and one.meaning.language != language for one in item.senses)


def _within(item: Item, language: str) -> Item:
    own = any(_is_pack_sense(one) and one.meaning.language == language for one in item.senses)
    kept = [
        sense
        for sense in item.senses
        if sense.meaning.language == language
        or sense.meaning.kind in NAMES
        or (not own and (not _is_pack_sense(sense) or _is_spelt_so(sense, item)))
    ]
    return _with(item, kept)


def _is_pack_sense(sense: Sense) -> bool:
    return sense.meaning.kind in OF_PACKS


def _is_spelt_so(sense: Sense, item: Item) -> bool:
    alias = sense.meaning.alias
    return not alias or " ".join(bare(alias).split()) == item.typed


def _leading(items: Sequence[Item]) -> str:
    """Give the language of most words; names, which are the same in many, only decide where two are level."""
    votes: dict[str, int] = {}
    named: dict[str, int] = {}
    for item in items:
        counted = votes if item.kinds.isdisjoint(NAMES) else named
        for code in {sense.meaning.language for sense in item.senses if sense.similarity == 1}:
            counted[code] = counted.get(code, 0) + 1
    ranked = sorted(((votes[code], named.get(code, 0), code) for code in votes), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return ""
    return ranked[0][2]
