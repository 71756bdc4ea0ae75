"""Operations and bytes of training, and the same without a backward or with an optimiser that remembers nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from models.checks import training_costs
from tests.models.checks.broken import nothing


@pytest.fixture(autouse=True)
def _counted_anew() -> Iterator[None]:
    training_costs.per_parameter_and_token.cache_clear()
    yield
    training_costs.per_parameter_and_token.cache_clear()


def test_a_step_takes_six_operations_for_each_parameter_and_token(monkeypatch: pytest.MonkeyPatch) -> None:
    assert training_costs.zettaflops(n=1.3, d=100) == pytest.approx(0.78, rel=0.01)
    assert training_costs.parameters_for_a_budget(c=4.8) == pytest.approx(2e9, rel=0.01)
    training_costs.per_parameter_and_token.cache_clear()
    monkeypatch.setattr(torch.autograd, "backward", nothing)
    assert training_costs.zettaflops(n=1.3, d=100) == pytest.approx(0.26, rel=0.01)
    assert training_costs.parameters_for_a_budget(c=4.8) == pytest.approx(3.46e9, rel=0.01)


def test_four_times_the_operations_are_twice_the_layers_and_twice_the_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert training_costs.growth_for_four_times_the_operations() == "2"
    decoder = training_costs._decoder
    monkeypatch.setattr(training_costs, "_decoder", lambda _, *sizes: decoder(1, *sizes))
    assert training_costs.growth_for_four_times_the_operations() == "4"


def test_adam_keeps_twice_what_the_weights_take(monkeypatch: pytest.MonkeyPatch) -> None:
    assert training_costs.gigabytes_of_training(n=1.1) == 1.76
    monkeypatch.setattr(torch.optim, "Adam", torch.optim.SGD)
    assert training_costs.gigabytes_of_training(n=1.1) == 0.88


def test_a_larger_exponent_takes_a_larger_share() -> None:
    assert training_costs.shares_of_ten_times_the_budget() == "5.4 1.9"
    assert training_costs.shares_of_ten_times_the_budget(0.5, 0.5) == "3.2 3.2"
    assert training_costs.shares_of_ten_times_the_budget(0.27, 0.73) == "1.9 5.4"


def test_larger_batches_take_fewer_steps_for_as_many_sequences(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [training_costs.steps_that_see_as_much(b) for b in (256, 2048, 8192)] == [1_000_000, 125_000, 31_250]
    monkeypatch.setattr(training_costs, "USUAL", 512)
    assert training_costs.steps_that_see_as_much(2048) == 250_000
