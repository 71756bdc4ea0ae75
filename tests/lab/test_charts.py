"""The geometry of the bars: equal factors are equal lengths, everything fits, and the labels read as Korean."""

from __future__ import annotations

import pytest

from app.lab.charts import COLOURS, TICKS, Row, colour, log_bars, power
from app.pages import templates
from models.methods import METHODS


def rows(*counts: int | None) -> list[Row]:
    return [Row(str(number), "lora", count, str(count)) for number, count in enumerate(counts)]


def test_ten_times_as_many_is_one_step_longer() -> None:
    chart = log_bars(rows(2_000, 20_000, 200_000))
    first, second, third = (bar.width for bar in chart.bars)
    assert second - first == pytest.approx(third - second, abs=0.02)
    step = chart.ticks[1].place - chart.ticks[0].place
    assert second - first == pytest.approx(step, abs=0.02)


def test_a_bar_ends_at_the_line_of_its_number() -> None:
    chart = log_bars(rows(5_000, 1_000_000))
    assert chart.bars[1].width == {tick.label: tick.place for tick in chart.ticks}["100만"] == 100


@pytest.mark.parametrize("counts", [(1,), (1000,), (7, 7), (1, 10**12), (999, 1001)])
def test_the_shortest_bar_can_be_seen_and_the_longest_fits(counts: tuple[int, ...]) -> None:
    widths = [bar.width for bar in log_bars(rows(*counts)).bars]
    assert min(widths) > 3
    assert max(widths) <= 100


def test_what_cannot_be_counted_has_its_row_and_no_bar() -> None:
    chart = log_bars(rows(100, None, 0, 5_000))
    assert [bar.width > 0 for bar in chart.bars] == [True, False, False, True]
    tops = [bar.top for bar in chart.bars]
    assert tops == sorted(set(tops))
    assert max(tops) < chart.foot < chart.height


def test_nothing_to_draw_is_still_a_picture() -> None:
    assert log_bars(rows(None)).ticks[0].place == 0


def test_a_long_scale_has_few_labels_and_a_line_for_each_step() -> None:
    chart = log_bars(rows(100, 175 * 10**9))
    assert 2 <= sum(bool(tick.label) for tick in chart.ticks) <= TICKS
    assert chart.ticks[-1].label == "1조"
    assert len(chart.ticks) == 12


@pytest.mark.parametrize(
    ("exponent", "label"),
    [(0, "1"), (3, "1천"), (4, "1만"), (5, "10만"), (7, "1천만"), (8, "1억"), (11, "1천억"), (12, "1조"), (-1, "0.1")],
)
def test_powers_of_ten_read_as_korean(exponent: int, label: str) -> None:
    assert power(exponent) == label


def test_every_method_has_its_colour_and_every_colour_its_place_in_the_style_sheet() -> None:
    from app.content import STATIC

    tokens = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    assert set(COLOURS) == set(METHODS)
    assert all(f"--{colour}: light-dark(" in tokens for colour in COLOURS.values())


def test_no_method_looks_like_the_base_model() -> None:
    assert colour("base") == "base"
    assert "base" not in map(colour, METHODS)


def test_the_picture_is_named_described_and_carries_no_style() -> None:
    class Page:
        architecture, method, others = "bert-base", "lora", ()
        chart = log_bars([Row("<b>LoRA</b>", "lora", 1_000, "1,000", chosen=True), Row("나", "base", None, "없음")])

    html = templates().get_template("lab/parameters/_bars.html").render(page=Page)
    assert 'role="img" aria-labelledby="bars-title bars-desc"' in html
    assert "&lt;b&gt;LoRA&lt;/b&gt; 1,000; 나 없음." in html
    assert " style=" not in html
