"""Products and bytes of pruned weights, and the same where nothing is pruned or zeros are not dropped."""

import pytest

from models.checks import pruning


def test_only_zeros_in_whole_rows_make_a_product_cheaper(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pruning.what_keeps_a_pruned_product_slow() == "scattered"
    monkeypatch.setattr(pruning, "_gathered", lambda weights: weights)
    assert pruning.what_keeps_a_pruned_product_slow() == []


def test_every_value_left_takes_its_place_along(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [pruning.percent_of_the_bytes(p) for p in (50, 80, 95)] == [100, 40, 10]
    monkeypatch.setattr(pruning, "_pruned", lambda weights, _: weights)
    assert pruning.percent_of_the_bytes(80) == 200
