"""The passages in SQLite's full-text index, in memory: the same search whatever database holds the learners.

Its trigram tokeniser finds nothing for words of two syllables, so the texts go in as pieces (pieces.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from threading import Lock

from app.lectures.search.asking import Asked
from app.lectures.search.passages import Passage
from app.lectures.search.pieces import words

TABLE = (
    "CREATE VIRTUAL TABLE passages USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0', prefix = '1')"
)
ADD = "INSERT INTO passages(rowid, title, body) VALUES (?, ?, ?)"
# The title stands before the body whatever their weights; among equals bm25 decides, then the order of the course.
FIND = """
SELECT rowid FROM passages WHERE passages MATCH :asked
ORDER BY rowid IN (SELECT rowid FROM passages WHERE passages MATCH :titled) DESC, bm25(passages, 4.0, 1.0), rowid
"""


class Index:
    """Built once; asked from any thread, one after the other (an answer takes about a millisecond)."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = tuple(passages)
        self._turn = Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(TABLE)
        rows = ((at, words("\n".join((one.title, *one.names))), words(one.body)) for at, one in enumerate(passages))
        self._database.executemany(ADD, rows)

    def find(self, asked: Asked) -> list[Passage]:
        """Best first: terms that were named, passages with all of it in their title, the rest."""
        expression = asked.expression
        with self._turn:
            rows = self._database.execute(FIND, {"asked": expression, "titled": f"{{title}} : ({expression})"})
            found = [self.passages[at] for (at,) in rows]
        return sorted(found, key=lambda passage: passage.key not in asked.terms)
