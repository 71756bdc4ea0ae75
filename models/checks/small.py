"""Tiny random models of transformers' own classes, and which tokens reach what they say. Holds no check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from transformers import (
    BartConfig,
    BartForConditionalGeneration,
    BertConfig,
    BertModel,
    GPT2Config,
    GPT2LMHeadModel,
    T5Config,
    T5ForConditionalGeneration,
)

from models.checks import tiny

WORDS, WIDTH = 32, 16  # the vocabulary's size and the width of every model
FAR = 1e-9  # a double that moved by less did not move: sums of the same numbers may differ in the last place
SIZES: dict[Any, dict[str, int]] = {
    BertConfig: {"hidden_size": WIDTH, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32},
    GPT2Config: {"n_embd": WIDTH, "n_layer": 2, "n_head": 2, "bos_token_id": 1, "eos_token_id": 1},
    T5Config: {"d_model": WIDTH, "d_kv": 8, "d_ff": 32, "num_layers": 2, "num_heads": 2, "decoder_start_token_id": 0},
    BartConfig: {
        "d_model": WIDTH,
        "max_position_embeddings": 64,
        **{f"{side}_layers": 2 for side in ("encoder", "decoder")},
        **{f"{side}_attention_heads": 2 for side in ("encoder", "decoder")},
        **{f"{side}_ffn_dim": 32 for side in ("encoder", "decoder")},
    },
}


def bert(**settings: Any) -> Any:
    return _built(BertModel, BertConfig, settings)


def gpt2(**settings: Any) -> Any:
    return _built(GPT2LMHeadModel, GPT2Config, settings)


def t5(**settings: Any) -> Any:
    return _built(T5ForConditionalGeneration, T5Config, settings)


def bart(**settings: Any) -> Any:
    return _built(BartForConditionalGeneration, BartConfig, settings)


def _built(kind: Any, config: Any, settings: dict[str, Any]) -> Any:
    """In doubles: whatever does not reach a vector leaves it as it was to the last places."""
    return tiny.built(kind, config(**{"vocab_size": WORDS} | SIZES[config] | settings)).double()


def sentence(length: int) -> Tensor:
    """Ids that are all different and none of them special.  # (1, T)"""
    return torch.arange(3, 3 + length)[None]


@torch.no_grad()
def reach(says: Callable[[Tensor], dict[int, Tensor]], length: int) -> dict[int, set[int]]:
    """For each place that `says` has a vector for: the places whose token, once it is another, moves that vector."""
    before = says(sentence(length))
    reached: dict[int, set[int]] = {place: set() for place in before}
    for place in range(length):
        changed = sentence(length)
        changed[0, place] = WORDS - 1
        for at, vector in says(changed).items():
            if (vector - before[at]).abs().max() > FAR:
                reached[at].add(place)
    return reached


def rows(found: Tensor) -> dict[int, Tensor]:
    """Vectors (1, T, d) by their place."""
    return dict(enumerate(found[0]))
