"""Phrases of a key (`says`, `denies`) and where an answer affirms them, whatever their particles and order. Knows no question kind."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.bank import lexicon
from app.bank.clauses import AFFIRMED, COMPARED, DENIED, Reading
from app.bank.particles import role
from app.bank.senses import sense_of
from app.bank.terms import Mention, Terms

_VERB_TAIL = re.compile(
    r"(?:하지|되지|하는|되는|시키는|한다|된다|합니다|됩니다|하여|되어|하기|하고|하며|해서|했다|시킨|시켜|적인|적으로|한|된|할|될|함|됨|해|하|되)$"
)
_SHORT_VERB = re.compile(
    r"^(넣|붙|줄|늘|낮|높|얹|덧붙|끼우|얼리|합치|나누)(?:은|는|인|이는|이고|여|어|고|인다|린다|다)$"
)
_INNER_BLOCK = frozenset("불비미무반준재탈역약")
_SHORTEST_INNER = 2


class Stem(NamedTuple):
    """One content word with its synonyms (squeezed), and whether the phrase denies it."""

    shapes: tuple[str, ...]
    term: str
    negated: bool


class Phrase(NamedTuple):
    """Content words that must stand in one clause. Without words it is a bare negation (`없`, `않`)."""

    stems: tuple[Stem, ...]
    negated: bool
    shown: str


class Hit(NamedTuple):
    """A phrase found in a clause: the words' places in the squeezed text."""

    clause: int
    spans: tuple[tuple[int, int], ...]


def phrase(text: str, terms: Terms) -> Phrase:
    reading = Reading(text)
    mentions = terms.find(reading.text, reading.words)
    inside = {
        n: mention
        for mention in mentions
        for n in range(reading.word_at(mention.start), reading.word_at(mention.end - 1) + 1)
    }
    stems: list[Stem] = []
    done: set[Mention] = set()
    for n, word in enumerate(reading.words):
        mention = inside.get(n)
        if reading.standing[n] == DENIED or (mention in done and mention):
            continue
        if mention and not _rest_is_content(reading, mention):
            done.add(mention)
            head = reading.word_at(mention.end - 1)  # 레이블이 없는 데이터: the noun decides, not the negation inside
            stems.append(Stem(terms.shapes(mention.term), mention.term, reading.negated[head]))
        elif not lexicon.NEGATION.search(word.text) or lexicon.FALSE_NEGATION.search(word.text):
            stems.append(Stem((_stem(word.text),), "", reading.negated[n]))
    content = [stem for stem in stems if stem.shapes[0] not in lexicon.FUNCTION]
    return Phrase(tuple(content or stems), any(reading.negated), text)


def _rest_is_content(reading: Reading, mention: Mention) -> bool:
    """Is the term only part of a longer word (학습 in 재학습률)?"""
    last = reading.words[reading.word_at(mention.end - 1)]
    rest = last.text[mention.end - last.at :]
    return bool(rest) and rest[0] not in "은는이가을를의에와과도만로으하되한된할될함됨해시인임"


def _stem(text: str) -> str:
    bare = text if role(text)[0] in ("modifier", "") else role(text)[1]
    if match := _SHORT_VERB.match(bare):
        return match[1]
    trimmed = _VERB_TAIL.sub("", bare)
    return trimmed if len(trimmed) >= 2 and not bare.isascii() else bare


