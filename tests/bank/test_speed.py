"""No answer of 10,000 characters is slow. bench/grading.py measures how slow; this catches what grows out of bounds."""

from __future__ import annotations

import time

import pytest

from app.bank.question import Question
from tests.bank.cast import ADAPTER, COMPARE, LIMITS, STABLE, grade

LIMIT = 0.25
"""Seconds of processor time, the least of ATTEMPTS: a neighbour on the machine only adds. The worst of these took 42 ms
on a busy machine; what the test is for, work that grows with the square of the length, would take seconds."""
ATTEMPTS = 3
PIECES = [
    "은는이가",
    "입니다",
    "(((가)))",
    "ㄱㅏ",
    "\u1112\u1161\u11ab",
    "a\u0301",
    "어댑터 고정 학습 ",
    "학습하고 ",
    "어댑터가 아니라 ",
    "그게 아니고 ",
    "않 ",
    "가,",
    "1,000",
    "사전 학",
    "모든 파라미터를 갱신한다. ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_a_hostile_answer_is_graded_at_once(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    for question in (ADAPTER, STABLE, LIMITS, COMPARE):
        grade(question, "가")
        assert min(seconds(question, text) for _ in range(ATTEMPTS)) < LIMIT


def seconds(question: Question, text: str) -> float:
    start = time.process_time()
    grade(question, text)
    return time.process_time() - start
