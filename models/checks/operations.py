"""The operations on tensors that a computation consists of, as torch carries them out. Holds no check."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode


class Operation(NamedTuple):
    """One operation, with the shapes of the tensors that go in and of the one that comes out."""

    name: str
    given: tuple[tuple[int, ...], ...]
    found: tuple[int, ...]


class _Recorder(TorchDispatchMode):  # type: ignore[no-untyped-call]
    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.seen: list[Operation] = []

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        found = func(*args, **(kwargs or {}))
        given = tuple(tuple(each.shape) for each in args if isinstance(each, Tensor))
        self.seen.append(Operation(str(func), given, tuple(found.shape) if isinstance(found, Tensor) else ()))
        return found


def of(call: Callable[[], object]) -> list[Operation]:
    """Everything that a device has to do for `call`, one after another, gradients left out."""
    recorder = _Recorder()
    with torch.no_grad(), recorder:
        call()
    return recorder.seen


def multiplications(call: Callable[[], object]) -> int:
    """Of numbers, in its products of two matrices: rows times columns times what they share."""
    products = [each for each in of(call) if each.name.startswith("aten.mm.")]
    return sum(prod(each.found) * each.given[0][1] for each in products)
