"""Where an answer affirms the phrases of a key, whatever their particles. Knows phrases and clauses, no
question kind.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from app.bank import bonds
from app.bank.bonds import Place
from app.bank.markers import marker
from app.bank.phrases import Phrase, Stem
from app.bank.polarity import DENIED, LACKING
from app.bank.reading import Reading
from app.bank.senses import sense_of
from app.bank.terms import Mention, Terms

_INNER_BLOCK = frozenset("불비미무반준재탈역약")
_SHORTEST_INNER = 2
_LATIN_BEGINNING = 4  # letters: `wiki` also finds Wikipedia
_TRIES = 12  # places of one word in one clause that are looked at

_ByClause = dict[int, list[Place]]


class Hit(NamedTuple):
    """A phrase found in a clause: the words' places in the squeezed text."""

    clause: int
    spans: tuple[Place, ...]


class Finder:
    """Looks for phrases in one reading; remembers where each word stands, for rubrics ask for the same words often."""

    def __init__(self, reading: Reading, mentions: list[Mention], terms: Terms) -> None:
        self.reading = reading
        self.terms = terms
        self.mentions = mentions
        self._mention_starts = [mention.start for mention in mentions]
        self._found: dict[tuple[str, str], list[Place]] = {}
        self._grouped: dict[tuple[str, ...], tuple[_ByClause, _ByClause, _ByClause]] = {}
        self._scope_of = _scopes(reading)
        self.any_lacks = LACKING in reading.standing

    def places_of(self, shape: str, term: str) -> list[Place]:
        """Where a squeezed form stands as a word, outside the names of terms that it must not be taken for."""
        name = (shape, term)
        if name not in self._found:
            text, found, at = self.reading.text, [], -1
            while (at := text.find(shape, at + 1)) >= 0:
                place = (at, at + len(shape))
                if self._stands(*place) and not self._swallowed(place, term):
                    found.append(place)
            self._found[name] = found
        return self._found[name]

    def _stands(self, start: int, end: int) -> bool:
        """Does the word begin here, or inside a compound that does not turn its sense?"""
        text = self.reading.text
        word = self.reading.words[self.reading.word_at(start)]
        latin = text[start].isascii()
        if start != word.at:
            before = text[start - 1]
            if latin and before.isascii():
                return False
            if text[start] in "만도" and not latin:
                return True
            if not latin and (end - start < _SHORTEST_INNER or before in _INNER_BLOCK):
                return False
        last = self.reading.words[self.reading.word_at(end - 1)]
        rest = last.text[end - last.at :]
        cut = bool(rest) and rest[0].isascii() and text[end - 1].isascii()
        return not cut or (end - start >= _LATIN_BEGINNING and text[start:end].isalpha() and rest.isalpha())

    def _swallowed(self, place: Place, term: str) -> bool:
        """Is the place inside the name of another, longer term that the phrase does not mean (학습 in 사전 학습)?"""
        at = bisect_right(self._mention_starts, place[0]) - 1
        if at < 0:
            return False
        mention = self.mentions[at]
        if place[1] > mention.end or (mention.start, mention.end) == place or mention.term == term:
            return False
        trains = sense_of(self.reading.text[place[0] : place[1]])
        confused = bool(term) and mention.term in self.terms.confused(term)
        return confused or (trains is not None and trains[0] == "training")

    def _groups(self, stem: Stem) -> tuple[_ByClause, _ByClause, _ByClause]:
        """The places of a stem by clause: affirmed, negated, both. A few per clause are enough."""
        if stem.shapes not in self._grouped:
            groups: tuple[_ByClause, _ByClause, _ByClause] = ({}, {}, {})
            places = sorted(place for shape in stem.shapes for place in self.places_of(shape, stem.term))
            for place in places:
                word = self.reading.word_at(place[1] - 1)
                refuted = word in self.reading.refuted
                if self.reading.standing[word] == DENIED and not refuted:
                    continue
                own = self.reading.clause_of[word]
                for clause in self._scope_of[own]:
                    negated = refuted or (self.reading.negates(word) and not (clause != own and self._argument(word)))
                    for group in (groups[negated], groups[2]):
                        some = group.setdefault(clause, [])
                        if len(some) < _TRIES:
                            some.append(place)
            self._grouped[stem.shapes] = groups
        return self._grouped[stem.shapes]

    def _argument(self, word: int) -> bool:
        """가중치를 손대지 않고 고정한다: the noun goes on into the next clause, the negation of its verb does not."""
        roles, end = self.reading.roles, self.reading.clauses[self.reading.clause_of[word]].end
        while word + 1 < end and roles[word] == "" and not marker(self.reading.words[word + 1].text)[0]:
            word += 1  # 미세 조정 때는: the last word of the phrase tells
        return roles[word] in ("topic", "subject", "object", "only", "too")

    def _by_stem(self, wanted: Phrase, either: bool, apart: bool = False) -> list[_ByClause]:
        """Where the words of a phrase stand; `apart`: the words of its second clause a clause further."""
        turned = {stem.step for stem in wanted.stems if stem.negated} or ({0} if wanted.negated else set())
        found = []
        for stem in wanted.stems:
            loose = either or stem.step in turned
            group = self._groups(stem)[1 if stem.negated else 2 if loose else 0]
            found.append({clause - stem.step: places for clause, places in group.items()} if apart else group)
        return found

    def clauses(self, wanted: Phrase, either: bool = False) -> set[int]:
        """The clauses that hold all words of a phrase; whether they belong together, `hit` tells."""
        text = self.reading.text
        for stem in wanted.stems:  # most phrases of a key are not in an answer: leave as soon as one word is missing
            for shape in stem.shapes:
                if shape in text:
                    break
            else:
                return set()
        ways = [self._by_stem(wanted, either)]
        if wanted.stems and wanted.stems[-1].step:
            ways.append(self._by_stem(wanted, either, apart=True))
        found = (set(groups[0]).intersection(*groups[1:]) for groups in ways if groups and all(groups))
        return set().union(*found)

    def hit(self, wanted: Phrase, clause: int, either: bool = False) -> Hit | None:
        if not wanted.stems:  # a phrase that denies all its words (어댑터 말고) says nothing that could be found
            return None
        if found := self._hit(wanted, clause, self._by_stem(wanted, either)):
            return found
        return self._hit(wanted, clause, self._by_stem(wanted, either, apart=True)) if wanted.stems[-1].step else None

    def _hit(self, wanted: Phrase, clause: int, groups: list[_ByClause]) -> Hit | None:
        return self._nearest(clause, [group.get(clause, []) for group in groups], wanted)

    def lacks(self, hit: Hit) -> bool:
        """Is what was found lacking (레이블 없이)?"""
        return self.reading.standing[self.reading.word_at(hit.spans[-1][1] - 1)] == LACKING

    def find(self, wanted: Phrase, either: bool = False) -> list[Hit]:
        """Where the phrase is affirmed. `either`: its words may be negated (another phrase says the negation)."""
        found = (self.hit(wanted, clause, either) for clause in sorted(self.clauses(wanted, either)))
        return [hit for hit in found if hit]

    def _nearest(self, clause: int, places: list[list[Place]], wanted: Phrase) -> Hit | None:
        """The words of a phrase in their order, close together."""
        for last in places[-1]:
            spans = [last]
            for some in reversed(places[:-1]):
                before = [
                    place
                    for place in some
                    if place[1] <= spans[0][0] and bonds.near(self.reading, place, spans[0], wanted)
                ]
                if not before:
                    break
                spans.insert(0, before[-1])
            if len(spans) == len(places) and bonds.together(self.reading, spans, wanted):
                return Hit(clause, tuple(spans))
        return None


def _scopes(reading: Reading) -> list[list[int]]:
    """For every clause, the clauses in which its words also count: a clause without nouns goes on with those
    before it.
    """
    scopes: list[list[int]] = [[n] for n in range(len(reading.clauses))]
    for n in range(1, len(reading.clauses)):
        clause, before = reading.clauses[n], reading.clauses[n - 1]
        has_noun = any(
            reading.roles[i] in ("topic", "subject", "object", "only", "too") for i in range(clause.start, clause.end)
        )
        aside = "(" in reading.words[clause.start].gap
        if clause.sentence == before.sentence and not aside and not has_noun and clause.end - clause.start <= 4:
            scopes[n - 1].append(n)
    return scopes
