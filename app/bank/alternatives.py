"""Does an answer say all ideas of an alternative of `says`, together and with the right polarity? Knows no
question kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from app.bank.finding import Finder, Hit
from app.bank.phrases import Phrase
from app.bank.senses import sense_of

Alternative = tuple[tuple[Phrase, ...], ...]


class _Idea(NamedTuple):
    """The clauses in which an idea may be said: as it must be, whatever the polarity, by a phrase that is a
    negation.
    """

    phrases: tuple[Phrase, ...]
    strict: set[int]
    loose: set[int]
    negated: set[int]


def affirmed(finder: Finder, alternative: Alternative) -> Iterator[list[Hit]]:
    """One hit per idea for every clause that says all of them, else for every sentence if they may be spread."""
    if not _possible(finder.reading.text, alternative):
        return
    turned = any(phrase.negated for idea in alternative for phrase in idea)
    ideas = []
    for phrases in alternative:
        idea = _idea(finder, phrases, turned)
        if not idea.strict and not idea.loose:
            return
        ideas.append(idea)
    shared = set.intersection(*(idea.strict | idea.loose for idea in ideas))
    whole = False
    for clause in sorted(shared):
        if hits := _in_clause(finder, ideas, clause):
            whole = True
            yield hits
    if not (whole or turned) and _may_spread(alternative):
        yield from _in_sentences(finder, ideas)


def _possible(text: str, alternative: Alternative) -> bool:
    """Are there letters of every idea? Most of a key's wordings are not in an answer, so this is a plain loop."""
    for idea in alternative:
        for phrase in idea:
            for stem in phrase.stems:
                for shape in stem.shapes:
                    if shape in text:
                        break
                else:
                    break
            else:
                break
        else:
            return False
    return True


def _idea(finder: Finder, phrases: tuple[Phrase, ...], turned: bool) -> _Idea:
    strict: set[int] = set()
    loose: set[int] = set()
    negated: set[int] = set()
    for phrase in phrases:
        here = finder.clauses(phrase)
        strict |= here
        if phrase.negated:
            negated |= here
        elif turned:
            loose |= finder.clauses(phrase, either=True)
    return _Idea(phrases, strict, loose, negated)


def _in_clause(finder: Finder, ideas: list[_Idea], clause: int) -> list[Hit]:
    """All ideas in one clause. Nouns may stand under a negation that one of the ideas itself says."""
    turned = any(clause in idea.negated for idea in ideas)
    hits: list[Hit] = []
    for idea in ideas:
        hit = _first(finder, idea, clause, turned)
        if hit is None:
            return []
        hits.append(hit)
    if turned and not _under_one_negation(finder, hits, [clause in idea.negated for idea in ideas]):
        return []
    lacking = [_says_without(finder, hit) for hit in hits if finder.lacks(hit)]
    return [] if lacking and all(lacking) else hits


def _under_one_negation(finder: Finder, hits: list[Hit], negating: list[bool]) -> bool:
    """안 써도 오르지 않는다: the negation of the one verb is not that of the other."""
    reading = finder.reading
    heads = [reading.word_at(hit.spans[-1][1] - 1) for hit in hits]
    scopes = {reading.scope[head] for head, negates in zip(heads, negating, strict=True) if negates}
    return all(reading.scope[head] in scopes for head in heads if reading.negated[head])


def _says_without(finder: Finder, hit: Hit) -> bool:
    """Is the hit no more than the word 없이? Then another idea must be what is lacking (사람 없이 레이블로)."""
    return finder.reading.text.startswith("없", hit.spans[0][0])


def _first(finder: Finder, idea: _Idea, clause: int, turned: bool) -> Hit | None:
    """Where an idea is said; under a negation rather as what is lacking (레이블 없이) than anywhere else."""
    strict = (finder.hit(phrase, clause) for phrase in idea.phrases)
    if not turned:
        return next(filter(None, strict), None)
    loose = (finder.hit(phrase, clause, either=True) for phrase in idea.phrases if not phrase.negated)
    if not finder.any_lacks:
        return next(filter(None, chain(strict, loose)), None)
    found = list(filter(None, chain(strict, loose)))
    return next(filter(finder.lacks, found), next(iter(found), None))


def _may_spread(alternative: Alternative) -> bool:
    """May the ideas stand in different clauses of a sentence? Not a pair of which one takes a side (고정 and
    what is).
    """
    sided = any(sense_of(stem.shapes[0]) for idea in alternative for phrase in idea for stem in phrase.stems)
    return not (sided and len(alternative) == 2)


def _in_sentences(finder: Finder, ideas: list[_Idea]) -> Iterator[list[Hit]]:
    sentence_of = [clause.sentence for clause in finder.reading.clauses]
    shared = set.intersection(*({sentence_of[clause] for clause in idea.strict} for idea in ideas))
    by_sentence = [{sentence_of[clause]: clause for clause in sorted(idea.strict)} for idea in ideas]
    for sentence in sorted(shared):
        hits = [
            _first(finder, idea, here[sentence], turned=False) for idea, here in zip(ideas, by_sentence, strict=True)
        ]
        if all(hits):
            yield [hit for hit in hits if hit]
