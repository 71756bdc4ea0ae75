"""The answers of a learner to items that an assignment withholds, and what a page lets out of their keys. Asserts
nothing."""

from __future__ import annotations

import re
from html import unescape

OX, NEAR, CHOICE = "mini-ox-02", "mini-ox-01", "mini-choice-01"
ANSWERS: dict[str, str | list[str]] = {
    NEAR: "X",  # a near miss, which would have a hint
    OX: "X",
    CHOICE: ["b"],
    "mini-choice-02": ["b", "c"],
    "mini-number-01": "7",
    "mini-essay-01": "가중치를 고정하고 어댑터만 학습합니다.",
}
SECRETS = re.compile(r"비밀|무엇이 새로 들어갔는지|예전 정답표의 주장|바로잡은 주장|모범 답안")
VERDICTS = re.compile(
    r'data-state="(correct|partial|incorrect|near)"|맞았습니다|일부 맞|정답이 아닙니다|다시 생각해|채점 과정'
)


def tells(text: str) -> list[str]:
    plain = unescape(re.sub(r"</?(mark|b)[^>]*>", "", text))
    return [found[0] for found in (*SECRETS.finditer(plain), *VERDICTS.finditer(plain))]
