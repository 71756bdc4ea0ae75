"""What a prompt asks: its terms, its subject, the verb put to the blank, and the words around a blank. Knows no key."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.bank import lexicon
from app.bank.clauses import Clause
from app.bank.normalising import fold, units
from app.bank.particles import bare_forms, role
from app.bank.polarity import AFFIRMED
from app.bank.reading import Reading
from app.bank.senses import Sense, taken
from app.bank.terms import Terms

BLANK = "____"
_HERE = "빈칸자리"
_ASKS = re.compile(r"^(?:무엇|어떤|어느|무슨|뭐|뭘|누구|어디|왜|어떻게|몇|빈칸자리)")
_ACTIONS = frozenset({"training", "presence", "amount"})  # opposites that are done to something
_CONTENT = re.compile(r"(?:할|한|하지|되지|될)$")  # the verb that is negated, before 수 없다 or 않다
_FAR = 6  # words after the question word within which its verb stands


class Asked(NamedTuple):
    """A prompt understood."""

    terms: frozenset[str]
    subjects: frozenset[str]
    asked: frozenset[Sense]
    senses: frozenset[Sense]
    negated: frozenset[str]  # the words that the prompt negates around the blank
    lead: str  # the term that is named first
    foils: frozenset[str]  # terms that the prompt only compares with or sets aside


class Echo(NamedTuple):
    """What may stand before and after the filling when a learner repeats words of the prompt (squeezed)."""

    before: frozenset[str]
    after: frozenset[str]


def question(prompt: str, terms: Terms, blank: int | None) -> Asked:
    reading = Reading(_marked(prompt, blank))
    mentions = terms.find(reading.text, reading.words)
    subjects, foils = set(), set()
    for mention in mentions:
        last = reading.word_at(mention.end - 1)
        if reading.standing[last] != AFFIRMED:
            foils.add(mention.term)
        if not _generic(terms, mention.term) and phrase_role(reading, last) in ("topic", "subject"):
            subjects.add(mention.term)
    senses = {sense for clause in reading.clauses for sense in taken(reading, clause, affirmed=False)}
    return Asked(
        terms=frozenset(mention.term for mention in mentions),
        subjects=frozenset(subjects),
        asked=frozenset(_asked(reading)),
        senses=frozenset(senses),
        lead=next((mention.term for mention in mentions if not _generic(terms, mention.term)), ""),
        negated=_negated(reading),
        foils=frozenset(foils - subjects),
    )


def _generic(terms: Terms, term: str) -> bool:
    return any(shape in lexicon.GENERIC for shape in terms.shapes(term))


def _negated(reading: Reading) -> frozenset[str]:
    here = [n for n, word in enumerate(reading.words) if word.text.startswith(_HERE) and reading.negated[n]]
    clauses = [reading.clauses[reading.clause_of[n]] for n in here]
    words = (reading.words[n].text for clause in clauses for n in range(clause.start, clause.end))
    return frozenset(word for word in words if len(word) > 1 and not word.startswith(_HERE) and _CONTENT.search(word))


def _marked(prompt: str, blank: int | None) -> str:
    pieces = prompt.split(BLANK)
    if blank is None or len(pieces) < 2:
        return prompt
    at = min(blank, len(pieces) - 2)
    return "…".join(pieces[: at + 1]) + _HERE + "…".join(pieces[at + 1 :])


def _asked(reading: Reading) -> set[Sense]:
    for n, word in enumerate(reading.words):
        if _ASKS.match(word.text):
            clause = reading.clauses[reading.clause_of[n]]
            ahead = Clause(n, min(clause.end, n + _FAR), clause.sentence)
            found = {sense for sense in taken(reading, ahead) if sense[0] in _ACTIONS}
            return found or {sense for sense in taken(reading, clause) if sense[0] in _ACTIONS}
    return set()


def phrase_role(reading: Reading, word: int) -> str:
    """The role of the noun phrase that a word belongs to: that of its last word (이산 프롬프트 쪽이)."""
    clause = reading.clauses[reading.clause_of[word]]
    while word + 1 < clause.end and reading.roles[word] == "" and _light(reading.words[word + 1].text):
        word += 1
    return reading.roles[word]


def _light(text: str) -> bool:
    bare = role(text)[1]
    return bare in lexicon.GENERIC or bare in lexicon.LIGHT


def echo(prompt: str, blank: int | None) -> Echo:
    pieces = prompt.split(BLANK)
    if blank is None or len(pieces) < blank + 2:
        return Echo(frozenset(), frozenset())
    before = [word.text for word in units(fold(pieces[blank]).text)]
    after = [word.text for word in units(fold(pieces[blank + 1]).text)]
    left = {"".join(before[n:]) for n in range(len(before))}
    right: set[str] = set()
    for n in range(1, len(after) + 1):
        start = "".join(after[: n - 1])
        right.update(start + bare for bare in bare_forms(after[n - 1])[:4])
    return Echo(frozenset(left), frozenset(right))
