"""Do the words of a phrase, where an answer has them, belong together? Knows no key and no clause."""

from __future__ import annotations

from itertools import pairwise

from app.bank.particles import case_of
from app.bank.phrases import Phrase
from app.bank.reading import Reading

_APART = 4  # words between two words of one phrase

Place = tuple[int, int]


def together(reading: Reading, spans: list[Place], wanted: Phrase) -> bool:
    """Is nothing between the words, or in their particles, that parts them?"""
    if _parted(reading, spans) or _miscast(reading, spans, wanted):
        return False
    return not (wanted.governs and _interrupted(reading, spans))


def near(reading: Reading, left: Place, right: Place, wanted: Phrase) -> bool:
    """Close together, and not the first term of a sum with what comes behind it: no W0를 BA in W0 + BA."""
    first, last = reading.word_at(left[1] - 1), reading.word_at(right[0])
    summed = first < last and "+" in reading.words[first + 1].gap and "+" not in wanted.shown
    return last - first <= _APART and not (summed and reading.words[first].text[-1].isascii())


def _parted(reading: Reading, spans: list[Place]) -> bool:
    """학습한 게 아니라 모델에: is a word of what is not so followed by one of what is?"""
    if not reading.refuted:
        return False
    not_so = [reading.word_at(end - 1) in reading.refuted for _, end in spans]
    return any(before and not after for before, after in pairwise(not_so))


def _miscast(reading: Reading, spans: list[Place], wanted: Phrase) -> bool:
    """가중치를 저장 for 가중치에 저장, right before the verb, or anywhere 책이 글에 들 for 책에 글이 들?"""
    for stem, (left, right) in zip(wanted.stems, pairwise(spans), strict=False):
        word = reading.word_at(left[1] - 1)
        while reading.roles[word] == "" and word + 1 < reading.word_at(right[0]):
            word += 1  # 모델 파라미터에 저장: the last noun tells
        case = stem.case and case_of(reading.words[word].text, reading.roles[word])
        if {case, stem.case} == {"place", "subject"}:
            return True
        if {case, stem.case} == {"place", "object"} and reading.word_at(right[0]) == word + 1:
            return True
    return False


def _interrupted(reading: Reading, spans: list[Place]) -> bool:
    """Is there an object of its own between the words, after the noun phrase of the first?"""
    words = sorted({reading.word_at(end - 1) for _, end in spans})
    first, last = words[0], words[-1]
    while first < last and reading.roles[first] == "":
        first += 1
    return any(reading.roles[n] == "object" and n not in words for n in range(first + 1, last))
