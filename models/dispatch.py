"""One hook a layer that gives every row of a batch its own variant's insertion. Knows no text, no cache, no method.

B rows, T positions, N = B T, d width, r rank, m bottleneck.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 -- the field's name for it
from torch.utils.hooks import RemovableHandle

from models.insertions import Bottleneck, Insertion, LowRank, Shift, Slices

Rows = slice | Tensor  # of the N flattened positions: neighbours, or where they lie
Work = Callable[[Tensor, Tensor], None]  # changes outputs (N, d) in place, given inputs (N, inputs)


class Dispatch:
    """Insertions of several variants over one model. `arrange` says which row is whose; base rows cost nothing."""

    def __init__(self, model: nn.Module) -> None:
        self.model = model
        self.variants: dict[str, dict[str, Work]] = {}
        self.sites: dict[str, _Site] = {}
        self.arranged: tuple[tuple[str | None, ...], int] | None = None

    def add(self, name: str, insertions: Mapping[str, Insertion]) -> None:
        self.variants[name] = {path: work(insertion) for path, insertion in insertions.items()}
        for path in insertions:
            if path not in self.sites:
                self.sites[path] = _Site(self.model.get_submodule(path))
        self.arranged = None

    def remove(self, name: str) -> None:
        """Drops the variant, and the hook of every layer that no other variant changes."""
        del self.variants[name]
        used = {path for insertions in self.variants.values() for path in insertions}
        for path in set(self.sites) - used:
            self.sites.pop(path).handle.remove()
        self.arranged = None

    def arrange(self, rows: Sequence[str | None], positions: int) -> None:
        """The next forward has these rows' variants and `positions` positions a row. Costs nothing when nothing changed."""
        wanted = (tuple(rows), positions)
        if wanted == self.arranged:
            return
        device = next(self.model.parameters()).device
        places = {name: _places(rows, name, positions, device) for name in dict.fromkeys(rows) if name is not None}
        for path, site in self.sites.items():
            site.work = [
                _on(place, change)
                for name, place in places.items()
                if (change := self.variants[name].get(path)) is not None
            ]
        self.arranged = wanted

    def rest(self) -> None:
        """Until rows are arranged again the model is the plain base."""
        for site in self.sites.values():
            site.work = []
        self.arranged = None


class _Site:
    """A hooked layer and what is to be done with what it returns."""

    def __init__(self, layer: nn.Module) -> None:
        self.work: list[Work] = []
        self.handle: RemovableHandle = layer.register_forward_hook(self._hook)

    def _hook(self, layer: nn.Module, given: tuple[Any, ...], outputs: Tensor) -> None:
        if not self.work:
            return
        inputs = given[0].reshape(-1, given[0].shape[-1])  # (N, inputs); some models flatten rows and positions themselves
        flat = outputs.view(-1, outputs.shape[-1])  # (N, d), the same memory
        for change in self.work:
            change(inputs, flat)


def _places(rows: Sequence[str | None], name: str, positions: int, device: torch.device) -> Rows:
    """The flattened positions of a variant's rows: a slice where they are neighbours, which needs no gathering."""
    own = [number for number, other in enumerate(rows) if other == name]
    if own[-1] - own[0] + 1 == len(own):
        return slice(own[0] * positions, (own[-1] + 1) * positions)
    steps = torch.arange(positions, device=device)
    return (torch.tensor(own, device=device)[:, None] * positions + steps).flatten()  # (rows T,)


def _on(rows: Rows, change: Work) -> Work:
    return partial(_sliced if isinstance(rows, slice) else _gathered, rows, change)


def _sliced(rows: slice, change: Work, inputs: Tensor, outputs: Tensor) -> None:
    change(inputs[rows], outputs[rows])


def _gathered(rows: Tensor, change: Work, inputs: Tensor, outputs: Tensor) -> None:
    own = outputs.index_select(0, rows)
    change(inputs.index_select(0, rows), own)
    outputs.index_copy_(0, rows, own)


def work(insertion: Insertion) -> Work:
    """The insertion as a change in place; the arithmetic is that of its `forward` with fewer copies."""
    if isinstance(insertion, LowRank):
        return partial(_low_rank, insertion.A.detach().t(), insertion.B.detach().t(), insertion.scale)
    if isinstance(insertion, Slices):
        parts = {letter: work(cast(LowRank, part)) for letter, part in insertion.parts.items()}
        return partial(_slices, [(slice(*insertion.spans[letter]), part) for letter, part in parts.items()])
    if isinstance(insertion, Bottleneck):
        return partial(_bottleneck, insertion)
    if isinstance(insertion, Shift):
        return partial(_shift, insertion.difference.detach())
    return partial(_whole, insertion)


def _low_rank(a: Tensor, b: Tensor, scale: float, inputs: Tensor, outputs: Tensor) -> None:
    outputs.addmm_(inputs @ a, b, alpha=scale)  # (N, r) (r, d)


def _slices(parts: list[tuple[slice, Work]], inputs: Tensor, outputs: Tensor) -> None:
    for columns, change in parts:
        change(inputs, outputs[:, columns])


def _bottleneck(adapter: Bottleneck, inputs: Tensor, outputs: Tensor) -> None:
    inner = F.gelu(adapter.down(outputs))  # (N, m)
    outputs.addmm_(inner, adapter.up.weight.t()).add_(adapter.up.bias)


def _shift(difference: Tensor, inputs: Tensor, outputs: Tensor) -> None:
    outputs.add_(difference)


def _whole(insertion: Insertion, inputs: Tensor, outputs: Tensor) -> None:
    outputs.copy_(insertion(inputs, outputs))
