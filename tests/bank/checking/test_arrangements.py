"""Pairs and orders that give themselves away: the place is exact, and the message says what to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bank import checking
from app.bank.loading import read
from tests.bank.sample import MATCH, ORDER, write

Edits = tuple[tuple[str, str], ...]
FIRST_BY_NAME = (("to: q", "to: D"), ("to: d", "to: q"), ("to: D", "to: d"))
NAMES_IN_ORDER = (("key: t", "key: b"), ("key: a", "key: t"), ("[t, p, c, a]", "[b, p, c, t]"))
TEN = (("steps:\n", "steps:\n" + "".join(f"  - {{key: x{n}, text: 가{n}, why: 나}}\n" for n in range(9))),)

# code, what to mend, the item, what an author did to it, where the problem stands
MISTAKES: list[tuple[str, str, str, Edits, str]] = [
    ("wrong-value", "없는 이름입니다", MATCH, (("to: d", "to: z"),), "z, why: 편향만"),
    ("wrong-value", "reuse: true", MATCH, (("to: d", "to: q"),), "q, why: 편향만"),
    ("wrong-value", "서로 다르게", MATCH, (("key: h", "key: d"),), "d, text: 입력에"),
    ("wrong-value", "3개를", MATCH, (("[q, v, h]", "[q, v]"),), "[q, v]"),
    ("wrong-value", "지워 주세요", MATCH, (("near_misses", "check: a.b\n  near_misses"),), "a.b"),
    ("wrong-form", "한두 자로", MATCH, (("to: d", "to: bias"),), "bias"),
    ("wrong-form", "한두 자로", ORDER, (("key: t", "key: loss"),), "loss"),
    ("too-many", "9개까지", ORDER, TEN, "- {key: x0"),
    ("missing-field", "‘why’", ORDER, ((", why: 견줄 값이 있어야 합니다.", ""),), "{key: t"),
    ("near-miss-accepted", "틀린 답", ORDER, (("[t, p, c, a]", "[t, c, p, a]"),), "id: demo-order-01"),
    ("key-tells", "맞는 짝 ‘d’", MATCH, FIRST_BY_NAME, "d, why: 두 행렬"),
    ("key-tells", "서로 바꾸어", ORDER, NAMES_IN_ORDER, "b, text"),
    ("pair-tells", "다른 말로", MATCH, (("저랭크 행렬}", "로라의 두 행렬}"),), "LoRA, to"),
    ("option-why", "왜 맞지 않는지", MATCH, ((", why: 아무도 학습하지 않습니다.", ""),), "{key: v"),
    ("option-twice", "거의 같은", MATCH, (("입력에 붙인 벡터", "저랭크행렬."),), "저랭크행렬."),
    ("option-twice", "거의 같은", ORDER, (("기울기를 지운다", "기울기를  구한다"),), "기울기를 구한다"),
    ("step-tells", "‘마지막’이", ORDER, (("기울기를 지운다", "마지막으로 기울기를 지운다"),), "마지막"),
]


@pytest.mark.parametrize(("code", "mend", "item", "edits", "at"), MISTAKES, ids=[f"{m[0]}: {m[1]}" for m in MISTAKES])
def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, code: str, mend: str, item: str, edits: Edits, at: str
) -> None:
    for old, new in edits:
        assert old in item
        item = item.replace(old, new, 1)
    found = [each for each in checking.check(read(write(tmp_path, item))) if each.code == code]
    places = [(each.line, each.column) for each in found if mend in each.message]
    text = (tmp_path / "demo" / "quiz.yaml").read_text(encoding="utf-8")
    start = text.index(at)
    assert (text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)) in places


def test_an_order_of_names_that_is_no_better_than_chance_is_let_be(tmp_path: Path) -> None:
    assert checking.check(read(write(tmp_path, MATCH, ORDER))) == []
