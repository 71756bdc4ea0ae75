"""Who sees whom in XLNet and BERT, and what is seen once the order, the places or the objective is another."""

from collections.abc import Sequence

import pytest
import torch
from torch import Tensor, nn

from models.checks import permuted

says, xlnet = permuted.says, permuted.xlnet


def test_the_second_token_is_said_from_what_the_order_puts_before_it() -> None:
    assert permuted.what_the_second_token_is_said_from() == "x3"


@pytest.mark.parametrize(("order", "seen"), [((0, 1, 2, 3), "x1"), ((3, 2, 0, 1), "x1+x3+x4")], ids=["left", "last"])
def test_another_order_shows_it_others(monkeypatch: pytest.MonkeyPatch, order: Sequence[int], seen: str) -> None:
    monkeypatch.setattr(permuted, "says", lambda model, text, _, place: says(model, text, order, place))
    assert permuted.what_the_second_token_is_said_from() == seen


def test_a_stream_that_holds_its_own_content_sees_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = permuted._mask
    monkeypatch.setattr(permuted, "_mask", lambda order: ours(order) * (1 - torch.eye(len(order))))
    assert permuted.what_the_second_token_is_said_from() == "x2+x3"


def test_shuffled_words_are_another_text_unless_places_count_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not permuted.shuffling_the_text_is_the_same()

    def placeless() -> nn.Module:
        model = xlnet()
        for name, tensor in model.named_parameters():
            if name.endswith("rel_attn.r"):
                nn.init.zeros_(tensor.detach())
        return model

    monkeypatch.setattr(permuted, "xlnet", placeless)
    assert permuted.shuffling_the_text_is_the_same()


def test_bert_says_two_masked_tokens_apart_and_xlnet_one_from_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    assert permuted.two_masked_tokens_are() == "independent"
    model, order = xlnet(), (2, 3, 0, 1)

    def one_after_the_other(first: int, second: int) -> float:
        text: Tensor = permuted.TEXT.clone()
        text[0, 0] = first
        return -float(says(model, text, order, 0)[first] + says(model, text, order, 1)[second])

    monkeypatch.setattr(permuted, "_loss", one_after_the_other)
    assert permuted.two_masked_tokens_are() == "dependent"
