from __future__ import annotations

from pathlib import Path

import pytest

from app.bank import benchmark
from app.bank.benchmark import Row
from app.bank.question import Question
from app.bank.terms import Terms
from tests.bank.cast import ADAPTER, COMPARE, QUERY_VALUE, TERMS


class Bank:
    items: dict[str, Question] = {q.id: q for q in (ADAPTER, COMPARE, QUERY_VALUE)}  # noqa: RUF012 - never changed
    terms: Terms = TERMS


ROWS = [
    Row(ADAPTER.id, "correct", "어댑터"),
    Row(ADAPTER.id, "correct", "층 사이의 그것"),
    Row(ADAPTER.id, "incorrect", "레이어 정규화"),
    Row(ADAPTER.id, "incorrect", "…"),
    Row(ADAPTER.id, "incorrect", "어댑터 모듈"),
    Row(QUERY_VALUE.id, "partial", "쿼리 | 키"),
    Row(COMPARE.id, "incorrect", "모르겠습니다"),
    Row("no-such-99", "correct", "가"),
]


def test_figures_count_agreement_misses_and_essays_apart() -> None:
    figures = benchmark.measure(Bank(), ROWS)
    assert (figures.total, figures.essays, figures.essays_agreed) == (7, 1, 1)
    assert [miss.response for miss in figures.missed_positives] == ["층 사이의 그것", "가"]
    assert [miss.response for miss in figures.missed_negatives] == ["어댑터 모듈"]
    assert figures.agreement == pytest.approx(4 / 7)
    assert figures.wrong_accepted == pytest.approx(1 / 3)


def test_a_report_without_rows_shows_figures_only() -> None:
    figures = benchmark.measure(Bank(), ROWS)
    assert figures.report()["missed_negatives"][0]["response"] == "어댑터 모듈"
    hidden = figures.report(rows=False)
    assert hidden["missed_negatives"] == 1
    assert "어댑터" not in str(hidden)


def test_a_file_is_read_and_its_mistakes_are_named(tmp_path: Path) -> None:
    path = tmp_path / "responses.csv"
    path.write_text('item,mark,response\na-b-01,correct,"가, 나"\n', encoding="utf-8")
    assert benchmark.read(path) == [Row("a-b-01", "correct", "가, 나")]
    path.write_text("item,mark,response\na-b-01,right,가\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"responses\.csv:2"):
        benchmark.read(path)
    path.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(ValueError, match="item,mark,response"):
        benchmark.read(path)


def test_the_held_out_file_is_known_by_its_name() -> None:
    assert benchmark.held_out(Path("quizzes/peft/responses-measured.csv"))
    assert not benchmark.held_out(Path("quizzes/peft/responses.csv"))
