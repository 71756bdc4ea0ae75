"""Codes of weights and what an outlier does, and the same with fewer codes and without the outlier."""

import pytest

from models.checks import quantising


def test_a_weight_gets_the_nearest_code(monkeypatch: pytest.MonkeyPatch) -> None:
    assert quantising.code_of_a_weight(a=2.54, w=0.348) == 17
    assert quantising.code_of_a_weight(a=2.54, w=-0.348) == -17
    monkeypatch.setattr(quantising, "MOST", 7)
    assert quantising.code_of_a_weight(a=2.54, w=0.348) == 1


def test_small_values_live_on_apart_from_the_outlier_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert quantising.way_that_keeps_small_values() == "apart"
    monkeypatch.setattr(quantising, "OUTLIER", quantising.SMALL)
    assert quantising.way_that_keeps_small_values() == ["apart", "thousandfold", "four_bits", "always_down"]


def test_a_score_is_written_as_the_nearest_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [quantising.score_as_text(score) for score in (3.88, 1.31, 2.52)] == [3.8, 1.4, 2.6]
    monkeypatch.setattr(quantising, "PER_POINT", 10)
    assert quantising.score_as_text(3.88) == 3.9
