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
    r"(?:하지|되지|하는|되는|시키는|한다|된다|합니다|됩니다|하여|되어|하기|하고|하며|해서|했다|시킨|시켜|적인|적으로|한|된|할|될|함|됨|해|하|되"
    r"|든다|들다|드는|진다|지다|지는|난다|나다|나는|린다|리다|리는|킨다|키다|키는|는다|습니다|다|음)$"
)
_NEGATED_TAIL = re.compile(r"[가-힣](?:하|되|지|이|히|르|뀌|키|받)(?:지|지는|지도|지를)$")  # `보장하지`: the author broke off before 않
_SHORT_VERB = re.compile(
    r"^(넣|붙|줄|늘|낮|높|얹|덧붙|끼우|얼리|합치|나누)(?:은|는|인|이는|이고|여|어|고|인다|린다|다)$"
)
_INNER_BLOCK = frozenset("불비미무반준재탈역약")
_SHORTEST_INNER = 2
_LATIN_BEGINNING = 4  # letters: `wiki` also finds Wikipedia
_APART = 4  # words between two words of one phrase
_TRIES = 12  # places of one word in one clause that are looked at
_LOOSE_PARTICLES = frozenset({"만", "만을", "도"})  # a phrase may begin inside a word: `만 학습`


class Stem(NamedTuple):
    """One content word with its synonyms (squeezed), and whether the phrase denies it."""

    shapes: tuple[str, ...]
    term: str
    negated: bool


class Phrase(NamedTuple):
    """Content words that must stand in one clause, in this order. A bare negation (`없`) is its own word."""

    stems: tuple[Stem, ...]
    negated: bool
    shown: str
    governs: bool  # one word is an argument of another (어댑터를 고정): nothing else may come between as the object


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
    loose = ""
    for n, word in enumerate(reading.words):
        mention = inside.get(n)
        if reading.standing[n] == DENIED or (mention in done and mention):
            continue
        if word.text in _LOOSE_PARTICLES:
            loose = word.text
            continue
        if mention and not _rest_is_content(reading, mention):
            done.add(mention)
            head = reading.word_at(mention.end - 1)  # 레이블이 없는 데이터: the noun decides, not the negation inside
            stems.append(Stem(terms.shapes(mention.term), mention.term, reading.negated[head]))
        elif not lexicon.NEGATION.search(word.text) or lexicon.FALSE_NEGATION.search(word.text):
            broken_off = n == len(reading.words) - 1 and bool(_NEGATED_TAIL.search(word.text))
            stems.append(Stem((loose + _stem(word.text),), "", reading.negated[n] or broken_off))
        loose = ""
    if not stems:
        stems = [Stem((word.text,), "", True) for word in reading.words if lexicon.NEGATION.search(word.text)]
    content = [stem for stem in stems if stem.shapes[0] not in lexicon.FUNCTION]
    governs = len(content) > 1 and any(role in ("object", "subject", "topic") for role in reading.roles[:-1])
    return Phrase(tuple(content or stems), any(stem.negated for stem in stems), text, governs)


def _rest_is_content(reading: Reading, mention: Mention) -> bool:
    """Is the term only part of a longer word (학습 in 재학습률)?"""
    last = reading.words[reading.word_at(mention.end - 1)]
    rest = last.text[mention.end - last.at :]
    return bool(rest) and rest[0] not in "은는이가을를의에와과도만로으하되한된할될함됨해시인임"


def _stem(text: str) -> str:
    bare = text if role(text)[0] in ("modifier", "", "only") or text.endswith("에만") else role(text)[1]
    if match := _SHORT_VERB.match(bare):
        return match[1]
    trimmed = _VERB_TAIL.sub("", bare)
    return trimmed if len(trimmed) >= 2 and not bare.isascii() else bare


