from __future__ import annotations

from collections import Counter

import pytest
import torch

from models.engine import choosing
from models.engine.choosing import NONE, Wish, choose
from models.sampling import Sampling

LOGITS = torch.tensor([[0.0, 3.0, 2.0, 1.0, -torch.inf]])


def drawn(temperature: float, top_p: float = 1.0, times: int = 2000) -> Counter[int]:
    wishes = [Wish(Sampling(temperature=temperature, top_p=top_p, seed=seed), 0) for seed in range(times)]
    return Counter(choose(LOGITS.expand(times, -1), wishes))


def test_greedy_takes_the_most_probable_token() -> None:
    assert choose(LOGITS, [Wish(Sampling(), 0)]) == [1]


def test_tokens_are_drawn_as_often_as_their_probability_says() -> None:
    counts, chances = drawn(1.0), torch.softmax(LOGITS[0], dim=0).tolist()
    for token, chance in enumerate(chances):
        assert abs(counts[token] / 2000 - chance) < 0.045


def test_a_forbidden_token_is_never_drawn() -> None:
    assert 4 not in drawn(2.0)


def test_a_nucleus_is_the_fewest_tokens_that_reach_the_share() -> None:
    chances = torch.softmax(LOGITS[0], dim=0).tolist()  # 0.032 0.644 0.237 0.087 0
    assert drawn(1.0, 0.64, 300).keys() == {1}
    assert drawn(1.0, chances[1] + 0.01, 300).keys() == {1, 2}
    assert drawn(1.0, 0.9).keys() == {1, 2, 3}


def test_a_nucleus_wider_than_the_sorted_ones_is_found_too(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = drawn(1.0, 0.9, 300)
    monkeypatch.setattr(choosing, "LIKELIEST", 2)
    assert drawn(1.0, 0.9, 300) == wanted


def test_a_low_temperature_is_nearly_greedy() -> None:
    assert drawn(0.01, 1.0, 200).keys() == {1}


def test_the_smallest_numbers_there_are_make_it_greedy() -> None:
    assert drawn(5e-324, 5e-324, 20).keys() == {1}
    assert drawn(5e-324, 1.0, 20).keys() == {1}


def test_rows_do_not_change_one_another() -> None:
    torch.manual_seed(0)
    logits = torch.randn(6, 50)
    wishes = [Wish(Sampling(temperature=t, top_p=p, seed=s), 3) for t, p, s in
              [(0, 1, 0), (1, 1, 5), (1, 0.5, 5), (2, 0.9, 7), (0.7, 1, 8), (0, 1, 1)]]  # fmt: skip
    together = choose(logits.clone(), wishes)
    assert together == [choose(logits[row : row + 1].clone(), [wish])[0] for row, wish in enumerate(wishes)]


def test_a_vetoed_greedy_token_yields_to_the_next_permitted_one() -> None:
    assert choose(LOGITS, [Wish(Sampling(), 0, lambda token: token not in (1, 2))]) == [3]


def test_a_veto_leaves_the_others_their_shares() -> None:
    wishes = [Wish(Sampling(temperature=1, seed=seed), 0, lambda token: token != 1) for seed in range(2000)]
    counts = Counter(choose(LOGITS.expand(2000, -1), wishes))
    left = torch.softmax(LOGITS[0, [0, 2, 3]], dim=0).tolist()
    for token, chance in zip((0, 2, 3), left, strict=True):
        assert abs(counts[token] / 2000 - chance) < 0.045


def test_when_the_whole_nucleus_is_vetoed_the_most_probable_permitted_token_comes() -> None:
    assert choose(LOGITS, [Wish(Sampling(temperature=1, top_p=0.5), 0, lambda token: token != 1)]) == [2]


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_when_all_is_vetoed_there_is_no_token(temperature: float) -> None:
    assert choose(LOGITS, [Wish(Sampling(temperature=temperature), 0, lambda token: False)]) == [NONE]


@pytest.mark.parametrize("wrong", [torch.nan, torch.inf, -torch.inf])
def test_a_row_of_no_numbers_has_no_token_and_harms_no_other(wrong: float) -> None:
    broken = torch.full_like(LOGITS, wrong)
    wishes = [Wish(Sampling(temperature=1), 0, lambda token: True), Wish(Sampling(), 0), Wish(Sampling(), 0)]
    assert choose(torch.cat([broken, broken, LOGITS]), wishes) == [NONE, NONE, 1]


def test_a_single_nan_among_numbers_is_noticed() -> None:
    logits = LOGITS.clone()
    logits[0, 3] = torch.nan
    assert choose(logits, [Wish(Sampling(), 0)]) == [NONE]
