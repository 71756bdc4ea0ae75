"""Shares of what trains: the outcome follows the sizes, it is not written down."""

import pytest

from models.checks import context, freezing, shares


def test_adapters_and_layer_norms_are_counted_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shares._adapters_and_norms() == (24 * (2 * 64 * 768 + 768 + 64), 25 * 2 * 768)
    assert shares.most_of_what_houlsby_trains() == "adapters"
    monkeypatch.setattr(shares, "CHILD", "nowhere")  # then no tensor is taken for an adapter's
    assert shares.most_of_what_houlsby_trains() == "layer_norms"


def test_adapters_train_more_than_a_fiftieth_of_the_model_and_less_than_a_twentieth(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert shares.adapters_train_small_insertions_only() is True
    monkeypatch.setattr(shares, "SMALL", 0.02)
    assert shares.adapters_train_small_insertions_only() is False


def test_lora_on_bert_base_is_nearest_to_three_hundred_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shares.order_of_lora_on_bert_base() == "300_thousand"
    monkeypatch.setattr(shares, "BERT_BASE", (1, 768))
    assert shares.order_of_lora_on_bert_base() == "30_thousand"


def test_the_difference_is_the_head_of_roberta() -> None:
    assert shares.what_roberta_counts_beside_lora() == "head"


def test_only_a_loop_before_lora_leaves_lora_alone_to_train() -> None:
    assert freezing.mending_a_loop_that_freezes_lora() == "loop_before_lora"
    assert freezing._with_lora() == (0, 0)
    added, rest = freezing._with_lora(last=False)
    assert added < rest


def test_everything_trains_when_freezing_was_left_out() -> None:
    assert freezing.what_was_left_out_when_all_trains() == "freezing"
    assert 0 < freezing._share(freeze=True, insert=True) < 0.05


@pytest.mark.parametrize(("n", "l"), [(16, 1), (64, 20)])
def test_a_soft_prompt_takes_its_length_from_the_context(n: int, l: int) -> None:  # noqa: E741
    assert context.left_beside_a_soft_prompt(n, l) == n - l
