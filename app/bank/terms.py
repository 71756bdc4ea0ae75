"""The course's vocabulary: which forms name one term, and which terms must never be taken for each other. Knows
no question.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, NamedTuple

from pydantic import Field, StringConstraints

from app.bank.normalising import Unit, fold, squeeze, units
from app.bank.question import Part, Text

TermId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
_ABBREVIATION = 3  # letters
_NEGATING = frozenset("불비미무반준재탈역약")  # a syllable that makes another word of what follows it


class Term(Part):
    """One entry of `terms.yaml`. Its forms (Korean, English, abbreviations, variants) are synonyms to the grader."""

    id: TermId
    ko: Text
    en: Text
    abbr: tuple[Text, ...] = ()
    variants: tuple[Text, ...] = ()
    definition: Text
    confused_with: tuple[TermId, ...] = ()
    units: tuple[Text, ...] = Field(min_length=1)

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.ko, self.en, *self.abbr, *self.variants)


class Mention(NamedTuple):
    """A term named at [start, end) of a squeezed text."""

    term: str
    start: int
    end: int


class Terms:
    """All terms, for looking up by any form and for finding them in text. Built once, never changed, hashed by
    identity.
    """

    def __init__(self, items: Iterable[Term] = ()) -> None:
        self.items = tuple(items)
        self.by_id = {term.id: term for term in self.items}
        self._by_form: dict[str, str] = {}
        self._confused: dict[str, set[str]] = {term.id: set() for term in self.items}
        self._shapes: dict[str, tuple[str, ...]] = {}
        for term in self.items:
            self._shapes[term.id] = tuple(dict.fromkeys(filter(None, map(squeeze, term.forms))))
            for shape in self._shapes[term.id]:
                self._by_form.setdefault(shape, term.id)
            for other in term.confused_with:
                self._confused[term.id].add(other)
                self._confused.setdefault(other, set()).add(term.id)
        self._index = self._indexed()

    def _indexed(self) -> dict[str, list[str]]:
        """Forms by their first two characters, longest first, so that the longest term wins."""
        index: dict[str, list[str]] = {}
        for shape in sorted(self._by_form, key=len, reverse=True):
            index.setdefault(shape[:2], []).append(shape)
        return index

    @property
    def vocabulary(self) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
        """All that a grader reads of them; definitions and units are for people."""
        return tuple((term.id, term.forms, term.confused_with) for term in self.items)

    def named(self, form: str) -> Term | None:
        """The term that a form names, however it is typed; None if no term has this form."""
        term = self._by_form.get(squeeze(form))
        return self.by_id[term] if term else None

    def shapes(self, term: str) -> tuple[str, ...]:
        """Every form of a term, squeezed."""
        return self._shapes.get(term, ())

    def confused(self, term: str) -> frozenset[str]:
        """The terms that must never be taken for this one; mutual, whichever entry lists them."""
        return frozenset(self._confused.get(term, ()))

    def all_shapes(self) -> dict[str, str]:
        return self._by_form

    def find(self, text: str, words: list[Unit]) -> list[Mention]:
        """The terms named in squeezed `text` (made of `words`), leftmost and longest first."""
        starts = {word.at: n for n, word in enumerate(words)}
        found: list[Mention] = []
        at, index, last = 0, self._index, len(text)
        while at < last:
            for shape in (*index.get(text[at : at + 2], ()), *index.get(text[at], ())):
                if text.startswith(shape, at) and _whole(text, at, at + len(shape), starts, words):
                    found.append(Mention(self._by_form[shape], at, at + len(shape)))
                    at += len(shape) - 1
                    break
            at += 1
        return found

    def canonical(self, text: str, words: list[Unit]) -> str:
        return self.marked(text, self.find(text, words))

    def marked(self, text: str, mentions: Iterable[Mention]) -> str:
        """Squeezed text with every term replaced by a mark of its own, so that synonyms compare equal."""
        pieces, at = [], 0
        for mention in mentions:
            pieces += [text[at : mention.start], "<", mention.term, ">"]
            at = mention.end
        return "".join([*pieces, text[at:]])

    def canonical_of(self, raw: str) -> str:
        words = units(fold(raw).text)
        return self.canonical("".join(word.text for word in words), words)


def _whole(text: str, start: int, end: int, starts: dict[int, int], words: list[Unit]) -> bool:
    """Does a form found at [start, end) stand as a word of its own rather than inside another one?"""
    if end - start <= _ABBREVIATION and _latin(text[start]) and not _spelt_out(start, end, starts, words):
        return False
    if start not in starts:
        before = text[start - 1]
        if _latin(before) and _latin(text[start]):
            return False
        if not _latin(text[start]) and (end - start < 3 or before in _NEGATING):
            return False
    if not _latin(text[end - 1]):
        return end - start > 1 or end in starts or end == len(text) or text[end] in "은는이가을를의에와과도만마"
    if end == len(text):
        return True
    if end not in starts:
        return not _latin(text[end])
    following = words[starts[end]]
    return not (following.text[0].isdigit() and following.gap in ("", "-"))


def _spelt_out(start: int, end: int, starts: dict[int, int], words: list[Unit]) -> bool:
    """Letters of an abbreviation may stand apart only with points or hyphens (N.L.P.), not as names of their
    own (A, R).
    """
    return all(words[starts[at]].gap in (".", "-") for at in range(start + 1, end) if at in starts)


def _latin(char: str) -> bool:
    return char.isascii() or "α" <= char <= "ω"
