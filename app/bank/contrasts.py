"""What an answer sets aside by contrast (A가 아니라, A 말고, rather than A), compares with, or takes away (없앴다)."""

from __future__ import annotations

from app.bank import lexicon
from app.bank.markers import denies_a_clause, marker
from app.bank.polarity import DENIED, LACKING, Polarity

_MADE = frozenset({"된", "만든", "이루어진", "쓴", "적은", "나온", "넣은", "들어간", "있는", "붙인", "붙는"})
_WITHIN_PHRASE = frozenset({"", "of", "and", "or", "modifier"})


def deny_left(answer: Polarity, i: int, floor: int, own: bool, strength: int) -> None:
    """Deny the noun phrase before word i (with `own`, the part of word i before the marker belongs to it)."""
    answer.standing[i] = strength
    _deny_up_to(answer, i if own else i - 1, i, floor, own, strength)


def take_away(answer: Polarity, i: int, floor: int) -> None:
    """NSP를 완전히 없앤다: the object is lacking from here on; the rest of the clause is not denied."""
    answer.standing[i] = LACKING
    objects = (n for n in range(i - 1, floor - 1, -1) if answer.roles[n] in ("object", "too", "only"))
    _deny_up_to(answer, next(objects, i - 1), i, floor, False, LACKING)


def _deny_up_to(answer: Polarity, last: int, i: int, floor: int, own: bool, strength: int) -> None:
    words, roles = answer.words, answer.roles
    if last < floor:
        return
    first = last
    if words[last].text in lexicon.PRONOUNS:
        opens = floor == answer.clauses[answer.clause_of[i]].start  # what an earlier contrast denied is done with
        first = _said_before(answer, i) if opens else floor
    elif denies_a_clause(words[last].text) or (not own and roles[last] == "modifier"):
        first = after_topic(roles, floor, last)
    else:
        while first > floor and _within(answer, first - 1) and not marker(words[first - 1].text)[0]:
            first -= 1
    whole = not own and strength == DENIED and denies_a_clause(words[last].text)
    if whole:
        answer.refuted.add(i)
    for j in range(first, last + 1):
        answer.standing[j] = strength
        if whole and not answer.negated[j]:
            answer.refuted.add(j)  # 저장된 것이 아니라: set aside, and not stored


def _within(answer: Polarity, n: int) -> bool:
    """Is a word part of the noun phrase that goes on after it: 이산 단어로 된 프롬프트?"""
    made = answer.roles[n] == "place" and answer.words[n + 1].text in _MADE
    return made or answer.roles[n] in _WITHIN_PHRASE


def _said_before(answer: Polarity, i: int) -> int:
    """What "그게" points to: the clause before, in the same sentence."""
    here = answer.clause_of[i]
    sentence = answer.clauses[here].sentence
    return next(clause.start for clause in answer.clauses[max(0, here - 2) :] if clause.sentence == sentence)


def deny_right(answer: Polarity, i: int, end: int) -> int:
    """English "not A but B", "B, not A", "B rather than A": what follows is denied, up to a turn or a comma."""
    answer.standing[i] = DENIED
    j = i + 1
    while (
        j < end and answer.words[j].text not in lexicon.ENGLISH_TURN and not (j > i + 1 and "," in answer.words[j].gap)
    ):
        answer.standing[j] = DENIED
        j += 1
    return j - 1


def after_topic(roles: list[str], start: int, end: int) -> int:
    """A relative clause does not hold the sentence's topic: 어댑터는 [학습하지 않는] 가중치를."""
    for i in range(end - 1, start - 1, -1):
        if roles[i] == "topic":
            return i + 1
    return start
