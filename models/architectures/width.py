"""The few numbers that transformers' configurations name differently from family to family."""

from __future__ import annotations

from typing import Any, cast

from torch import nn


def settings_of(model: nn.Module) -> Any:
    """The model's configuration (of the text part, where there are several)."""
    config = cast(Any, model).config
    return config.get_text_config() if hasattr(config, "get_text_config") else config


def first(config: Any, *names: str) -> int:
    """The first of these attributes that the configuration has and that is set."""
    return next(int(value) for name in names if (value := getattr(config, name, None)) is not None)


def width_of(model: nn.Module) -> int:
    """d: how wide what a sublayer returns is."""
    return first(settings_of(model), "hidden_size", "d_model", "n_embd", "dim")


def layers_of(model: nn.Module) -> int:
    """Layers with self-attention; of an encoder and its decoder together."""
    config = settings_of(model)
    layers = first(config, "num_hidden_layers", "n_layer", "n_layers", "num_layers")
    if getattr(config, "is_encoder_decoder", False):
        return layers + first(config, "num_decoder_layers", "decoder_layers")
    return layers


def heads_of(model: nn.Module) -> int:
    """Heads of keys and values; with grouped queries fewer than heads of queries."""
    return first(settings_of(model), "num_key_value_heads", "num_attention_heads", "n_head", "n_heads", "num_heads")


def head_width_of(model: nn.Module) -> int:
    config = settings_of(model)
    own = getattr(config, "head_dim", None) or getattr(config, "d_kv", None)
    return (
        int(own) if own else width_of(model) // first(config, "num_attention_heads", "n_head", "n_heads", "num_heads")
    )


def context_of(model: nn.Module) -> int:
    """Longest input in tokens. T5 keeps no table of positions; 512 is what it was trained on."""
    config = settings_of(model)
    if config.model_type == "t5":
        return int(getattr(config, "n_positions", None) or 512)
    return first(config, "max_position_embeddings", "n_positions", "n_ctx")
