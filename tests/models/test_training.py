"""A tiny model learns a pattern with every method; looking in between, a seed, a rate too high: what each changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from models.examples import Example
from models.methods import METHODS
from models.refusals import Refused
from models.training import Plan, TrainingFailed, loss_over, train
from models.tuning import Tuned
from tests.models.lessons import PATTERN, PLAN, after, equal, tuned
from tests.models.tiny import CONTEXT


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_learns_the_pattern(method: str) -> None:
    model = tuned(method)
    before = loss_over(model, PATTERN)
    steps = [*train(model, PATTERN, Plan(steps=40, rate=0.03, batch=8), PATTERN)]
    assert [step.number for step in steps] == [*range(1, 41)]
    assert steps[-1].validation == pytest.approx(loss_over(model, PATTERN))
    assert steps[-1].validation is not None
    assert steps[-1].validation < before - 0.3


@pytest.mark.parametrize("kind", ["llama", "gpt2"])
def test_other_shapes_of_models_learn_it_too(kind: str) -> None:
    model = tuned("lora", kind)
    before = loss_over(model, PATTERN)
    [*train(model, PATTERN, Plan(steps=40, rate=0.03, batch=8))]
    assert loss_over(model, PATTERN) < before - 0.3


@pytest.mark.parametrize("method", ["lora", "prefix", "prompt"])
def test_the_loss_is_the_mean_over_targets_and_never_counts_padding(method: str) -> None:
    model, nats, targets = tuned(method), 0.0, 0
    for row in PATTERN:
        ids = torch.tensor([row.ids])
        chances = model(ids)[0].log_softmax(-1).detach()  # (T, V), every position
        nats -= sum(float(chances[place - 1, row.ids[place]]) for place in range(row.start, len(row.ids)))
        targets += len(row.ids) - row.start
    assert loss_over(model, PATTERN) == pytest.approx(nats / targets, rel=1e-5)
    assert loss_over(model, PATTERN, batch=3) == pytest.approx(nats / targets, rel=1e-5)


def test_the_first_loss_that_is_told_is_that_of_the_untrained_model() -> None:
    model = tuned()
    before = loss_over(model, PATTERN)
    first = next(iter(train(model, PATTERN, replace(PLAN, batch=len(PATTERN)))))
    assert first.loss == pytest.approx(before, rel=1e-5)


def test_the_same_seed_gives_the_same_weights_and_another_seed_others() -> None:
    first, second, other = tuned(), tuned(), tuned()
    one = [step.loss for step in train(first, PATTERN, PLAN)]
    torch.manual_seed(99)  # what others draw in between does not matter
    two = [step.loss for step in train(second, PATTERN, PLAN)]
    [*train(other, PATTERN, replace(PLAN, seed=6))]
    assert one == two
    assert equal(first, second)
    assert not equal(first, other)


def dropping() -> Tuned:
    model = tuned()
    decoder = model.model.model.decoder  # type: ignore[union-attr]
    for module in (decoder, *decoder.layers):  # type: ignore[union-attr, misc]
        module.dropout = 0.3  # type: ignore[union-attr, assignment]
    return model


def test_dropout_depends_on_the_seed_and_the_step_alone(tmp_path: Path) -> None:
    whole, again, plain = dropping(), dropping(), tuned()
    [*train(whole, PATTERN, PLAN)]
    [*train(dropping(), PATTERN, PLAN, (), tmp_path, after(5))]
    torch.manual_seed(99)
    [*train(again, PATTERN, PLAN, (), tmp_path)]
    [*train(plain, PATTERN, PLAN)]
    assert equal(whole, again)
    assert not equal(whole, plain)


def test_nothing_is_dropped_where_the_loss_is_only_measured() -> None:
    model = dropping()
    model.model.train()
    assert loss_over(model, PATTERN) == loss_over(tuned(), PATTERN)


def test_looking_at_the_validation_loss_changes_nothing() -> None:
    often, never = tuned(), tuned()
    seen = [step.validation for step in train(often, PATTERN, replace(PLAN, validate_every=5), PATTERN[:7])]
    [*train(never, PATTERN, PLAN)]
    assert [number for number, value in enumerate(seen, start=1) if value is not None] == [5, 10, 12]
    assert equal(often, never)


@pytest.mark.parametrize("training_before", [True, False])
def test_the_mode_of_the_model_comes_back(training_before: bool) -> None:
    model = tuned()
    model.model.train(training_before)
    loss_over(model, PATTERN)
    assert model.model.training is training_before
    steps = train(model, PATTERN, PLAN, PATTERN)
    next(steps)
    assert model.model.training
    steps.close()  # type: ignore[attr-defined]
    assert model.model.training is training_before


def test_the_base_stays_bit_for_bit() -> None:
    model = tuned("houlsby")
    before = {name: p.clone() for name, p in model.model.named_parameters() if name not in model.trainable}
    [*train(model, PATTERN, PLAN)]
    own = dict(model.model.named_parameters())
    assert all(torch.equal(own[name], tensor) for name, tensor in before.items())


@pytest.mark.parametrize("method", ["full", "lora", "prefix", "bitfit"])
def test_a_rate_far_too_high_ends_in_advice(method: str) -> None:
    with pytest.raises(TrainingFailed, match="학습률을 10분의 1로") as failure:
        [*train(tuned(method), PATTERN, replace(PLAN, rate=1e30))]
    assert failure.value.code == "nan"


def test_a_last_step_that_breaks_the_weights_is_noticed() -> None:
    with pytest.raises(TrainingFailed):
        [*train(tuned("full"), PATTERN, Plan(steps=1, rate=1e30))]


def test_data_that_teaches_nothing_is_refused() -> None:
    with pytest.raises(Refused, match="예문이 없습니다"):
        next(train(tuned(), [], PLAN))
    with pytest.raises(Refused, match="2번째 예문에는"):
        next(train(tuned(), [PATTERN[0], Example((1, 2), 2)], PLAN))


def test_a_row_must_fit_beside_the_prefix() -> None:
    fitting, longer = Example((1,) * CONTEXT), Example((1,) * (CONTEXT + 1))
    loss_over(tuned(), [fitting])
    with pytest.raises(Refused, match="65토큰"):
        next(train(tuned(), [longer], PLAN))
    for method in ("prefix", "prompt"):
        loss_over(tuned(method, length=4), [Example((1,) * (CONTEXT - 4))])
        with pytest.raises(Refused, match="4자리를 뺀 문맥은 60토큰"):
            next(train(tuned(method, length=4), [fitting], PLAN))


def test_half_precision_trains_parameters_that_stay_whole() -> None:
    model = tuned()
    before = loss_over(model, PATTERN)
    [*train(model, PATTERN, Plan(steps=40, rate=0.03, batch=8, precision="bf16"))]
    assert {tensor.dtype for tensor in model.trainable.values()} == {torch.float32}
    assert loss_over(model, PATTERN) < before - 0.3


def test_the_rate_rises_and_falls_to_zero() -> None:
    plan = Plan(steps=100, rate=1.0, warm_up=0.1)
    rates = [plan.rate_at(step) for step in range(100)]
    assert rates[:10] == pytest.approx([step / 10 for step in range(1, 11)])
    assert max(rates) == 1.0
    assert rates[-1] == pytest.approx(1 / 90)
    assert rates[10:] == sorted(rates[10:], reverse=True)


def test_the_time_left_falls_to_nothing() -> None:
    left = [step.seconds_left for step in train(tuned(), PATTERN, PLAN)]
    assert left[0] > left[-1] == 0.0
