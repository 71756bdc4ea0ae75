"""Telegraphic notes (바꾼 점: 다음 문장 예측 삭제, 배치 크기 증가): what their items say, under a head or alone.

Knows readings, no rubric.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from app.bank.clauses import Clause
from app.bank.reading import Reading

_LONGEST_HEAD = 4  # words
_LONGEST_ITEM = 6  # words; a longer run of nouns is a bag of words
_SAYING = 0.5  # share of the items without a head that must say something
_BAG = re.compile(r"^(?:핵심어|키워드|용어|개념|단어|keyword)")
_CUT = re.compile(r"[,;:+|=→⇒≈\n]| / | - |--|—")
_HEAD = re.compile(r"^\)?\s*[:=→⇒]")
_NUMBERED = re.compile(r"^[).]")
_DONE = re.compile(  # nouns that say what is done or how it is; 학습, 조정, 예측 are names of the field as often
    r"(?:삭제|제거|증가|감소|고정|동결|공유|추가|변경|교체|갱신|업데이트|분해|확대|축소|결합|병합|저장|복원|대체|유지|생략|도입|압축|상승"
    r"|하락|향상|개선|재사용|재활용|절감|절약|삽입|생성|사용|가능|불가능|불필요|필요|동일|비슷|그대로|용이|불일치|균등|수준|freeze|train)$"
    r"|^\d+(?:[.~]\d+)*(?:[가-힣]{1,2}|%|k|gb|mb)?$|[가-힣](?<!크)(?<!초)기$"
)
_NOMINAL = re.compile(r"(?:[함됨임킴짐춤꿈남줌큼씀뺌둠침힘음움]|[늘올내얼버걸풀떨느]림|[생넘남]김)$")
_NO_VERB = re.compile(r"(?:다음|처음|마음|게임|프레임|타임|도움)$")


class _Item(NamedTuple):
    """Words [start, end) between two signs, and the word that ends the head they stand under (-1: none)."""

    start: int
    end: int
    head: int


def head_ends(reading: Reading, word: int) -> bool:
    """Does a colon or its like follow the word (ELMo: ...)?"""
    return word + 1 < len(reading.words) and bool(_HEAD.match(reading.words[word + 1].gap))


def noted(reading: Reading, clause: Clause) -> bool:
    """Is a clause part of a note, with a sign between its words, rather than of a sentence?"""
    return any(_CUT.search(reading.words[n].gap) for n in range(clause.start + 1, clause.end))


def said(reading: Reading, sentence: int, named: Collection[int]) -> tuple[set[int], set[int]]:
    """The words of a note's items that say something, and the words of their heads; none where it is no such note.

    An item says something of a head that is among the words `named` (GPT-1: 디코더), under another head by two words or
    more, and alone by what is done in it (배치 크기 증가); so most of those must. A list of names says nothing.
    """
    clauses = [clause for clause in reading.clauses if clause.sentence == sentence]
    start, end = clauses[0].start, clauses[-1].end
    items = _items(reading, start, end)
    saying = [item for item in items if _says(reading, item, named)]
    alone = sum(item.head < 0 for item in items)
    few = sum(item.head < 0 for item in saying) < _SAYING * alone or len(items) == alone == 1
    if few or _BAG.match(reading.words[start].text):
        return set(), set()
    words = {n for item in saying for n in range(item.start, item.end)}
    return words, {n for item in saying for n in range(max(start, item.head + 1 - _LONGEST_HEAD), item.head + 1)}


def _says(reading: Reading, item: _Item, named: Collection[int]) -> bool:
    size = item.end - item.start
    if item.head in named:
        return size <= _LONGEST_ITEM
    last = reading.words[item.end - 1].text
    done = bool(_DONE.search(last) or (_NOMINAL.search(last) and not _NO_VERB.search(last)))
    bound = any(reading.roles[n] for n in range(item.start, item.end))
    glossed = any("(" in reading.words[n].gap for n in range(item.start + 2, item.end))
    if size > _LONGEST_ITEM:
        return False
    return size > 1 and (item.head >= 0 or done or bound or glossed)


def _items(reading: Reading, start: int, end: int) -> list[_Item]:
    """The runs of words between signs; the number of a point (1), 2.) is no word of it."""
    words = reading.words
    cuts = [start]
    for n in range(start + 1, end):
        if _CUT.search(words[n].gap) or _numbers(reading, n, end) or _numbers(reading, n - 1, end):
            cuts.append(n)
    found: list[_Item] = []
    head = -1
    for low, high in zip(cuts, [*cuts[1:], end], strict=True):
        if _numbers(reading, low, end) and high == low + 1:
            continue
        if high < end and high - low <= _LONGEST_HEAD and head_ends(reading, high - 1):
            head = high - 1
            continue
        found.append(_Item(low, high, head))
    return found


def _numbers(reading: Reading, n: int, end: int) -> bool:
    words = reading.words
    return words[n].text.isdigit() and n + 1 < end and bool(_NUMBERED.match(words[n + 1].gap))
