"""What a formula needs to know of an architecture: its linear layers, biases and widths, without weights. No torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["q", "k", "v", "o", "ffn"]  # `ffn`: every linear layer of the feed-forward sublayer, gates included
Norm = Literal["layer", "rms"]


@dataclass(frozen=True)
class Linear:
    """`number` linear layers of one role that all map `inputs` values to `outputs` values."""

    role: Role
    inputs: int
    outputs: int
    number: int


@dataclass(frozen=True)
class Biases:
    """`number` bias vectors of `size` values; `of` says whose, in Korean, for the formula."""

    of: str
    size: int
    number: int


@dataclass(frozen=True)
class Norms:
    """`number` normalisations of `size` values each (their biases, if they have any, stand among the Biases too)."""

    size: int
    number: int


@dataclass(frozen=True)
class Shape:
    """One architecture. Layers whose weights are shared (ALBERT) count once, as their tensors do.

    Sources: the published `config.json` of each model; `published` names where it comes from.
    """

    name: str
    family: str  # `model_type` of transformers: bert, gpt2, opt ...
    width: int  # d, what a sublayer returns
    embedding: int  # width of the token embedding; ALBERT's is narrower than d
    context: int  # longest input in tokens
    parameters: int  # of the pretrained model: embeddings, blocks, pooler and an output matrix of its own; no task head
    head: int  # of the task head: the classifier of an encoder, for two labels; 0 for models that write text
    output: int  # of the output matrix or head that `head` trains (tied matrices are copied first)
    linears: tuple[Linear, ...]  # of the blocks; fused projections are listed as their parts
    attention_sites: int  # distinct places behind a self-attention sublayer, where Houlsby's first adapter goes
    ffn_sites: int  # distinct places behind a feed-forward sublayer
    biases: tuple[Biases, ...]  # of the body, pooler excluded
    norms: tuple[Norms, ...]  # all of the body, the one behind the embeddings included: those that Houlsby may train
    norm: Norm
    prefix_layers: int  # self-attention layers that can see a prefix of their own
    prefix_width: int  # values of one key (or value) vector over all heads: kv_heads * head width
    published: str = ""
