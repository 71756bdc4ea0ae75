"""A tiny model learns a pattern with every method; stopping, going on and looking in between change nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from models import training
from models.examples import Example
from models.learning import kept
from models.learning.batches import batch_of, order
from models.methods import METHODS, configure
from models.refusals import Refused
from models.training import Plan, TrainingFailed, loss_over, train
from models.tuning import Tuned
from tests.models.tiny import CONTEXT, tiny

PATTERN = [Example((1, *range(start, start + 4 + start % 4)), 1 + start % 3) for start in range(3, 27)]
PLAN = Plan(steps=12, rate=0.03, batch=6, seed=5)


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def tuned(method: str = "lora", kind: str = "opt", **config: object) -> Tuned:
    model = tiny(kind)
    torch.manual_seed(1)
    return Tuned(model, method, configure(method, config))


def tensors(trained: Tuned) -> dict[str, torch.Tensor]:
    return {name: tensor.detach().clone() for name, tensor in trained.trainable.items()}


def equal(one: Tuned, other: Tuned) -> bool:
    return all(torch.equal(one.trainable[name], other.trainable[name]) for name in one.trainable)


def after(steps: int) -> Callable[[], bool]:
    """True from the poll before step `steps` + 1 on."""
    polled = iter(range(steps))
    return lambda: next(polled, None) is None


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


def test_an_epoch_shows_every_row_once_in_full_batches_of_like_length() -> None:
    lengths = [3 + number % 17 for number in range(640)]
    batches = order(lengths, 8, seed=1, epoch=0)
    assert sorted(row for batch in batches for row in batch) == [*range(640)]
    assert {len(batch) for batch in batches} == {8}
    spans = [max(lengths[row] for row in batch) - min(lengths[row] for row in batch) for batch in batches]
    assert sum(spans) / len(spans) < 4
    assert batches == order(lengths, 8, seed=1, epoch=0) != order(lengths, 8, seed=1, epoch=1)
    means = [sum(lengths[row] for row in batch) for batch in batches]
    assert means != sorted(means)


def test_rows_left_over_change_from_epoch_to_epoch_and_few_rows_make_one_batch() -> None:
    left = [{*range(10)} - {row for batch in order([5] * 10, 4, 0, epoch) for row in batch} for epoch in range(8)]
    assert {len(rows) for rows in left} == {2}
    assert set.union(*left) > left[0]
    assert [sorted(batch) for batch in order([5, 6, 7], 32, 0, 0)] == [[0, 1, 2]]


def test_padding_stands_at_the_end_and_is_no_target() -> None:
    batch = batch_of([Example((1, 5, 6, 7), 2), Example((1, 9))], torch.device("cpu"))
    assert batch.ids.tolist() == [[1, 5, 6, 7], [1, 9, 0, 0]]
    assert batch.mask.tolist() == [[1, 1, 1, 1], [1, 1, 0, 0]]
    assert batch.where.tolist() == [1, 2, 4]
    assert batch.targets.tolist() == [6, 7, 9]


def test_a_run_that_was_stopped_ends_where_it_would_have_ended(tmp_path: Path) -> None:
    whole, parts = tuned("houlsby"), tuned("houlsby")
    losses = [step.loss for step in train(whole, PATTERN, PLAN, PATTERN)]
    first = [step.loss for step in train(parts, PATTERN, PLAN, PATTERN, tmp_path, after(7))]
    again = tuned("houlsby")
    rest = [step.loss for step in train(again, PATTERN, PLAN, PATTERN, tmp_path)]
    assert (len(first), len(rest)) == (7, 5)
    assert first + rest == losses
    assert equal(whole, again)


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


def test_a_finished_run_repeats_its_last_step_and_trains_no_further(tmp_path: Path) -> None:
    model = tuned()
    last = [*train(model, PATTERN, PLAN, PATTERN, tmp_path)][-1]
    again = tuned()
    assert [*train(again, PATTERN, PLAN, PATTERN, tmp_path)] == [last]
    assert equal(model, again)


def test_a_checkpoint_of_another_run_is_refused(tmp_path: Path) -> None:
    [*train(tuned(), PATTERN, PLAN, (), tmp_path, after(3))]
    with pytest.raises(Refused, match="다른 설정"):
        next(train(tuned(), PATTERN, replace(PLAN, rate=0.01), (), tmp_path))
    with pytest.raises(Refused, match="다른 예문"):
        next(train(tuned(), PATTERN[1:], PLAN, (), tmp_path))


def test_a_torn_checkpoint_is_refused(tmp_path: Path) -> None:
    (tmp_path / kept.NAME).write_bytes(b"torn")
    with pytest.raises(Refused, match="읽지 못했습니다"):
        next(train(tuned(), PATTERN, PLAN, (), tmp_path))


def test_a_write_that_fails_leaves_the_last_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [*train(tuned(), PATTERN, PLAN, (), tmp_path, after(3))]
    before = (tmp_path / kept.NAME).read_bytes()

    def full(path: Path, content: bytes) -> None:
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(training, "PAUSE", 0.0)
    with pytest.raises(OSError, match="No space"):
        [*train(tuned(), PATTERN, PLAN, (), tmp_path)]
    assert [path.name for path in tmp_path.iterdir()] == [kept.NAME]
    assert (tmp_path / kept.NAME).read_bytes() == before


def test_checkpoints_are_kept_while_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "PAUSE", 0.0)
    steps = train(tuned(), PATTERN, PLAN, (), tmp_path)
    next(steps)
    first = (tmp_path / kept.NAME).read_bytes()
    next(steps)
    assert (tmp_path / kept.NAME).read_bytes() != first


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
