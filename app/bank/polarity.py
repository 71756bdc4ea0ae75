"""How every word of an answer stands: affirmed, denied, compared with, lacking, negated. Knows no rule of language."""

from __future__ import annotations

from app.bank.clauses import Clause
from app.bank.normalising import Unit
from app.bank.particles import role

AFFIRMED, DENIED, COMPARED, LACKING = 0, 1, 2, 3


class Polarity:
    """Words with their roles and clauses. All are affirmed until `contrasts` and `negations` have been over them."""

    __slots__ = ("clause_of", "clauses", "negated", "refuted", "roles", "scope", "standing", "words")

    def __init__(self, words: list[Unit], clauses: list[Clause]) -> None:
        self.words = words
        self.clauses = clauses
        self.clause_of = [n for n, clause in enumerate(clauses) for _ in range(clause.start, clause.end)]
        self.roles = [role(word.text)[0] for word in words]
        self.standing = [AFFIRMED] * len(words)
        self.negated = [False] * len(words)
        self.refuted: set[int] = set()  # words of a clause that is said not to be so
        self.scope = [0] * len(words)  # which negation of its clause could deny a word

    def affirms(self, word: int) -> bool:
        return self.standing[word] in (AFFIRMED, LACKING) and not self.negates(word)

    def negates(self, word: int) -> bool:
        """Is the word negated, or lacking in a clause that is not (라벨 없이 배우지 못한다: it is needed)?"""
        return self.negated[word] != (self.standing[word] == LACKING)

    def text_at(self, word: int, end: int) -> str:
        """The word, if it stands before `end`; else nothing."""
        return self.words[word].text if word < end else ""
