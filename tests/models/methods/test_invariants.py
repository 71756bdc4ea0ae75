"""What holds for every method on every shape: what trains and how much, what a file keeps, what stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from models import architectures
from models.methods import configure, method
from models.refusals import Refused
from models.tuning import CHILD, Tuned
from models.variants import attach, read, save
from tests.models.methods.cases import CASES, IDS, MASK, NAMES, logits, train, tuned
from tests.models.tiny import tiny

every = pytest.mark.parametrize(("kind", "name", "given"), CASES, ids=NAMES)
Given = dict[str, object]


def plain(model: nn.Module) -> torch.Tensor:
    with torch.no_grad():
        return model(input_ids=IDS, attention_mask=MASK).logits


def own(model: nn.Module) -> dict[str, torch.Tensor]:
    """The base's tensors, under every name they have."""
    found = model.named_parameters(remove_duplicate=False)
    return {name: tensor.detach().clone() for name, tensor in found if CHILD not in name.split(".")}


@every
def test_training_moves_every_trainable_tensor_and_nothing_else(kind: str, name: str, given: Given) -> None:
    on = tuned(kind, name, given)
    base = own(on.model)
    before = {key: tensor.detach().clone() for key, tensor in on.trainable.items()}
    train(on)
    assert [key for key, tensor in on.trainable.items() if torch.equal(tensor, before[key])] == []
    trained = {id(tensor) for tensor in on.trainable.values()}
    frozen = [key for key in base if id(on.model.get_parameter(key)) not in trained]
    assert [key for key in frozen if not torch.equal(on.model.get_parameter(key), base[key])] == []
    assert frozen or name == "full"


@every
def test_the_formula_gives_the_measured_count(kind: str, name: str, given: Given, tmp_path: Path) -> None:
    on = tuned(kind, name, given)
    on.model.config.save_pretrained(tmp_path)
    formula = method(name).formula(architectures.shape(str(tmp_path)), configure(name, given))
    assert sum(tensor.numel() for tensor in on.trainable.values()) == formula.trainable + formula.head > 0


@every
def test_the_saved_file_reloads_to_the_same_logits(kind: str, name: str, given: Given, tmp_path: Path) -> None:
    on = tuned(kind, name, given)
    train(on)
    save(on, tmp_path / "variant", task="chat", base="0123456789abcdef")
    variant = read(tmp_path / "variant")
    torch.testing.assert_close(logits(attach(tiny(kind), variant)), logits(on), atol=1e-5, rtol=1e-4)
    folded = on.context is not None and set(variant.tensors) != set(on.trainable)
    assert folded == (name == "p_tuning" or given.get("reparameterise", False))
    assert folded or {key: tensor.shape for key, tensor in variant.tensors.items()} == {
        key: tensor.shape for key, tensor in on.trainable.items()
    }


@every
def test_padding_at_the_end_changes_no_real_position(kind: str, name: str, given: Given) -> None:
    on = tuned(kind, name, given)
    train(on)
    together = logits(on)
    for row, (ids, mask) in enumerate(zip(IDS, MASK.bool(), strict=True)):
        with torch.no_grad():
            alone = on(ids[mask][None])[0]
        torch.testing.assert_close(alone, together[row][mask], atol=1e-5, rtol=1e-4)


@every
def test_detaching_gives_the_base_back(kind: str, name: str, given: Given) -> None:
    before = plain(tiny(kind))
    on = tuned(kind, name, given)
    unfrozen = method(name).parts(tiny(kind), on.config).unfrozen
    train(on)
    assert not torch.equal(logits(on), before)
    on.detach()
    assert not any(CHILD in key.split(".") for key, _ in on.model.named_modules())
    assert torch.equal(plain(on.model), before) == (not unfrozen)


@every
def test_step_zero_changes_nothing_for_lora_hardly_anything_for_adapters_and_much_for_prompts(
    kind: str, name: str, given: Given
) -> None:
    change = (logits(tuned(kind, name, given)) - plain(tiny(kind)))[MASK.bool()].abs().max()
    if name in ("prefix", "prompt", "p_tuning"):
        assert change > 0.05
    elif name in ("houlsby", "pfeiffer"):
        assert 0 < change < 0.01
    else:
        assert change == 0


def test_bitfit_needs_biases_and_says_so() -> None:
    model = tiny("llama")
    with pytest.raises(Refused, match="편향") as refused:
        Tuned(model, "bitfit")
    assert refused.value.field == "method"
    assert all(parameter.requires_grad for parameter in model.parameters())