class Finder:
    """Looks for phrases in one reading; remembers where each word stands, for rubrics ask for the same words often."""

    def __init__(self, reading: Reading, mentions: list[Mention]) -> None:
        self.reading = reading
        self.mentions = mentions
        self._found: dict[str, list[tuple[int, int]]] = {}
        self._scope_of = _scopes(reading)
        self._negative = [any(reading.negated[c.start : c.end]) for c in reading.clauses]

    def places(self, stem: Stem) -> list[tuple[int, int]]:
        return [place for shape in stem.shapes for place in self._places(shape, stem.term)]

    def _places(self, shape: str, term: str) -> list[tuple[int, int]]:
        if shape not in self._found:
            text, found, at = self.reading.text, [], -1
            while (at := text.find(shape, at + 1)) >= 0:
                if self._stands(at, at + len(shape)):
                    found.append((at, at + len(shape)))
            self._found[shape] = found
        return [place for place in self._found[shape] if not self._swallowed(place, term)]

    def _stands(self, start: int, end: int) -> bool:
        """Does the word begin here, or inside a compound that does not turn its sense?"""
        text = self.reading.text
        word = self.reading.words[self.reading.word_at(start)]
        latin = text[start].isascii()
        if start != word.at:
            before = text[start - 1]
            if latin and before.isascii():
                return False
            if not latin and (end - start < _SHORTEST_INNER or before in _INNER_BLOCK):
                return False
        last = self.reading.words[self.reading.word_at(end - 1)]
        rest = last.text[end - last.at :]
        return not (latin and rest and rest[0].isascii() and text[end - 1].isascii())

    def _swallowed(self, place: tuple[int, int], term: str) -> bool:
        """Is the place inside the name of another, longer term that the phrase does not mean (학습 in 사전 학습)?"""
        start, end = place
        for mention in self.mentions:
            if mention.start >= end:
                return False
            if mention.start <= start and end <= mention.end:
                inner = mention.start < start and end == mention.end and bool(term)
                return inner and mention.term != term
        return False

    def find(self, wanted: Phrase, either: bool = False) -> list[Hit]:
        """Clauses that affirm the phrase. `either`: its words may stand in a negated clause (the negation is said elsewhere)."""
        if not wanted.stems:
            return [Hit(n, ()) for n, negative in enumerate(self._negative) if negative] if wanted.negated else []
        by_clause: list[dict[int, tuple[int, int]]] = []
        for stem in wanted.stems:
            here: dict[int, tuple[int, int]] = {}
            for place in self.places(stem):
                word = self.reading.word_at(place[1] - 1)
                if self._agrees(word, stem.negated, either or wanted.negated):
                    for clause in self._scope_of[self.reading.clause_of[word]]:
                        here.setdefault(clause, place)
            if not here:
                return []
            by_clause.append(here)
        shared = set(by_clause[0]).intersection(*by_clause[1:])
        return [Hit(clause, tuple(here[clause] for here in by_clause)) for clause in sorted(shared)]

    def _agrees(self, word: int, negated: bool, either: bool) -> bool:
        standing = self.reading.standing[word]
        if standing not in (AFFIRMED, COMPARED):
            return False
        return self.reading.negated[word] == negated or (either and not negated)


def _scopes(reading: Reading) -> list[list[int]]:
    """For every clause, the clauses in which its words also count: a clause without nouns goes on with those before it."""
    scopes: list[list[int]] = [[n] for n in range(len(reading.clauses))]
    for n in range(1, len(reading.clauses)):
        clause, before = reading.clauses[n], reading.clauses[n - 1]
        has_noun = any(
            reading.roles[i] in ("topic", "subject", "object", "only", "too") for i in range(clause.start, clause.end)
        )
        if clause.sentence == before.sentence and not has_noun and clause.end - clause.start <= 4:
            scopes[n - 1].append(n)
    return scopes


def affirmed(finder: Finder, alternative: tuple[tuple[Phrase, ...], ...]) -> list[list[Hit]]:
    """The sentences in which all ideas of an alternative are affirmed; for each, one hit per idea."""
    either = any(phrase.negated for idea in alternative for phrase in idea)
    by_sentence: list[dict[int, list[Hit]]] = []
    for idea in alternative:
        here: dict[int, list[Hit]] = {}
        for phrase in idea:
            for hit in finder.find(phrase, either):
                here.setdefault(finder.reading.clauses[hit.clause].sentence, []).append(hit)
        if not here:
            return []
        by_sentence.append(here)
    shared = set(by_sentence[0]).intersection(*by_sentence[1:])
    together = (_together([here[s] for here in by_sentence], alternative, either, finder) for s in sorted(shared))
    return [hits for hits in together if hits]


def _together(
    ideas: list[list[Hit]], alternative: tuple[tuple[Phrase, ...], ...], either: bool, finder: Finder
) -> list[Hit]:
    """One hit for each idea, in one clause where it can be; ideas that take sides must share a clause."""
    for clause in {hit.clause for hit in ideas[0]}:
        same = [[hit for hit in hits if hit.clause == clause] for hits in ideas]
        if all(same):
            return [hits[0] for hits in same]
    sided = any(sense_of(stem.shapes[0]) for idea in alternative for phrase in idea for stem in phrase.stems)
    if either or (sided and len(ideas) == 2):
        return []
    return [hits[0] for hits in ideas]
