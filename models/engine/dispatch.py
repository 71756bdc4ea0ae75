"""One hook a layer that gives every row of a batch its own variant's insertion. Knows no text, no cache, no method.

Outside `acting` the hooks do nothing: whoever else uses the model, or a copy of it, has the plain base.

B rows, T positions, N = B T, d width; G variants of at most k rows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from models.engine.changes import InPlace, Stacked, in_place, likeness, stacked
from models.insertions import Insertion

FEW = 4  # positions; variants with no more are stacked where two or more are alike (docs/decisions/engine.md)
KEPT = 8  # stacks kept a layer, since rows come and go more often than variants do

Work = Callable[[Tensor, Tensor], None]  # changes outputs (N, d) in place, given inputs (N, inputs)
Places = dict[str, list[int]]  # where in the N flattened positions a variant's rows lie


class Dispatch:
    """Insertions of several variants over one model. `acting` says which row is whose; base rows cost nothing."""

    def __init__(self, model: nn.Module) -> None:
        self.model = model
        self.variants: dict[str, Mapping[str, Insertion]] = {}
        self.sites: dict[str, _Site] = {}
        self.arranged: tuple[tuple[str | None, ...], int] | None = None
        self.switch = _Switch()

    def add(self, name: str, insertions: Mapping[str, Insertion]) -> None:
        self.variants[name] = insertions
        for path, insertion in insertions.items():
            if path not in self.sites:
                self.sites[path] = _Site(self.model.get_submodule(path), self.switch)
            self.sites[path].add(name, insertion)
        self.arranged = None

    def remove(self, name: str) -> None:
        """Drops the variant, and the hook of every layer that no other variant changes."""
        for path in self.variants.pop(name):
            self.sites[path].remove(name)
            if not self.sites[path].own:
                self.sites.pop(path).handle.remove()
        self.arranged = None

    @contextmanager
    def acting(self, rows: Sequence[str | None], positions: int) -> Iterator[None]:
        """A forward inside has these rows' variants and `positions` positions a row."""
        self._arrange(rows, positions)
        self.switch.on = True
        try:
            yield
        finally:
            self.switch.on = False

    def _arrange(self, rows: Sequence[str | None], positions: int) -> None:
        """Free when nothing changed since the last time."""
        wanted = (tuple(rows), positions)
        if wanted == self.arranged:
            return
        self.arranged = None  # what fails in the middle is done again
        device = next(self.model.parameters()).device
        places: Places = {}
        for number, name in enumerate(rows):
            if name is not None:
                places.setdefault(name, []).extend(range(number * positions, (number + 1) * positions))
        found = {name: _rows(own, device) for name, own in places.items()}
        for site in self.sites.values():
            site.arrange(places, found, device)
        self.arranged = wanted


class _Switch:
    """Whether the hooks of one Dispatch act."""

    on = False


class _Site:
    """A hooked layer, what each variant does there, and what is to be done in the next forward."""

    def __init__(self, layer: nn.Module, switch: _Switch) -> None:
        self.switch = switch
        self.work: list[Work] = []
        self.own: dict[str, Insertion] = {}
        self.alone: dict[str, InPlace] = {}
        self.stacks: dict[tuple[str, ...], Stacked] = {}
        self.handle: RemovableHandle = layer.register_forward_hook(self._hook)

    def add(self, name: str, insertion: Insertion) -> None:
        self.own[name], self.alone[name] = insertion, in_place(insertion)

    def remove(self, name: str) -> None:
        del self.own[name], self.alone[name]
        self.stacks = {names: stack for names, stack in self.stacks.items() if name not in names}

    def arrange(self, places: Places, found: Mapping[str, slice | Tensor], device: torch.device) -> None:
        present = [name for name in places if name in self.own]
        alike: dict[Hashable, list[str]] = {}
        for name in present:
            if len(places[name]) <= FEW and (kind := likeness(self.own[name])) is not None:
                alike.setdefault(kind, []).append(name)
        groups = [names for names in alike.values() if len(names) > 1]
        together = {name for names in groups for name in names}
        self.work = [_on(found[name], self.alone[name]) for name in present if name not in together]
        self.work += [partial(_grouped, _grid(names, places, device), self._stack(tuple(names))) for names in groups]

    def _stack(self, names: tuple[str, ...]) -> Stacked:
        if names not in self.stacks:
            if len(self.stacks) >= KEPT:
                self.stacks.pop(next(iter(self.stacks)))
            self.stacks[names] = stacked([self.own[name] for name in names])
        return self.stacks[names]

    def _hook(self, layer: nn.Module, given: tuple[Any, ...], outputs: Tensor) -> None:
        if not self.switch.on or not self.work:
            return
        inputs = given[0].reshape(-1, given[0].shape[-1])  # (N, inputs); some models flatten rows and positions too
        flat = outputs.view(-1, outputs.shape[-1])  # (N, d), the same memory
        for change in self.work:
            change(inputs, flat)


def _rows(own: list[int], device: torch.device) -> slice | Tensor:
    """A slice where a variant's rows are neighbours, which needs no gathering; else where they lie."""
    if own[-1] - own[0] + 1 == len(own):
        return slice(own[0], own[-1] + 1)
    return torch.tensor(own, device=device)


def _grid(names: Sequence[str], places: Places, device: torch.device) -> Tensor:
    """Where the rows of G variants lie, one line each; short lines repeat their last row, to no harm.  # (G, k)"""
    most = max(len(places[name]) for name in names)
    return torch.tensor(
        [places[name] + places[name][-1:] * (most - len(places[name])) for name in names], device=device
    )


def _on(rows: slice | Tensor, change: InPlace) -> Work:
    return partial(_sliced, rows, change) if isinstance(rows, slice) else partial(_gathered, rows, change)


def _sliced(rows: slice, change: InPlace, inputs: Tensor, outputs: Tensor) -> None:
    change(inputs[rows], outputs[rows])


def _gathered(rows: Tensor, change: InPlace, inputs: Tensor, outputs: Tensor) -> None:
    own = outputs.index_select(0, rows)
    change(inputs.index_select(0, rows), own)
    outputs.index_copy_(0, rows, own)


def _grouped(grid: Tensor, change: Stacked, inputs: Tensor, outputs: Tensor) -> None:
    flat = grid.flatten()  # (G k,)
    own = outputs.index_select(0, flat).view(*grid.shape, -1)  # (G, k, d)
    changed = change(inputs.index_select(0, flat).view(*grid.shape, -1), own)
    outputs.index_copy_(0, flat, changed.view(len(flat), -1))
