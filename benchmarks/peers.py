"""What others would build: one flat list of texts and a distance, with the threshold that is best for it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Search: TypeAlias = Callable[[str], tuple[int, float]]
"""Question → number of the best text and its score; -1 if there is none."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One way to search a list of texts."""

    name: str
    build: Callable[[Sequence[str]], Search]


def _rapidfuzz(scorer: str) -> Callable[[Sequence[str]], Search]:
    def build(texts: Sequence[str]) -> Search:
        from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - each peer imports its own

        prepared = [utils.default_process(text) for text in texts]

        def search(question: str) -> tuple[int, float]:
            asked = utils.default_process(question)
            found = process.extractOne(asked, prepared, scorer=getattr(fuzz, scorer))
            return (found[2], found[1]) if found else (-1, 0.0)

        return search

    return build


def _bm25s(texts: Sequence[str]) -> Search:
    import bm25s  # noqa: PLC0415

    index = bm25s.BM25()
    index.index(bm25s.tokenize(list(texts), show_progress=False), show_progress=False)

    def search(question: str) -> tuple[int, float]:
        asked = bm25s.tokenize([question], show_progress=False)
        try:
            numbers, scores = index.retrieve(asked, k=1, show_progress=False)
        except ValueError:
            return -1, 0.0
        return int(numbers[0, 0]), float(scores[0, 0])

    return search


def _tantivy(texts: Sequence[str]) -> Search:
    import tantivy  # noqa: PLC0415

    schema = tantivy.SchemaBuilder().add_unsigned_field("number", stored=True).add_text_field("text").build()
    index = tantivy.Index(schema)
    writer = index.writer(50_000_000, 1)
    for number, text in enumerate(texts):
        writer.add_document(tantivy.Document(number=number, text=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(question: str) -> tuple[int, float]:
        words = re.findall(r"\w+", question.lower())
        terms = [
            (tantivy.Occur.Should, tantivy.Query.fuzzy_term_query(schema, "text", word, distance=1))
            for word in words
        ]
        if not terms:
            return -1, 0.0
        hits = searcher.search(tantivy.Query.boolean_query(terms), 1).hits
        if not hits:
            return -1, 0.0
        score, address = hits[0]
        return int(searcher.doc(address)["number"][0]), float(score)

    return search


def _fts5(texts: Sequence[str]) -> Search:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'trigram')")
    connection.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(texts, 1))
    sought = "SELECT rowid, -bm25(texts) FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT 1"

    def search(question: str) -> tuple[int, float]:
        words = re.findall(r"\w{3,}", question.lower())
        if not words:
            return -1, 0.0
        row = connection.execute(sought, (" OR ".join(f'"{word}"' for word in words),)).fetchone()
        return (row[0] - 1, row[1]) if row else (-1, 0.0)

    return search


def _character_ngrams(texts: Sequence[str]) -> Search:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4))
    matrix = vectorizer.fit_transform(texts)

    def search(question: str) -> tuple[int, float]:
        scores = (matrix @ vectorizer.transform([question]).T).toarray().ravel()
        best = int(scores.argmax())
        return best, float(scores[best])

    return search


PEERS: Mapping[str, Peer] = {
    peer.name: peer
    for peer in (
        Peer("rapidfuzz WRatio", _rapidfuzz("WRatio")),
        Peer("rapidfuzz token_set_ratio", _rapidfuzz("token_set_ratio")),
        Peer("bm25s", _bm25s),
        Peer("tantivy, fuzzy 1", _tantivy),
        Peer("SQLite FTS5, trigram", _fts5),
        Peer("character n-grams", _character_ngrams),
    )
}
