"""ELECTRA's checks, and the same with samples that let a gradient through or labels that ask where was masked."""

import pytest
import torch
from torch import Tensor, nn

from models.checks import replaced, tiny


def test_the_generator_hears_nothing_of_the_discriminator() -> None:
    assert replaced.generator_learns_from_its_own_loss_alone()


def test_it_would_if_the_samples_could_be_differentiated(monkeypatch: pytest.MonkeyPatch) -> None:
    def soft(logits: Tensor) -> Tensor:
        with tiny.seeded():
            return nn.functional.gumbel_softmax(logits, hard=True)

    monkeypatch.setattr(replaced, "_drawn", soft)
    assert not replaced.generator_learns_from_its_own_loss_alone()


def test_its_own_loss_reaches_it() -> None:
    assert any(gradient.abs().max() > 0 for gradient in replaced._gradients(weight=0.0))


@pytest.mark.parametrize(("n", "h", "changed"), [(200, 6, 24), (400, 9, 51), (200, 0, 30)])
def test_a_token_that_came_back_is_an_original(n: int, h: int, changed: int) -> None:
    assert replaced.called_replaced(n, h) == changed


def test_labels_of_where_was_masked_would_count_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def wherever_masked(text: Tensor, _: Tensor) -> Tensor:
        return (torch.arange(text.shape[1]) < text.shape[1] * 15 // 100)[None].long()

    monkeypatch.setattr(replaced, "labels", wherever_masked)
    assert replaced.called_replaced(n=200, h=6) == 30


def test_the_discriminator_learns_everywhere_and_the_generator_has_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert replaced.what_each_half_is_for() == "discriminator generator"
    halves = replaced._halves
    with monkeypatch.context() as everywhere:
        everywhere.setattr(replaced, "HIDDEN", torch.ones_like(replaced.HIDDEN))
        assert replaced.what_each_half_is_for() == "generator+discriminator generator"
    monkeypatch.setattr(replaced, "_halves", lambda: (halves()[0], halves()[0]))
    assert replaced.what_each_half_is_for() == "discriminator generator+discriminator"
