"""Where the parts of each family lie, and that relatives of Llama are recognised without an entry."""

from typing import Any

import pytest
import torch
from torch import nn
from transformers import (
    AutoModelForCausalLM,
    AutoModelForSeq2SeqLM,
    GemmaConfig,
    MistralConfig,
    PreTrainedConfig,
    Qwen2Config,
    T5Config,
)

from models.architectures.anatomy import blocks, norms, sizes
from models.counting import build
from models.refusals import Refused
from tests.models.tiny import tiny

SMALL: dict[str, Any] = {
    "vocab_size": 32,
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "intermediate_size": 24,
    "head_dim": 4,
    "pad_token_id": 0,
}


def on_meta(kind: Any, config: PreTrainedConfig) -> nn.Module:
    with torch.device("meta"):
        model: nn.Module = kind.from_config(config)
    return model


@pytest.mark.parametrize(
    ("name", "number", "first"),
    [
        ("bert-base", 12, "bert.encoder.layer.0.attention.self.query"),
        ("roberta-base", 12, "roberta.encoder.layer.0.attention.self.query"),
        ("distilbert", 6, "distilbert.transformer.layer.0.attention.q_lin"),
        ("albert-base", 1, "albert.encoder.albert_layer_groups.0.albert_layers.0.attention.query"),
        ("t5-base", 24, "encoder.block.0.layer.0.SelfAttention.q"),
        ("bart-large", 24, "model.encoder.layers.0.self_attn.q_proj"),
    ],
)
def test_the_blocks_of_each_family_are_found_in_order(name: str, number: int, first: str) -> None:
    found = blocks(build(name))
    assert len(found) == number
    assert found[0].projections["q"].name == first


def test_only_the_decoder_has_cross_attention() -> None:
    found = blocks(build("t5-base"))
    assert not any(block.cross for block in found[:12])
    assert {letter: site.name for letter, site in found[12].cross.items()} == {
        letter: f"decoder.block.0.layer.1.EncDecAttention.{letter}" for letter in "qkvo"
    }
    assert found[12].ffn[-1] == "decoder.block.0.layer.2.DenseReluDense.wo"


@pytest.mark.parametrize("config", [Qwen2Config, MistralConfig, GemmaConfig])
def test_relatives_of_llama_are_recognised_by_its_names(config: Any) -> None:
    model = on_meta(AutoModelForCausalLM, config(**SMALL))
    found = blocks(model)
    assert len(found) == 2
    assert sizes(model.get_submodule(found[1].projections["k"].name)) == (16, 8)


def test_a_gated_t5_has_three_feed_forward_layers() -> None:
    config = T5Config(vocab_size=32, d_model=16, d_kv=4, d_ff=24, num_layers=1, num_heads=4, pad_token_id=0)
    config.is_gated_act, config.dense_act_fn = True, "gelu_new"
    found = blocks(on_meta(AutoModelForSeq2SeqLM, config))
    assert [name.rpartition(".")[2] for name in found[1].ffn] == ["wi_0", "wi_1", "wo"]


def test_the_parts_of_a_fused_projection_lie_side_by_side() -> None:
    projections = blocks(tiny("gpt2"))[0].projections
    assert [(projections[letter].start, projections[letter].stop) for letter in "qkv"] == [(0, 16), (16, 32), (32, 48)]
    assert projections["o"].stop == 0


def test_norms_are_all_of_the_model() -> None:
    assert len(norms(build("bert-large"))) == 49
    assert len(norms(tiny("llama"))) == 5


def test_an_unknown_model_is_refused_with_the_known_families() -> None:
    with pytest.raises(Refused, match=r"Linear.*bert"):
        blocks(nn.Linear(2, 2))
