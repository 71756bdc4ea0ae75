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
