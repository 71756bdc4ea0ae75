"""Over 10,000 tokens the shares are those of the papers, within what chance allows; they are counted, not written."""

from __future__ import annotations

from math import exp
from random import Random

import pytest

from app.figures.masking import drawing, tallying
from app.figures.masking.methods import METHODS
from app.figures.masking.predicting import fate
from app.figures.masking.showing import counted

SEED = 7


def shares(slug: str, seed: int = SEED) -> dict[str, float]:
    return {row.told: float(row.counted.removesuffix(" %")) for row in counted(slug, seed)}


@pytest.mark.parametrize(("slug", "spread"), [("bert", 3.5), ("roberta", 3.5), ("spanbert", 9)])
def test_a_chosen_place_is_masked_8_times_in_10(slug: str, spread: float) -> None:
    """1,500 places: a standard deviation of 1.0 point; of spans there are only 400 or so, of 2.0 points and more."""
    chosen, mask, other, same, all_masks, *_ = shares(slug).values()
    assert chosen == 15
    assert abs(mask - 80) < spread
    assert abs(other - 10) < spread
    assert abs(same - 10) < spread
    assert abs(mask + other + same - 100) < 0.2
    assert abs(all_masks - 15 * mask / 100) < 0.1


def test_a_new_epoch_chooses_15_percent_of_the_same_places_again() -> None:
    assert abs(shares("roberta")["첫 에폭에 고른 자리를 둘째 에폭에 또 고른 것"] - 15) < 3.5


@pytest.mark.parametrize(
    ("slug", "mean", "spread"), [("spanbert", 3.8, 0.5), ("bart-infilling", 3, 0.2), ("t5", 3, 0.01)]
)
def test_spans_have_the_mean_length_of_their_paper(slug: str, mean: float, spread: float) -> None:
    assert abs(shares(slug)["뽑은 구간의 평균 길이"] - mean) < spread


@pytest.mark.parametrize(
    ("slug", "told", "share", "spread"),
    [
        ("electra", "판별기가 답하는 자리", 100, 0.01),
        ("electra", "생성기가 맞힐 자리", 15, 0.01),
        ("electra", "가린 자리 가운데 정답이 ‘교체’인 것", 75, 4),
        ("xlnet", "예측하는 토큰", 100 / 6, 0.1),
        ("bart-infilling", "길이가 0인 구간", 100 * exp(-3), 2.1),
        ("bart-infilling", "읽는 글의 길이 ÷ 원문의 길이", 80, 1),
        ("bart-deletion", "읽는 글의 길이 ÷ 원문의 길이", 70, 0.01),
        ("mass", "쓰는 토큰 ÷ 원문의 길이", 50, 0.01),
        ("t5", "읽는 글의 길이 ÷ 원문의 길이", 90, 0.01),
        ("t5", "쓰는 토큰 ÷ 원문의 길이", 20.2, 0.01),
    ],
)
def test_a_share_is_what_the_paper_says(slug: str, told: str, share: float, spread: float) -> None:
    assert abs(shares(slug)[told] - share) < spread


def test_either_side_of_a_pair_gives_15_percent() -> None:
    assert list(shares("xlm").values()) == [15, 15]


@pytest.mark.parametrize("slug", METHODS)
def test_a_table_counts_10_000_tokens_and_says_where_its_expectation_stands(slug: str) -> None:
    found = tallying.examples(METHODS[slug].make, "7")
    places = {(n, piece.place) for n, one in enumerate(found) for strip in one.strips for piece in strip.pieces}
    assert len({place for place in places if place[1] is not None}) == tallying.TOKENS == 10_000
    assert all(row.where and row.stated for row in counted(slug, SEED))


def test_the_counts_follow_the_seed() -> None:
    assert counted("bert", 1) == counted("bert", 1)
    assert len({counted("bert", seed) for seed in range(5)}) == 5


def test_geometric_lengths_stay_within_10_and_poisson_lengths_start_at_0() -> None:
    draw = Random(SEED)
    spans, holes = [drawing.geometric(draw) for _ in range(20_000)], [drawing.poisson(draw) for _ in range(20_000)]
    assert (min(spans), max(spans), min(holes)) == (1, 10, 0)
    assert abs(sum(spans) / 20_000 - 3.8) < 0.1
    assert abs(sum(holes) / 20_000 - 3) < 0.05


def test_a_fate_is_drawn_8_to_1_to_1() -> None:
    draw = Random(SEED)
    drawn = [fate(draw) for _ in range(20_000)]
    assert abs(drawn.count("mask") / 200 - 80) < 1
    assert abs(drawn.count("random") / 200 - 10) < 0.8
