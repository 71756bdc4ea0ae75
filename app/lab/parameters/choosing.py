"""The list of architectures to choose from, each with its size. Knows no method."""

from __future__ import annotations

from functools import cache

from models import architectures
from models.architectures.shapes import Shape


def groups(chosen: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """All architectures with their sizes, encoders apart from models that write; what nobody knows stands last."""
    shapes = [shape_of(name) for name in architectures.names()]
    sides = (
        ("인코더", [one for one in shapes if one.head]),
        ("글을 쓰는 모델", [one for one in shapes if not one.head]),
    )
    groups = tuple((side, tuple((one.name, f"{_called(one)} ({_size(one)})") for one in of)) for side, of in sides)
    return groups if chosen in architectures.names() else (*groups, ("모르는 구조", ((chosen, chosen[:60]),)))


def _called(shape: Shape) -> str:
    return "서당의 작은 모델" if shape.name == "bundled" else shape.name


def _size(shape: Shape) -> str:
    millions = shape.parameters / 1e6
    return f"{millions / 1000:.3g}B" if millions >= 1000 else f"{millions:.3g}M"


@cache
def shape_of(architecture: str) -> Shape:
    """Of a named one only: folders are for the command."""
    return architectures.shape(architecture)
