"""Tensors of many layers as a few lines: those that differ only in their layer's number stand together. No torch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

NUMBER = re.compile(r"\b\d+\b")


class Counted(Protocol):
    """A tensor as the counting or the protocol tells it."""

    @property
    def name(self) -> str: ...

    @property
    def shape(self) -> tuple[int, ...]: ...

    @property
    def count(self) -> int: ...


@dataclass(frozen=True)
class Group:
    """`name` has `{first..last}` where the numbers differ; `each` is how many values one of the tensors has."""

    name: str
    shape: tuple[int, ...]
    each: int
    number: int

    @property
    def count(self) -> int:
        return self.each * self.number


def groups(tensors: Iterable[Counted]) -> list[Group]:
    found: dict[tuple[str, tuple[int, ...]], list[Counted]] = {}
    for tensor in tensors:
        found.setdefault((NUMBER.sub("#", tensor.name), tensor.shape), []).append(tensor)
    return [Group(_ranged(group), shape, group[0].count, len(group)) for (_, shape), group in found.items()]


def _ranged(group: Sequence[Counted]) -> str:
    numbers = zip(*(map(int, NUMBER.findall(tensor.name)) for tensor in group), strict=True)
    spans = iter([str(min(n)) if min(n) == max(n) else f"{{{min(n)}..{max(n)}}}" for n in numbers])
    return NUMBER.sub(lambda _: next(spans), group[0].name)
