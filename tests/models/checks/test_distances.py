"""DeBERTa's terms and rows, and what is found where a term is switched off or the reach is another."""

from typing import Any

import pytest

from models.checks import distances

attention = distances._attention


def test_places_are_not_compared_with_places() -> None:
    assert distances.term_left_out() == "position_to_position"


@pytest.mark.parametrize(
    ("terms", "missing"), [(["c2p"], "position_to_content"), (["p2c"], "content_to_position")], ids=["c2p", "p2c"]
)
def test_a_term_that_is_not_asked_for_is_missed(
    monkeypatch: pytest.MonkeyPatch, terms: list[str], missing: str
) -> None:
    monkeypatch.setattr(distances, "TERMS", terms)
    assert set(distances.term_left_out()) == {missing, "position_to_position"}


def test_a_term_of_places_alone_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def with_places() -> Any:
        made = attention()
        ours = made.disentangled_att_bias
        made.disentangled_att_bias = lambda *given: ours(*given) + _between(given[3])
        return made

    def _between(table: Any) -> Any:
        rows = table[distances.REACH + distances._apart(5)[0]].sum(dim=-1)  # (T, T)
        return rows[None, None]

    monkeypatch.setattr(distances, "_attention", with_places)
    assert distances.term_left_out() == []


@pytest.mark.parametrize(
    ("i", "j", "row"),
    [(150, 20, 127), (150, 55, 127), (40, 20, 84), (40, 55, 49), (20, 150, 0), (64, 0, 127), (0, 63, 1)],
)
def test_each_distance_has_its_row_and_far_ones_share_the_last(i: int, j: int, row: int) -> None:
    assert distances.row_of_a_distance(i, j) == row


def test_another_reach_has_other_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distances, "REACH", 32)
    assert distances.row_of_a_distance(40, 20) == 52
    assert distances.row_of_a_distance(150, 20) == 63
