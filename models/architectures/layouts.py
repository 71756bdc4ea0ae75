"""The names that each family of transformers gives to the parts of its blocks. Pure data; imports no torch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Stack:
    """A row of blocks of one make. `fused` is one layer that holds q, k and v side by side; `cross` has the q, k, v and
    o of cross-attention."""

    blocks: str  # path of a block, `#` for its number
    o: str
    ffn: tuple[str, ...]  # the layer back to width d last
    q: str = ""
    k: str = ""
    v: str = ""
    fused: str = ""
    cross: tuple[str, ...] = ()

    def telling(self) -> tuple[str, ...]:
        """The parts by which such a block is recognised."""
        return (self.fused or self.q, self.o, *self.ffn, *self.cross)


def _named(blocks: str, qkvo: str, ffn: str, cross: str = "") -> Stack:
    q, k, v, o = qkvo.split()
    return Stack(blocks, o, tuple(ffn.split()), q, k, v, cross=tuple(cross.split()))


def _within(sublayer: str, names: str) -> str:
    return " ".join(f"{sublayer}.{name}" for name in names.split())


def _bert(blocks: str, q: str = "query", k: str = "key", v: str = "value") -> tuple[Stack, ...]:
    attention = f"attention.self.{q} attention.self.{k} attention.self.{v} attention.output.dense"
    return (_named(blocks, attention, "intermediate.dense output.dense"),)


def _t5(ffn: str) -> tuple[Stack, ...]:
    own, cross = _within("layer.0.SelfAttention", "q k v o"), _within("layer.1.EncDecAttention", "q k v o")
    return (
        _named("encoder.block.#", own, _within("layer.1.DenseReluDense", ffn)),
        _named("decoder.block.#", own, _within("layer.2.DenseReluDense", ffn), cross),
    )


_QKVO = "q_proj k_proj v_proj out_proj"
_OPT = _within("self_attn", _QKVO)

# A model is compared with them in this order; no family has all the parts of another.
FAMILIES: dict[str, tuple[Stack, ...]] = {
    "bart": (
        _named("model.encoder.layers.#", _OPT, "fc1 fc2"),
        _named("model.decoder.layers.#", _OPT, "fc1 fc2", _within("encoder_attn", _QKVO)),
    ),
    "opt": (_named("model.decoder.layers.#", _OPT, "fc1 fc2"),),
    "llama": (
        _named(
            "model.layers.#",
            _within("self_attn", "q_proj k_proj v_proj o_proj"),
            _within("mlp", "gate_proj up_proj down_proj"),
        ),
    ),
    "gpt2": (Stack("transformer.h.#", "attn.c_proj", ("mlp.c_fc", "mlp.c_proj"), fused="attn.c_attn"),),
    "bert": _bert("bert.encoder.layer.#"),
    "roberta": _bert("roberta.encoder.layer.#"),
    "distilbert": (
        _named(
            "distilbert.transformer.layer.#",
            _within("attention", "q_lin k_lin v_lin out_lin"),
            _within("ffn", "lin1 lin2"),
        ),
    ),
    "albert": (
        _named(
            "albert.encoder.albert_layer_groups.#.albert_layers.#",
            _within("attention", "query key value dense"),
            "ffn ffn_output",
        ),
    ),
    "deberta-v2": _bert("deberta.encoder.layer.#", "query_proj", "key_proj", "value_proj"),
    "t5": _t5("wi wo"),
    "t5-gated": _t5("wi_0 wi_1 wo"),
}
