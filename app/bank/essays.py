"""A rubric weighed against an essay: which points are affirmed, where, and which are said the wrong way round.
Knows no kind.
"""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from app.bank import notes, prose
from app.bank.alternatives import Alternative, affirmed
from app.bank.asking import phrase_role
from app.bank.clauses import Clause
from app.bank.finding import Finder, Hit
from app.bank.question import Evidence
from app.bank.reading import Reading
from app.bank.rubrics import Point, Rubric
from app.bank.senses import pairs_of
from app.bank.terms import Mention

_TRIES = 20  # places that are tried for one alternative


class Assessment(NamedTuple):
    """What was found in one essay."""

    evidence: tuple[Evidence, ...]
    misconceptions: tuple[str, ...]


def assess(raw: str, rubric: Rubric) -> Assessment:
    reading = Reading(raw)
    mentions = rubric.terms.find(reading.text, reading.words)
    essay = _Essay(reading, mentions, Finder(reading, mentions, rubric.terms), rubric)
    evidence = tuple(essay.evidence(point) for point in rubric.points)
    wrong = tuple(text for says, text in rubric.misconceptions if any(_says(essay.finder, way) for way in says))
    return Assessment(evidence, wrong)


def _says(finder: Finder, way: Alternative) -> bool:
    return next(affirmed(finder, way), None) is not None


class _Essay:
    """One essay, read once for all points."""

    def __init__(self, reading: Reading, mentions: list[Mention], finder: Finder, rubric: Rubric) -> None:
        self.reading = reading
        self.finder = finder
        self.rubric = rubric
        self.heads: dict[int, str] = {}  # words that name what is compared, before a colon
        self.notes: dict[int, tuple[set[int], set[int]]] = {}
        self.topics = self._topics(mentions)
        self.prose = prose.sentences(reading)

    def evidence(self, point: Point) -> Evidence:
        note = ""
        for way in point.says:
            for hits in islice(affirmed(self.finder, way), _TRIES):
                doubt = self._doubt(point, hits)
                if not doubt:
                    return Evidence(point.shown, point.weight, True, self._spans(hits))
                note = doubt
        return Evidence(point.shown, point.weight, False, (), note)

    def _doubt(self, point: Point, hits: list[Hit]) -> str:
        clauses = sorted({hit.clause for hit in hits})
        sentence = self.reading.clauses[clauses[0]].sentence
        if not (self.prose[sentence] or self._noted(point, clauses, hits)):
            return "핵심어를 늘어놓기만 하고 문장으로 잇지 않아 요점으로 세지 않았습니다."
        for wrong in point.denies:
            if any(self.reading.clauses[hit.clause].sentence == sentence for hit in self.finder.find(wrong)):
                return f"같은 문장에 이 요점과 어긋나는 말이 있습니다: ‘{wrong.shown}’."
        for n in clauses:
            if self._about_another(point, n):
                return "다른 대상에 관한 문장에 쓰여 있습니다. 두 대상이 뒤바뀌지 않았는지 살펴보십시오."
            if self._swapped(self.reading.clauses[n]):
                return "맞는 말들이 서로 뒤바뀌어 이어져 있습니다."
        return ""

    def _noted(self, point: Point, clauses: list[int], hits: list[Hit]) -> bool:
        """Does a note say it (바꾼 점: 배치 크기 증가), under its head and in items that say something?"""
        words = {n for hit in hits for start, end in hit.spans for n in self.reading.words_in(start, end)}
        here = [self.reading.clauses[clause] for clause in clauses]
        about = {self.heads[n] for clause in here for n in range(clause.start, clause.end) if n in self.heads}
        if point.subject and about and point.subject not in about:
            return False
        said, heads = self._said(here[0].sentence)
        return words <= said | heads and not said.isdisjoint(words)

    def _said(self, sentence: int) -> tuple[set[int], set[int]]:
        """What the items of a note and their heads say, worked out once for all points."""
        if sentence not in self.notes:
            self.notes[sentence] = notes.said(self.reading, sentence, self.heads)
        return self.notes[sentence]

    def _about_another(self, point: Point, clause: int) -> bool:
        topic = self.topics[clause]
        return bool(
            point.subject
            and topic
            and topic != point.subject
            and {topic, point.subject}
            <= self.rubric.compared | self.rubric.terms.confused(point.subject) | {point.subject}
        )

    def _swapped(self, clause: Clause) -> bool:
        for (a, x), (b, y) in pairs_of(self.reading, clause) - self.rubric.key_pairs:
            if {((a, -x), (b, y)), ((a, x), (b, -y))} & self.rubric.key_pairs:
                return True
        return False

    def _topics(self, mentions: list[Mention]) -> list[str | None]:
        """For every clause the term it is about; a clause without a topic of its own goes on about the last one."""
        named: dict[int, str] = {}
        opening: dict[int, str] = {}  # topics without their particle: BERT 양쪽 문맥을 본다
        for mention in mentions:
            word = self.reading.word_at(mention.end - 1)
            if mention.term not in self.rubric.compared:
                continue
            if notes.head_ends(self.reading, word):
                self.heads[word] = mention.term
            if phrase_role(self.reading, word) in ("topic", "subject"):
                named.setdefault(self.reading.clause_of[word], mention.term)
            elif self._opens(mention, word):
                opening.setdefault(self.reading.clause_of[word], mention.term)
        named = opening | named
        topics: list[str | None] = []
        for n in range(len(self.reading.clauses)):
            topics.append(named.get(n, topics[-1] if topics else None))
        return topics

    def _opens(self, mention: Mention, word: int) -> bool:
        """Is a term the first word of its clause, bare, and no member of a list?"""
        clause = self.reading.clauses[self.reading.clause_of[word]]
        first = self.reading.word_at(mention.start) == clause.start and word + 1 < clause.end
        if not first or notes.noted(self.reading, clause):
            return False
        return self.reading.roles[word] == "" and self.reading.words[word + 1].gap == " "

    def _spans(self, hits: list[Hit]) -> tuple[tuple[int, int], ...]:
        raw = sorted(self.reading.raw_span(start, end) for hit in hits for start, end in hit.spans)
        merged: list[tuple[int, int]] = []
        for start, end in raw:
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return tuple(merged)
