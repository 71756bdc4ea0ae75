"""Shapes of what goes into and comes out of nn.GRU, nn.LSTM and nn.RNN, and of their parameters. Draws nothing.

Source: torch.nn.GRU's documentation (Inputs, Outputs, Variables); letters as there: N batch, L length, D directions.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

GATES = {"GRU": ("r", "z", "n"), "LSTM": ("i", "f", "g", "o"), "RNN": ("h",)}  # in the order of the rows


@dataclass(frozen=True)
class Asked:
    """The arguments of the layer and of one call. `batch` is None for a single sentence without a batch axis."""

    cell: str
    inputs: int
    hidden: int
    layers: int
    both: bool
    batch_first: bool
    batch: int | None
    length: int

    @property
    def directions(self) -> int:
        return 2 if self.both else 1

    @property
    def gates(self) -> int:
        return len(GATES[self.cell])


@dataclass(frozen=True)
class Axis:
    symbol: str
    size: int

    @property
    def told(self) -> str:
        return f"{self.symbol} = {self.size:,}"


@dataclass(frozen=True)
class Tensor:
    """One tensor by its axes; `holds` says what is in it."""

    name: str
    axes: tuple[Axis, ...]
    holds: str = ""

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(axis.size for axis in self.axes)

    @property
    def symbols(self) -> str:
        return _tuple([axis.symbol for axis in self.axes])

    @property
    def numbers(self) -> str:
        return _tuple([str(size) for size in self.shape])

    @property
    def count(self) -> int:
        return prod(self.shape)


def inputs(asked: Asked) -> tuple[Tensor, ...]:
    given = Tensor("input", _sequence(asked, Axis("H_in", asked.inputs)), "시점마다의 특징")
    return given, *_states(asked, "0", "시작하는 상태. 주지 않으면 모두 0")


def outputs(asked: Asked) -> tuple[Tensor, ...]:
    features = Axis("D·H" if asked.both else "H", asked.directions * asked.hidden)
    told = "모든 층이 다 읽고 난 뒤의 상태" if asked.both else "모든 층이 마지막 시점에 낸 상태"
    return Tensor("output", _sequence(asked, features), "마지막 층이 모든 시점에 낸 은닉 상태"), *_states(
        asked, "n", told
    )


def parameters(asked: Asked) -> tuple[Tensor, ...]:
    """In the order of `named_parameters()`, by the names that torch gives them."""
    return tuple(
        tensor
        for layer in range(asked.layers)
        for suffix in ("", "_reverse")[: asked.directions]
        for tensor in _matrices(asked, layer, suffix)
    )


def read_by(asked: Asked, layer: int) -> Axis:
    """How many values a layer reads at each step: the input's features, or what the layer below says."""
    if layer == 0:
        return Axis("H_in", asked.inputs)
    return Axis("D·H" if asked.both else "H", asked.directions * asked.hidden)


def _matrices(asked: Asked, layer: int, suffix: str) -> tuple[Tensor, ...]:
    rows = Axis(f"{asked.gates}H" if asked.gates > 1 else "H", asked.gates * asked.hidden)
    end = f"_l{layer}{suffix}"
    return (
        Tensor(f"weight_ih{end}", (rows, read_by(asked, layer))),
        Tensor(f"weight_hh{end}", (rows, Axis("H", asked.hidden))),
        Tensor(f"bias_ih{end}", (rows,)),
        Tensor(f"bias_hh{end}", (rows,)),
    )


def _sequence(asked: Asked, features: Axis) -> tuple[Axis, ...]:
    length = Axis("L", asked.length)
    if asked.batch is None:
        return length, features
    batch = Axis("N", asked.batch)
    return (batch, length, features) if asked.batch_first else (length, batch, features)


def _states(asked: Asked, end: str, holds: str) -> tuple[Tensor, ...]:
    """`batch_first` changes nothing here. An LSTM has a cell state beside the hidden one."""
    first = Axis("D·num_layers" if asked.both else "num_layers", asked.directions * asked.layers)
    batch = () if asked.batch is None else (Axis("N", asked.batch),)
    axes = (first, *batch, Axis("H", asked.hidden))
    return tuple(Tensor(f"{name}_{end}", axes, holds) for name in ("h", "c")[: 1 + (asked.cell == "LSTM")])


def _tuple(items: list[str]) -> str:
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
