"""What the engine is measured against: each variant in a model of its own, run by transformers' `generate()`.

peft has LoRA and prefix; the adapter, which it does not have, is ours, attached by hooks.
"""

from __future__ import annotations

import copy
from typing import Any

import torch
from peft import LoraConfig, PrefixTuningConfig, get_peft_model

from models.base import Base
from models.methods import configure
from models.tuning import Tuned
from models.variants import Variant, attach

NEW = 24  # tokens a row
Said = list[list[int]]


def variant(base: Base, method: str, seed: int) -> Variant:
    """Random tensors, large enough to change the text."""
    torch.manual_seed(seed)
    tuned = Tuned(copy.deepcopy(base.model), method, configure(method))
    tensors = {
        name: torch.randn_like(tensor, device="cpu") * 0.05 if tensor.ndim == 2 else tensor.detach().cpu().float()
        for name, tensor in tuned.trainable.items()
    }
    return Variant(method, tuned.config, tensors, "", base.fingerprint)


def alone(base: Base, one: Variant) -> Any:
    """The variant in a copy of the base of its own: by peft where it has the method, else by our hooks."""
    if one.method == "lora":
        return lora_model(base, {"default": one})
    model = copy.deepcopy(base.model)
    if one.method == "houlsby":
        return attach(model, one).model
    values = one.tensors["tuning.values"]  # (L, 2, H, P, h)
    model = get_peft_model(model, PrefixTuningConfig(task_type="CAUSAL_LM", num_virtual_tokens=values.shape[3]))
    with torch.no_grad():
        model.prompt_encoder["default"].embedding.weight.copy_(values.permute(3, 0, 1, 2, 4).flatten(1))  # (P, L 2 H h)
    return model.eval()


def lora_model(base: Base, variants: dict[str, Variant]) -> Any:
    """peft's model with these LoRAs, all in one copy of the base."""
    default, first = next(iter(variants.items()))
    targets, given = sorted({name.split(".")[-3] for name in first.tensors}), first.config.model_dump()
    settings = LoraConfig(r=given["rank"], lora_alpha=given["alpha"], target_modules=targets)
    model = get_peft_model(copy.deepcopy(base.model), settings, adapter_name=default)
    for name, one in variants.items():
        if name not in model.peft_config:
            model.add_adapter(name, settings)
        for place, tensor in one.tensors.items():
            layer, letter = place.split(".tuning.")
            with torch.no_grad():
                model.get_parameter(f"base_model.model.{layer}.lora_{letter}.{name}.weight").copy_(tensor)
    return model.eval()


def generate(model: Any, texts: list[list[int]], **more: Any) -> Said:
    """Greedy continuations by transformers, texts padded at the front."""
    longest = max(map(len, texts))
    device = next(model.parameters()).device
    ids = torch.tensor([[0] * (longest - len(text)) + text for text in texts], device=device)
    mask = torch.tensor([[0] * (longest - len(text)) + [1] * len(text) for text in texts], device=device)
    with torch.inference_mode():
        said = model.generate(input_ids=ids, attention_mask=mask, max_new_tokens=NEW, do_sample=False, **more)
    return [row[-NEW:] for row in said.tolist()]
