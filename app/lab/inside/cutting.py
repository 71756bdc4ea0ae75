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
class Cut:
    """Everything the page says of one task's update at one rank."""

    rank: int
    ranks: tuple[int, ...]
    full: bool  # nothing is cut
    share: str
    loss: str
    base: str
    only: str  # the matrices' whole update
    whole: str  # full fine-tuning
    lora: str
    lora_rank: int
    regained: str
    kinds: tuple[str, ...]
    matrix: str
    shares: tuple[Share, ...]
    plot: Plot
    rows: tuple[Row, ...]
    likenesses: tuple[Likeness, ...]
    likeness: str  # on the average
    chance: str
    alike: str  # what follows from these two, as a sentence
    figure: str  # what the task's figure is, where it was measured
    hardware: str
    seed: int
    test_rows: int


@lru_cache(maxsize=1)
def measured(file: Path = FILE) -> Updates | None:
    """None where nobody has measured it."""
    try:
        return read_updates(file)
    except (OSError, ValueError):
        return None


def cut(updates: Updates, update: Update, rank: str, matrix: str) -> Cut:
    """At the largest measured rank that is not above the one asked for; what is no number is 8."""
    asked = int(rank) if rank.isascii() and rank.isdecimal() and len(rank) < 9 else 8
    at = max(place for place, known in enumerate(updates.ranks) if known <= asked)
    kinds = tuple(dict.fromkeys(one.kind for one in update.matrices))
    matrix = matrix if matrix in kinds else ""
    only, last = update.matrices_only, update.matrices_only[-1]
    step = updates.ranks.index(update.lora_rank) - 1 if update.lora_rank in updates.ranks else -1
    return Cut(
        rank=updates.ranks[at],
        ranks=updates.ranks,
        full=at == len(updates.ranks) - 1,
        share=_percent(_share(update.matrices, at)),
        loss=_loss(only[at]),
        base=_loss(update.base),
        only=_loss(last),
        whole=_loss(update.full),
        lora=_loss(update.lora),
        lora_rank=update.lora_rank,
        regained=_percent(regained(update.base, only[at], last)),
        kinds=kinds,
        matrix=matrix,
        shares=_shares(update.matrices, at, kinds, matrix),
        plot=plot(updates.ranks, update, at),
        rows=tuple(_row(updates.ranks, update, place, place == at) for place in range(len(updates.ranks))),
        likenesses=tuple(_likeness(one, step) for one in update.overlaps),
        likeness=_percent(fmean(one.likeness[step] for one in update.overlaps)) if update.overlaps else "",
        chance=_percent(update.overlaps[0].chance[step]) if update.overlaps else "",
        alike=alike(update.overlaps, step),
        figure=updates.figures.get(update.task, ""),
        hardware=updates.hardware,
        seed=updates.seed,
        test_rows=update.test_rows,
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
