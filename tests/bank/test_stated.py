"""Which of several numbers in an answer is the one that is claimed."""

from __future__ import annotations

import pytest

from app.bank.quantities import read
from app.bank.question import FormatError

STATED: list[tuple[str, float]] = [
    ("748 (749부터는 나누기 전보다 많다)", 748),
    ("748(749 이상이면 늘어난다)", 748),
    ("22개 (12+7+3)", 22),
    ("22 (= 12 + 7 + 3)", 22),
    ("12+7=19에 3을 더해 22", 22),
    ("12+7=19에 3을 더해 22개입니다.", 22),
    ("12와 7과 3을 더하면 22입니다", 22),
    ("17.4이므로 17", 17),
    ("17.4를 내림해서 17", 17),
    ("29.6이니까 답은 29개", 29),
    ("40개를 넣으면 창을 넘으므로 39개", 39),
    ("24를 3으로 나눈 8개", 8),
    ("문장이 12개와 7개, 특수 토큰이 3개라서 모두 22개", 22),
    ("12 + 7 + 3 → 22", 22),
    ("1000개의 15%인 150개에 0.8을 곱하면 120개가 됩니다", 120),
    ("사", 4),
    ("이", 2),
    ("십", 10),
    ("네번", 4),
    ("네번입니다", 4),
    ("열두 번", 12),
    ("약 9만 개", 90_000),
    ("20개까지", 20),
    ("약 6.1K개가 아니라 정확히 6144개", 6144),
    ("5dr이라 15360개", 15360),
    ("5의 배수 중 가장 가까운 35", 35),
    ("4분의 8", 2),
    ("사분의 팔", 2),
    ("1만 5360개", 15_360),
    ("200의 30 %, 60", 60),
    ("128 × 2 = 256칸이라 256개", 256),
]
UNSETTLED = [
    "17 (16)",
    "17 (또는 16)",
    "17 (16일 수도 있음)",
    "2(3+4)",
    "12와 7",
    "12개와 7개입니다",
    "12에 7을 더한다",
    "12 더하기 7",
    "12에 3을 곱해 2로 나눈다",
    "17 또는 18이므로 17",
    "17, 아니면 더해서 22",
    "답은 17이고 다른 답은 22",
    "3을 더하면 22가 아니다",
    "17.4이므로 17 이하",
    "12 + 7",
    "GPT-2는 12288",
    "만",
    "만.",
    "네",
    "한",
    "두번째",
    "네번째",
    "30%, 40개",
    "3, 40개",
]


@pytest.mark.parametrize(("typed", "value"), STATED)
def test_a_plain_result_is_read_and_the_way_to_it_set_aside(typed: str, value: float) -> None:
    assert read(typed, "번" if "번" in typed else "개").value == value


@pytest.mark.parametrize("typed", UNSETTLED)
def test_two_numbers_without_a_plain_result_are_asked_for_again(typed: str) -> None:
    with pytest.raises(FormatError, match="예: 3,500"):
        read(typed, "번" if "번" in typed else "개")
