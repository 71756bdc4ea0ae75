"""A full update cut to a rank: what each kind of matrix keeps of it, and what the loss makes of it. Draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import fmean

from app.lab.inside.plotting import Plot, plot
from app.lab.variants import BUNDLED
from models.demos.updates import NAME, Matrix, Overlap, Point, Update, Updates, read_updates

FILE = BUNDLED / NAME
SAME = 0.95  # a likeness from which two spaces are as good as one


@dataclass(frozen=True)
class Share:
    """How much of one kind's (or one block's) update the rank holds."""

    label: str
    percent: float
    told: str


@dataclass(frozen=True)
class Row:
    """One rank in the table."""

    rank: str
    share: str
    only: str
    rest: str
    figure: str
    chosen: bool


@dataclass(frozen=True)
class Likeness:
    block: int
    kind: str
    likeness: str
    held: str


@dataclass(frozen=True)
class Losses:
    """On the task's test texts."""

    here: str  # at the rank
    base: str
    only: str  # the matrices' whole update
    whole: str  # full fine-tuning
    lora: str


@dataclass(frozen=True)
class Alikeness:
    """A LoRA's space beside the full update's."""

    rank: int
    matrices: tuple[Likeness, ...]
    average: str
    chance: str
    told: str  # what follows from these two, as a sentence


@dataclass(frozen=True)
class Cut:
    """Everything the page says of one task's update at one rank."""

    updates: Updates  # as they were measured
    update: Update
    rank: int
    full: bool  # nothing is cut
    share: str
    regained: str
    losses: Losses
    kinds: tuple[str, ...]
    matrix: str
    shares: tuple[Share, ...]
    plot: Plot
    rows: tuple[Row, ...]
    alikeness: Alikeness

    @property
    def figure(self) -> str:
        """What the task's figure is, "" where it was not measured."""
        return self.updates.figures.get(self.update.task, "")


@lru_cache(maxsize=1)
def measured(file: Path = FILE) -> Updates | None:
    """None where nobody has measured it."""
    try:
        return read_updates(file)
    except (OSError, ValueError):
        return None


def cut(updates: Updates, update: Update, rank: str, matrix: str) -> Cut:
    """At the largest measured rank that is not above the one asked for; what is no number is 8."""
    at, last = _step(updates.ranks, rank), len(updates.ranks) - 1
    kinds = tuple(dict.fromkeys(one.kind for one in update.matrices))
    matrix = matrix if matrix in kinds else ""
    only = update.matrices_only
    return Cut(
        updates,
        update,
        rank=updates.ranks[at],
        full=at == last,
        share=_percent(_share(update.matrices, at)),
        regained=_percent(regained(update.base, only[at], only[last])),
        losses=_losses(update, at),
        kinds=kinds,
        matrix=matrix,
        shares=_shares(update.matrices, at, kinds, matrix),
        plot=plot(updates.ranks, update, at),
        rows=tuple(_row(updates.ranks, update, place, place == at) for place in range(last + 1)),
        alikeness=_alikeness(updates.ranks, update),
    )


def _step(ranks: Sequence[int], rank: str) -> int:
    asked = int(rank) if rank.isascii() and rank.isdecimal() and len(rank) < 9 else 8
    return max(place for place, known in enumerate(ranks) if known <= asked)


def _losses(update: Update, at: int) -> Losses:
    only = update.matrices_only
    return Losses(*map(_loss, (only[at], update.base, only[-1], update.full, update.lora)))


def _alikeness(ranks: Sequence[int], update: Update) -> Alikeness:
    step = ranks.index(update.lora_rank) - 1 if update.lora_rank in ranks else -1
    return Alikeness(
        update.lora_rank,
        tuple(_likeness(one, step) for one in update.overlaps),
        average=_percent(fmean(one.likeness[step] for one in update.overlaps)) if update.overlaps else "",
        chance=_percent(update.overlaps[0].chance[step]) if update.overlaps else "",
        told=alike(update.overlaps, step),
    )


def alike(overlaps: Sequence[Overlap], step: int) -> str:
    """What the likenesses at one rank amount to, against those of spaces drawn by chance."""
    if not overlaps:
        return ""
    pairs = [(one.likeness[step], one.chance[step]) for one in overlaps]
    mean, chance = (fmean(column) for column in zip(*pairs, strict=True))
    if mean >= SAME:
        return "거의 같은 공간입니다."
    if mean <= chance:
        return "우연히 고른 두 공간보다 더 겹치지 않습니다."
    if all(likeness > 2 * by_chance for likeness, by_chance in pairs):
        return "모든 행렬에서 우연의 두 배가 넘게 겹치지만 같은 공간은 아닙니다."
    return "우연보다 더 겹치지만 우연의 두 배에 못 미치는 행렬도 있습니다."


def regained(base: Point, here: Point, last: Point) -> float:
    """What part of the loss that the matrices' whole update saves is saved already."""
    saved = base.test_loss - last.test_loss
    return (base.test_loss - here.test_loss) / saved if saved > 0 else 0.0


def _share(matrices: Sequence[Matrix], at: int) -> float:
    """Of several matrices together: each counts by the square of its update's norm."""
    return sum(one.norm**2 * one.shares[at] for one in matrices) / sum(one.norm**2 for one in matrices)


def _shares(matrices: Sequence[Matrix], at: int, kinds: Sequence[str], chosen: str) -> tuple[Share, ...]:
    if chosen:
        groups = [(f"{one.block}층 {chosen}", [one]) for one in matrices if one.kind == chosen]
    else:
        groups = [(kind, [one for one in matrices if one.kind == kind]) for kind in kinds]
    found = [(label, _share(group, at)) for label, group in groups]
    return tuple(Share(label, round(100 * share, 1), _percent(share)) for label, share in found)


def _row(ranks: Sequence[int], update: Update, at: int, chosen: bool) -> Row:
    only, rest = update.matrices_only[at], update.rest_tuned[at]
    figure = "" if only.figure is None else f"{100 * only.figure:.1f}%"
    last = " (자르지 않음)" if at == len(ranks) - 1 else ""
    share = _percent(_share(update.matrices, at))
    return Row(f"{ranks[at]}{last}", share, _loss(only), _loss(rest), figure, chosen)


def _likeness(one: Overlap, step: int) -> Likeness:
    return Likeness(one.block, one.kind, _percent(one.likeness[step]), _percent(one.held))


def _loss(point: Point) -> str:
    return f"{point.test_loss:.4f}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%" if 0 < share < 0.9995 else f"{100 * share:.0f}%"
