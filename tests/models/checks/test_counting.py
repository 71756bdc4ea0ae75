"""Counts of the checks against figures of the papers and of torch's own layers, which no code of ours made."""

import pytest
import torch
from torch import nn

from models.checks import counting, sized


def test_lora_on_gpt3_sized_matrices_has_the_papers_count() -> None:
    one = counting.lora_of_a_square_matrix(d=12288, r=4)
    assert one * 2 * 96 == 18_874_368  # q and v of 96 layers: the 35 MB of Hu et al. in 16 bits


def test_a_rectangle_takes_its_two_sides() -> None:
    assert counting.lora_of_a_rectangle(d=768, r=4) == 4 * (768 + 3072) > counting.lora_of_a_square_matrix(d=768, r=4)


def test_one_adapter_is_two_linear_layers() -> None:
    linears = nn.Linear(768, 64), nn.Linear(64, 768)
    assert counting.one_adapter(d=768, m=64) == sum(p.numel() for linear in linears for p in linear.parameters())


def test_a_model_holds_as_many_parts_as_it_has_places_for_them() -> None:
    assert counting.lora_of_a_model(L=3, d=128, r=4) == 3 * 2 * counting.lora_of_a_square_matrix(d=128, r=4)
    assert counting.houlsby_adapters(L=3, d=128, m=8) == 3 * 2 * counting.one_adapter(d=128, m=8)


def test_layer_norms_and_biases_are_those_of_the_model() -> None:
    model = sized.bert(2, 128)
    norms = [module for module in model.modules() if isinstance(module, nn.LayerNorm)]
    assert counting.layer_norms(L=2, d=128) == sum(p.numel() for norm in norms for p in norm.parameters())
    own = [(name, p.numel()) for name, p in model.named_parameters() if name.endswith("bias")]
    assert counting.biases(L=2, d=128) == sum(
        size for name, size in own if "pooler" not in name and "class" not in name
    )


def test_a_prompt_stands_before_one_layer_and_a_prefix_before_all() -> None:
    assert counting.soft_prompt(L=3, d=128, l=20) == counting.soft_prompt(L=1, d=128, l=20) == 20 * 128
    assert counting.prefix(L=3, d=128, l=20) == 3 * 2 * counting.soft_prompt(L=3, d=128, l=20)


def test_the_widest_bottleneck_fits_and_the_next_does_not() -> None:
    m = counting.widest_bottleneck(p=1)
    assert counting.houlsby_adapters(12, 768, m) <= 1_100_000 < counting.houlsby_adapters(12, 768, m + 1)


def test_a_model_is_left_as_it_was() -> None:
    model = sized.bert(2, 128)
    before = dict(model.named_parameters()).keys()
    counting.houlsby_adapters(L=2, d=128, m=8)
    assert dict(model.named_parameters()).keys() == before
    assert all(parameter.device == torch.device("meta") for parameter in model.parameters())


def test_the_mlp_of_a_layer_has_two_matrices(monkeypatch: pytest.MonkeyPatch) -> None:
    assert counting.part_of_a_layer_with_two_matrices() == "mlp"
    monkeypatch.setattr(counting, "_part", lambda name: "attention" if "query" in name or "key" in name else "mlp")
    assert counting.part_of_a_layer_with_two_matrices() == "attention"
