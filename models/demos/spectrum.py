"""Full fine-tuning taken apart: the singular values of each weight's update, and the loss when it is cut to a rank.

Reads what `make` left of the recipes `full` and `lora-8`; trains nothing. m outputs, n inputs, s = min(m, n), r rank.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, cast

import torch
from torch import Tensor, nn

from models.architectures.anatomy import Site, blocks, sizes, turned
from models.demos.measuring import FIGURES, accuracy
from models.demos.updates import Matrix, Overlap, Point, Update, Updates
from models.demos.workshop import Workshop, hardware
from models.learning.loss import loss_over
from models.refusals import Refused
from models.tasks import Task
from models.tuning import Tuned
from models.variants import attach, read
from models.variants.merging import merge

SEED = 0  # of the trainings: the one whose variants ship
LORA = "lora-8"
STEPS = (0, 1, 2, 4, 8, 16, 32, 64, 128)
NOT_MADE = (
    "{folder}에 학습한 가중치가 없습니다. "
    "먼저 `python -m models.demos make --recipe full --recipe lora-8`을 돌려 주세요."
)


@dataclass(frozen=True)
class Place:
    """Where a matrix lies: its block (from 1), its kind, and its rows in a layer's weight (outputs, inputs)."""

    block: int
    kind: str
    site: Site

    def of(self, model: nn.Module) -> Tensor:
        """A view into the layer's weight, to be read or written.  # (m, n)"""
        layer = model.get_submodule(self.site.name)
        weight = cast(Tensor, layer.weight).detach()
        whole = weight.t() if turned(layer) else weight
        return whole[self.site.start : self.site.stop or sizes(layer)[1]]


@dataclass(frozen=True)
class Cut:
    """One update by its singular values: dW = U diag(S) V.  U (m, s), S (s,), V (s, n)"""

    left: Tensor
    values: Tensor
    right: Tensor

    def to(self, rank: int) -> Tensor:
        """The nearest matrix of that rank (Eckart & Young 1936).  # (m, n)"""
        return (self.left[:, :rank] * self.values[:rank]) @ self.right[:rank]

    def share(self, rank: int) -> float:
        squares = self.values.double().square()
        return float(squares[:rank].sum() / squares.sum().clamp(min=1e-30))


def spectrum(shop: Workshop, tasks: list[Task]) -> Updates:
    """Of every task whose weights were made. Raises Refused where they are not there."""
    wide = [min(place.of(shop.base.model).shape) for place in places(shop.base.model)]
    ranks = (*(rank for rank in STEPS if rank < max(wide)), max(wide))
    return Updates(
        base=shop.base.fingerprint,
        base_name=shop.base.name,
        seed=SEED,
        ranks=ranks,
        figures={task.slug: FIGURES[task.slug] for task in tasks if task.labels},
        hardware=hardware(),
        versions={name: version(name) for name in ("torch", "transformers")},
        tasks=tuple(_update(shop, task, ranks) for task in tasks),
    )


def places(model: nn.Module) -> list[Place]:
    """The weight matrices of the blocks; embeddings are none of them."""
    return [
        Place(number, kind, site)
        for number, block in enumerate(blocks(model), start=1)
        for kind, site in [*block.projections.items(), *((name.rpartition(".")[2], Site(name)) for name in block.ffn)]
    ]


def _update(shop: Workshop, task: Task, ranks: tuple[int, ...]) -> Update:
    base, tuned = shop.base.model, _tuned(shop, task, "full")
    cuts = dict(_cuts(base, tuned.model))
    lora = _tuned(shop, task, LORA)
    merge(lora)
    return Update(
        task=task.slug,
        test_rows=len(shop.examples(task, "test")),
        matrices=tuple(_matrix(place, cut, base, ranks) for place, cut in cuts.items()),
        rest_tuned=tuple(_curve(shop, task, tuned, cuts, ranks)),
        matrices_only=tuple(_curve(shop, task, Tuned(copy.deepcopy(base), "full"), cuts, ranks)),
        lora_rank=cast(Any, lora.config).rank,
        lora=_point(shop, task, lora),
        overlaps=tuple(_overlaps(base, lora, cuts, ranks)),
    )


def _tuned(shop: Workshop, task: Task, recipe: str) -> Tuned:
    folder = shop.work / "make" / task.slug / recipe / f"{SEED}" / "variant"
    if not folder.is_dir():
        raise Refused(NOT_MADE.format(folder=folder), "work")
    return attach(copy.deepcopy(shop.base.model), read(folder))


def _cuts(base: nn.Module, tuned: nn.Module) -> Iterator[tuple[Place, Cut]]:
    for place in places(base):
        yield place, Cut(*torch.linalg.svd(place.of(tuned) - place.of(base), full_matrices=False))


def _matrix(place: Place, cut: Cut, base: nn.Module, ranks: tuple[int, ...]) -> Matrix:
    weight, norm = place.of(base), float(cut.values.norm())
    return Matrix(
        block=place.block,
        kind=place.kind,
        shape=(weight.shape[0], weight.shape[1]),
        norm=round(norm, 4),
        relative=round(norm / float(weight.norm()), 4),
        shares=tuple(round(cut.share(rank), 4) for rank in ranks),
    )


def _curve(shop: Workshop, task: Task, tuned: Tuned, cuts: dict[Place, Cut], ranks: tuple[int, ...]) -> Iterator[Point]:
    """The model with each matrix at the base's values plus the cut update; what is no such matrix stays as it is."""
    for rank in ranks:
        for place, cut in cuts.items():
            place.of(tuned.model).copy_(place.of(shop.base.model) + cut.to(rank))
        yield _point(shop, task, tuned)


def _point(shop: Workshop, task: Task, tuned: Tuned) -> Point:
    loss = round(loss_over(tuned, shop.examples(task, "test")), 4)
    return Point(test_loss=loss, figure=round(accuracy(shop, task, tuned), 4) if task.labels else None)


def _overlaps(base: nn.Module, lora: Tuned, cuts: dict[Place, Cut], ranks: tuple[int, ...]) -> Iterator[Overlap]:
    """For the matrices that LoRA changed; `lora` is merged.

    The measure is that of Hu et al. 2022, section 7.2, who compare LoRAs with one another by it (their A of ranks 8 and
    64, and of two seeds); here it compares the column space of a LoRA's update with that of full fine-tuning.
    """
    rank = cast(Any, lora.config).rank
    for place, full in cuts.items():
        change = place.of(lora.model) - place.of(base)
        if not bool(change.any()):
            continue
        left, values, _ = torch.linalg.svd(change, full_matrices=False)
        shared, squares = (left[:, :rank].t() @ full.left).square(), full.values.square()  # (r, s), (s,)
        high = len(full.left)
        yield Overlap(
            block=place.block,
            kind=place.kind,
            singular=tuple(round(value, 4) for value in values[:rank].tolist()),
            likeness=tuple(round(float(shared[:, :j].sum()) / min(rank, j), 4) for j in ranks[1:]),
            chance=tuple(round(rank * j / high / min(rank, j), 4) for j in ranks[1:]),
            held=round(float((shared.sum(0) * squares).sum() / squares.sum()), 4),
            held_by_chance=round(rank / high, 4),
        )
