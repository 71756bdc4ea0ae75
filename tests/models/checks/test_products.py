"""The product BA: each check says what it should, and something else once LoRA were another thing."""

import pytest
import torch

from models.checks import products
from models.insertions import LowRank


def test_only_b_after_a_fits_a_rectangle() -> None:
    assert products.order_of_the_product() == "BAx"


def test_the_update_is_thin_unless_it_is_given_the_rank_of_the_matrix(monkeypatch: pytest.MonkeyPatch) -> None:
    assert products.rank_of_the_update() == "low_rank"
    monkeypatch.setattr(products, "RANK", products.NARROW)
    assert products.rank_of_the_update() == "full_rank"


@pytest.mark.parametrize(("alpha", "r", "h"), [(8, 8, 8.0), (16, 4, 17.0), (64, 8, 29.0)])
def test_the_scale_multiplies_what_is_added_alone(alpha: int, r: int, h: float) -> None:
    assert products.output_with_scale(alpha, r) == h


def test_the_update_follows_alpha(monkeypatch: pytest.MonkeyPatch) -> None:
    assert products.alpha_8_instead_of_32() == "quarter"
    monkeypatch.setattr(LowRank, "update", lambda self: self.B @ self.A)
    assert products.alpha_8_instead_of_32() == "same"


def test_noise_is_the_same_every_time_and_torch_draws_on_as_before() -> None:
    state = torch.get_rng_state()
    first, second = (products._filled(4, 6, 2, alpha=4.0) for _ in range(2))
    assert torch.equal(first.B, second.B)
    torch.set_rng_state(state)
