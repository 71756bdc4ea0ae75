"""From a family's sizes to a Shape: its linear layers, biases and normalisations, and what they add up to. No torch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.architectures.shapes import Biases, Linear, Norm, Norms, Role, Shape
from models.refusals import Refused

ATTENTION: tuple[Role, ...] = ("q", "k", "v", "o")
EVERY: frozenset[Role] = frozenset((*ATTENTION, "ffn"))
LABELS = 2  # a classifier is counted for two labels, as GLUE's tasks mostly have


class Values:
    """A transformers configuration as it stands in JSON. A size that is missing or senseless is Refused by its name."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given

    def __call__(self, name: str, default: int | None = None) -> int:
        """A size, 1 or more; less only where the default is less, which then means that there is none."""
        value = self.get(name, default)
        if type(value) is not int or value < min(1, 1 if default is None else default):
            raise Refused(f"모델 구성(config.json)의 ‘{name}’ 값이 없거나 알맞은 수가 아닙니다.", "architecture")
        return value

    def get(self, name: str, default: Any = None) -> Any:
        value = self.given.get(name)
        return default if value is None else value


@dataclass(frozen=True)
class Body:
    """What a family says of itself. `tables` are all parameters that are neither in `linears` nor a bias nor a
    normalisation: embeddings, poolers with their biases, convolutions, an output matrix of its own."""

    width: int
    embedding: int
    context: int
    tables: int
    linears: tuple[Linear, ...]
    norms: tuple[Norms, ...]
    blocks: int  # distinct ones
    prefix_layers: int
    prefix_width: int
    output: int
    head: int = 0
    biased: frozenset[Role] = EVERY
    norm: Norm = "layer"
    more_biases: tuple[Biases, ...] = ()

    def shape(self, name: str, family: str, published: str) -> Shape:
        biases = tuple(self._biases())
        weights = sum(linear.number * linear.inputs * linear.outputs for linear in self.linears)
        weights += sum(norms.number * norms.size for norms in self.norms)
        return Shape(
            name=name,
            family=family,
            width=self.width,
            embedding=self.embedding,
            context=self.context,
            parameters=self.tables + weights + sum(bias.size * bias.number for bias in biases),
            head=self.head,
            output=self.output,
            linears=self.linears,
            attention_sites=self.blocks,
            ffn_sites=self.blocks,
            biases=biases,
            norms=self.norms,
            norm=self.norm,
            prefix_layers=self.prefix_layers,
            prefix_width=self.prefix_width,
            published=published,
        )

    def _biases(self) -> list[Biases]:
        found: Counter[tuple[str, int]] = Counter()
        for linear in self.linears:
            if linear.role in self.biased:
                found["FFN" if linear.role == "ffn" else "어텐션", linear.outputs] += linear.number
        for norms in self.norms if self.norm == "layer" else ():
            found["레이어 정규화", norms.size] += norms.number
        return [*(Biases(of, size, number) for (of, size), number in found.items()), *self.more_biases]


def attention(layers: int, width: int, queries: int = 0, keys: int = 0) -> tuple[Linear, ...]:
    """q, k, v and o of so many layers; `queries` and `keys` are the widths over all heads, d unless told."""
    queries = queries or width
    keys = keys or queries
    return (
        Linear("q", width, queries, layers),
        Linear("k", width, keys, layers),
        Linear("v", width, keys, layers),
        Linear("o", queries, width, layers),
    )


def feed_forward(layers: int, width: int, inner: int, inward: int = 1) -> tuple[Linear, ...]:
    """`inward` linear layers to the inner width (two where one of them gates the other) and one back."""
    return Linear("ffn", width, inner, inward * layers), Linear("ffn", inner, width, layers)


def dense(inputs: int, outputs: int) -> int:
    """Parameters of one linear layer with bias."""
    return inputs * outputs + outputs
