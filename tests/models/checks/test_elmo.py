"""ELMo's checks, and the same once a direction, the mix, or the freezing is another."""

import pytest
import torch
from torch import Tensor, nn

from models.checks import elmo


class _Forwards(elmo.Reader):
    """A reader without its second language model."""

    def forward(self, words: list[str]) -> Tensor:
        layers = super().forward(words)
        return torch.cat([layers[..., : elmo.HALF], layers[..., : elmo.HALF]], dim=-1)


def test_a_word_has_the_vector_of_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not elmo.one_word_has_one_vector()
    monkeypatch.setattr(elmo, "RIDDEN", elmo.EATEN)
    assert elmo.one_word_has_one_vector()


def test_what_comes_after_the_word_is_told_by_the_backward_model_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elmo, "Reader", _Forwards)
    assert elmo.one_word_has_one_vector()


def test_the_directions_are_joined_and_each_sees_its_own_side() -> None:
    reader = elmo.Reader()
    before, after = reader(["배를", "먹었다", "배를"]), reader(["배를", "먹었다", "탔다"])
    same = (before - after).abs().amax(dim=-1) < 1e-6
    assert before.shape == (3, 3, 2 * elmo.HALF)
    assert torch.equal(before[1:, :2, : elmo.HALF], after[1:, :2, : elmo.HALF])
    assert not same[1:, :2].any()


@pytest.mark.parametrize(("b", "g", "value"), [(2, 0.5, 1.05), (4, 2, 6.2), (0, 1, 1.1)])
def test_layers_are_mixed_in_their_shares(b: int, g: float, value: float) -> None:
    assert elmo.mixed_layers(b=b, g=g) == value


def test_without_softmax_the_mix_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elmo.Mix, "forward", lambda self, layers: self.gamma * layers.mean(dim=0))
    assert elmo.mixed_layers(b=2, g=0.5) == 1.0


def test_the_task_changes_the_mix_and_its_own_network(monkeypatch: pytest.MonkeyPatch) -> None:
    assert elmo.what_the_task_changes() == ["shares", "gamma", "rnn"]
    monkeypatch.setattr(elmo, "_frozen", lambda reader: reader)
    assert elmo.what_the_task_changes() == ["letters", "lstm", "shares", "gamma", "rnn"]


def test_shares_that_are_not_learnt_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = elmo._model

    def averaging() -> nn.ModuleDict:
        model = ours()
        model["mix"].get_parameter("shares").requires_grad_(False)
        return model

    monkeypatch.setattr(elmo, "_model", averaging)
    assert elmo.what_the_task_changes() == ["gamma", "rnn"]
