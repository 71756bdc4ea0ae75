"""Telegraphic notes (바꾼 점: 다음 문장 예측 삭제, 배치 크기 증가): what stands under a head, item by item.

Knows clauses, no rubric.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from app.bank.clauses import Clause
from app.bank.reading import Reading

_LONGEST_HEAD = 4  # words
_LONGEST_ITEM = 5  # words; a longer run of nouns is a bag of words
_BAG = re.compile(r"^(?:핵심어|키워드|용어|개념|단어|keyword)")
_DONE = re.compile(  # nouns that say what is done; 학습, 조정, 예측 are names of the field as often
    r"(?:삭제|제거|증가|감소|고정|동결|공유|추가|변경|교체|갱신|업데이트|분해|확대|축소|결합|병합|저장|복원|대체|유지|생략|도입|압축|상승"
    r"|하락|향상|개선|재사용)$|^\d+(?:\.\d+)?(?:배|%)$"
)


def head_ends(reading: Reading, word: int) -> bool:
    """Does a colon follow the word (ELMo: ...)?"""
    return word + 1 < len(reading.words) and ":" in reading.words[word + 1].gap


def claims(reading: Reading, clause: Clause, named: Collection[int], words: Collection[int]) -> bool:
    """Do `words` stand in the head and one item of a note that says something?

    An item says something of a head that is among the words `named` (GPT-1: 디코더), or by what is done in it (배치
    크기 증가); a list of names under any other head says nothing.
    """
    head = next((n for n in range(clause.start, clause.end - 1) if head_ends(reading, n)), clause.end)
    if head - clause.start >= _LONGEST_HEAD or _BAG.match(reading.words[clause.start].text):
        return False
    under = {n for n in words if n > head}
    item = next((item for item in _items(reading, head + 1, clause.end) if under and under <= set(item)), range(0))
    does = len(item) > 1 and bool(_DONE.search(reading.words[item[-1]].text))
    return 0 < len(item) <= _LONGEST_ITEM and (head in named or does)


def _items(reading: Reading, start: int, end: int) -> list[range]:
    cuts = [start, *(n for n in range(start + 1, end) if set(reading.words[n].gap) & set(",/·")), end]
    return [range(low, high) for low, high in pairwise(cuts)]
