"""Where peft has the method: the same weights give the same logits and as many trainable parameters as ours."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from peft import (
    LoraConfig,
    PeftConfig,
    PeftModel,
    PrefixTuningConfig,
    PromptEncoderConfig,
    PromptTuningConfig,
    get_peft_model,
)
from torch import Tensor

from models.tuning import Tuned
from tests.models.methods.cases import IDS, MASK, logits, train, tuned
from tests.models.tiny import tiny

# peft asks transformers for a property by its old name
pytestmark = pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing` is deprecated:FutureWarning")
CAUSAL: dict[str, Any] = {"task_type": "CAUSAL_LM"}
kinds = pytest.mark.parametrize("kind", ["opt", "llama"])


def theirs(kind: str, config: PeftConfig, weights: dict[str, Tensor]) -> PeftModel:
    """The same tiny model tuned by peft, holding these values; every trainable tensor of peft's is given one."""
    model = get_peft_model(tiny(kind), config)
    trainable = {name: tensor for name, tensor in model.named_parameters() if tensor.requires_grad}
    assert {name: tensor.shape for name, tensor in trainable.items()} == {
        name: tensor.shape for name, tensor in weights.items()
    }
    with torch.no_grad():
        for name, tensor in trainable.items():
            tensor.copy_(weights[name])
    return model.eval()


def agree(on: Tuned, other: PeftModel) -> None:
    with torch.no_grad():
        found = other(input_ids=IDS, attention_mask=MASK).logits[:, -IDS.shape[1] :]
    real = MASK.bool()
    torch.testing.assert_close(logits(on)[real], found[real], atol=1e-5, rtol=1e-4)
    counted = sum(tensor.numel() for tensor in on.trainable.values())
    assert counted == sum(tensor.numel() for tensor in other.parameters() if tensor.requires_grad)


def renamed(on: Tuned, before: str, names: dict[str, str]) -> dict[str, Tensor]:
    """Our tensors under peft's names: the first part of a name that `names` knows is replaced."""
    found = {}
    for name, tensor in on.trainable.items():
        rest = name.removeprefix("tuning.")
        ours = next(part for part in names if rest.startswith(part))
        found[f"prompt_encoder.default.{before}{names[ours]}{rest.removeprefix(ours)}"] = tensor
    return found


@kinds
def test_lora_agrees(kind: str) -> None:
    on = tuned(kind, "lora", {"rank": 4, "alpha": 6, "targets": "q,v"})
    train(on)
    config = LoraConfig(r=4, lora_alpha=6, target_modules=["q_proj", "v_proj"], **CAUSAL)
    weights = {
        f"base_model.model.{name.replace('.tuning.', '.lora_')}.default.weight": tensor
        for name, tensor in on.trainable.items()
    }
    agree(on, theirs(kind, config, weights))


@kinds
def test_prefix_agrees(kind: str) -> None:
    on = tuned(kind, "prefix", {"length": 5})
    train(on)
    config = PrefixTuningConfig(num_virtual_tokens=5, **CAUSAL)
    flat = on.trainable["tuning.values"].permute(3, 0, 1, 2, 4).flatten(1)  # (P, 2 L H h)
    agree(on, theirs(kind, config, {"prompt_encoder.default.embedding.weight": flat}))


@kinds
def test_a_reparameterised_prefix_agrees(kind: str) -> None:
    on = tuned(kind, "prefix", {"length": 5, "reparameterise": True})
    train(on)
    config = PrefixTuningConfig(num_virtual_tokens=5, prefix_projection=True, encoder_hidden_size=512, **CAUSAL)
    names = {"embedding": "embedding.weight", "inner": "transform.0", "outer": "transform.2"}
    agree(on, theirs(kind, config, renamed(on, "", names)))


@kinds
def test_prompt_agrees(kind: str) -> None:
    on = tuned(kind, "prompt", {"length": 5})
    train(on)
    config = PromptTuningConfig(num_virtual_tokens=5, **CAUSAL)
    agree(on, theirs(kind, config, renamed(on, "", {"vectors": "embedding.weight"})))


@kinds
@pytest.mark.parametrize("encoder", ["lstm", "mlp"])
def test_p_tuning_agrees(kind: str, encoder: str) -> None:
    on = tuned(kind, "p_tuning", {"length": 5, "encoder": encoder})
    train(on)
    config = PromptEncoderConfig(
        num_virtual_tokens=5, encoder_reparameterization_type=encoder.upper(), encoder_hidden_size=16, **CAUSAL
    )
    names = {"vectors": "embedding.weight", "lstm": "lstm_head", "head": "mlp_head"}
    agree(on, theirs(kind, config, renamed(on, "", names)))
