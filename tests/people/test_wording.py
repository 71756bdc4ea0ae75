"""What the log tells of a change, in words."""

from __future__ import annotations

from typing import Any

import pytest

from app.people.wording import told

TERMS = {"title": "첫 과제", "closes": "2026-11-30T14:59:00+00:00", "keys": "each"}


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ({}, ""),
        ({"role": "instructor"}, "역할 강사"),
        ({"before": "learner", "after": "instructor"}, "학습자 → 강사"),
        ({"number": 3, "before": "화요반"}, "앞의 것 화요반 · 번호 3"),
        ({"answers": 2, "score": 0.5}, "답의 수 2 · 점수 0.5"),
        ({"files": ["a.yaml", "b.yaml"], "reason": "오타"}, "파일 a.yaml, b.yaml · 까닭 오타"),
        ({"policy": "full", "judged": None}, "방침 답한 사람 모두 맞음"),
        ({"before": TERMS, "after": TERMS | {"keys": "closed"}}, "정답 공개 답할 때마다 → 마감될 때까지 숨김"),
        (
            {"before": TERMS, "after": TERMS | {"closes": "2026-12-01T14:59:00+00:00"}},
            "마감 2026-11-30 23:59 → 2026-12-01 23:59",
        ),
        ({"unheard": "<b>"}, "unheard <b>"),
    ],
)
def test_a_detail_is_told_in_words_and_of_a_change_what_differs(detail: dict[str, Any], words: str) -> None:
    assert told(detail) == words
