from __future__ import annotations

import pytest

from app.bank.reading import Reading
from app.bank.senses import taken


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("몇 단어만 바꾼다", {("quantity", 1), ("training", 1)}),
        ("몇 단어든 넘긴다", set()),
        ("몇 개인지 센다", set()),
        ("가중치를 그대로 둔다", {("training", -1)}),
        ("글에 그대로 나온다", set()),
        ("문제가 그대로 들어 있다", set()),
        ("답을 그대로 기억해 낸다", set()),
        ("작업을 줄곧 크롤링한 글로 한다", set()),
        ("길이가 늘 정해져 있다", set()),
        ("비용을 줄인 것 같다", {("amount", -1)}),
        ("작은 것과 같다", {("size", -1), ("sameness", 1)}),
    ],
)
def test_a_clause_takes_a_side_only_where_its_words_mean_one(text: str, sides: set[tuple[str, int]]) -> None:
    reading = Reading(text)
    assert taken(reading, reading.clauses[0]) == sides