class Finder:
    """Looks for phrases in one reading; remembers where each word stands, for rubrics ask for the same words often."""

    def __init__(self, reading: Reading, mentions: list[Mention], terms: Terms) -> None:
        self.reading = reading
        self.terms = terms
        self.mentions = mentions
        self._found: dict[str, list[tuple[int, int]]] = {}
        self._scope_of = _scopes(reading)

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
            if text[start] in "만도" and not latin:
                return True
            if not latin and (end - start < _SHORTEST_INNER or before in _INNER_BLOCK):
                return False
        last = self.reading.words[self.reading.word_at(end - 1)]
        rest = last.text[end - last.at :]
        cut = bool(rest) and rest[0].isascii() and text[end - 1].isascii()
        return not cut or (end - start >= _LATIN_BEGINNING and text[start:end].isalpha() and rest.isalpha())

    def _swallowed(self, place: tuple[int, int], term: str) -> bool:
        """Is the place inside the name of another, longer term that the phrase does not mean (학습 in 사전 학습)?"""
        start, end = place
        for mention in self.mentions:
            if mention.start >= end:
                return False
            if mention.start <= start and end <= mention.end:
                longer = (mention.start, mention.end) != place and mention.term != term
                trains = sense_of(self.reading.text[start:end])
                return longer and (mention.term in self._confused(term) or (trains is not None and trains[0] == "training"))
        return False

    def _confused(self, term: str) -> frozenset[str]:
        return self.terms.confused(term) if term else frozenset()

    def find(self, wanted: Phrase, either: bool = False) -> list[Hit]:
        """Clauses that affirm the phrase. `either`: its words may stand in a negated clause (the negation is said elsewhere)."""
        by_clause: list[dict[int, list[tuple[int, int]]]] = []
        for stem in wanted.stems:
            here: dict[int, list[tuple[int, int]]] = {}
            for place in self.places(stem):
                word = self.reading.word_at(place[1] - 1)
                if self._agrees(word, stem.negated, either or wanted.negated):
                    for clause in self._scope_of[self.reading.clause_of[word]]:
                        here.setdefault(clause, []).append(place)
            if not here:
                return []
            by_clause.append(here)
        shared = sorted(set(by_clause[0]).intersection(*by_clause[1:]))
        found = (self._nearest(clause, [here[clause] for here in by_clause], wanted.governs) for clause in shared)
        return [hit for hit in found if hit]

    def _nearest(self, clause: int, places: list[list[tuple[int, int]]], governs: bool) -> Hit | None:
        """The words of a phrase as close together as they stand in a clause."""
        for last in places[-1][:_TRIES]:
            spans = [last]
            for some in reversed(places[:-1]):
                before = [place for place in some[:_TRIES] if place[1] <= spans[0][0] and self._near(place, spans[0])]
                if not before:
                    break
                spans.insert(0, before[-1])
            if len(spans) == len(places) and not (governs and self._interrupted(tuple(spans))):
                return Hit(clause, tuple(spans))
        return None

    def _near(self, left: tuple[int, int], right: tuple[int, int]) -> bool:
        return self.reading.word_at(right[0]) - self.reading.word_at(left[1] - 1) <= _APART

    def _interrupted(self, spans: tuple[tuple[int, int], ...]) -> bool:
        """Is there an object of its own between the words, after the noun phrase of the first?"""
        words = sorted({self.reading.word_at(end - 1) for _, end in spans})
        first, last = words[0], words[-1]
        while first < last and self.reading.roles[first] == "":
            first += 1
        return any(self.reading.roles[n] == "object" and n not in words for n in range(first + 1, last))

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


class _Idea(NamedTuple):
    """Where one idea of an alternative is said: as it must be, and (clause only) whatever the clause's polarity."""

    strict: dict[int, Hit]
    loose: dict[int, Hit]
    negated: frozenset[int]  # clauses where a phrase with a negation of its own was found


def affirmed(finder: Finder, alternative: tuple[tuple[Phrase, ...], ...]) -> list[list[Hit]]:
    """The sentences in which all ideas of an alternative are affirmed; for each, one hit per idea."""
    turned = any(phrase.negated for idea in alternative for phrase in idea)
    ideas = []
    for idea in alternative:
        found = _idea(finder, idea, turned)
        if not found.strict and not found.loose:
            return []
        ideas.append(found)
    clauses = sorted(set().union(*(found.strict.keys() | found.loose.keys() for found in ideas)))
    whole = [hits for clause in clauses if (hits := _in_clause(ideas, clause))]
    if whole or turned or not _may_spread(alternative):
        return whole
    return _in_sentences(ideas, finder)


def _idea(finder: Finder, idea: tuple[Phrase, ...], turned: bool) -> _Idea:
    strict: dict[int, Hit] = {}
    loose: dict[int, Hit] = {}
    negated: set[int] = set()
    for phrase in idea:
        for hit in finder.find(phrase):
            strict.setdefault(hit.clause, hit)
            if phrase.negated:
                negated.add(hit.clause)
        if turned and not phrase.negated:
            for hit in finder.find(phrase, either=True):
                loose.setdefault(hit.clause, hit)
    return _Idea(strict, loose, frozenset(negated))


def _in_clause(ideas: list[_Idea], clause: int) -> list[Hit]:
    """All ideas in one clause. Nouns may stand under a negation that one of the ideas itself says."""
    turned = any(clause in idea.negated for idea in ideas)
    hits = [idea.strict.get(clause) or (idea.loose.get(clause) if turned else None) for idea in ideas]
    return [hit for hit in hits if hit] if all(hits) else []


def _may_spread(alternative: tuple[tuple[Phrase, ...], ...]) -> bool:
    """May the ideas stand in different clauses of a sentence? Not a pair of which one takes a side (고정 and what is)."""
    sided = any(sense_of(stem.shapes[0]) for idea in alternative for phrase in idea for stem in phrase.stems)
    return not (sided and len(alternative) == 2)


def _in_sentences(ideas: list[_Idea], finder: Finder) -> list[list[Hit]]:
    sentence_of = [clause.sentence for clause in finder.reading.clauses]
    by_sentence = [{sentence_of[clause]: hit for clause, hit in idea.strict.items()} for idea in ideas]
    shared = set(by_sentence[0]).intersection(*by_sentence[1:])
    return [[here[sentence] for here in by_sentence] for sentence in sorted(shared)]
