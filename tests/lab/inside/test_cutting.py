"""Updates cut to a rank: the bundled figures, and how they are put together."""

from __future__ import annotations

import pytest

from app.lab.inside.cutting import FILE, alike, cut, measured, regained
from app.lab.inside.plotting import plot
from app.lab.variants import BUNDLED, Shelf
from models.demos.updates import Matrix, Overlap, Point, Update, Updates
from models.tasks import TASKS


@pytest.fixture(scope="module")
def updates() -> Updates:
    found = measured()
    assert found is not None
    return found


def points(*losses: float) -> tuple[Point, ...]:
    return tuple(Point(test_loss=loss) for loss in losses)


def matrix(kind: str, norm: float, *shares: float) -> Matrix:
    return Matrix(block=1, kind=kind, shape=(4, 4), norm=norm, relative=0.1, shares=shares)


MADE = Update(
    task="chat",
    test_rows=10,
    matrices=(matrix("q", 1.0, 0, 0.5, 1), matrix("v", 2.0, 0, 1, 1)),
    matrices_only=points(4.0, 3.0, 2.0),
    rest_tuned=points(3.0, 2.0, 1.0),
    lora_rank=1,
    lora=Point(test_loss=2.5),
    overlaps=(),
)
ALL = Updates(
    base="", base_name="bundled", seed=0, ranks=(0, 1, 4), figures={}, hardware="시험용", versions={}, tasks=(MADE,)
)


def test_the_bundled_file_is_small_and_holds_every_task_of_the_bundled_base(updates: Updates) -> None:
    assert FILE.stat().st_size < 200_000
    assert [one.task for one in updates.tasks] == list(TASKS)
    table = Shelf((BUNDLED,)).table
    assert table is not None
    assert updates.base == table.base
    for one in updates.tasks:
        assert len(one.matrices) == 6 * max(matrix.block for matrix in one.matrices) == 36
        assert len(one.matrices_only) == len(one.rest_tuned) == len(updates.ranks)
        assert one.base.test_loss > one.full.test_loss


def test_kinds_together_count_by_the_square_of_their_norms() -> None:
    told = cut(ALL, MADE, "1", "")
    assert told.share == "90.0%"
    assert [(one.label, one.told) for one in told.shares] == [("q", "50.0%"), ("v", "100%")]
    assert [(one.label, one.told) for one in cut(ALL, MADE, "1", "v").shares] == [("1층 v", "100%")]


@pytest.mark.parametrize(
    ("asked", "rank"), [("0", 0), ("1", 1), ("3", 1), ("4", 4), ("9999", 4), ("", 4), ("-1", 4), ("둘", 4)]
)
def test_the_rank_is_the_largest_measured_one_below_what_is_asked(asked: str, rank: int) -> None:
    assert cut(ALL, MADE, asked, "no such kind").rank == rank


def test_what_is_regained_is_measured_against_the_whole_update_of_the_matrices() -> None:
    assert cut(ALL, MADE, "1", "").regained == "50.0%"
    assert cut(ALL, MADE, "0", "").regained == "0%"
    assert cut(ALL, MADE, "4", "").full
    flat = points(2.0, 2.0)
    assert regained(flat[0], flat[1], flat[1]) == 0


def test_the_plot_stands_between_its_edges_and_falls_with_the_loss() -> None:
    drawn = plot(ALL.ranks, MADE, 1)
    for line in drawn.lines:
        assert [x for x, _ in line.places] == sorted(x for x, _ in line.places)
        assert [y for _, y in line.places] == sorted(y for _, y in line.places)
        assert all(0 < y < drawn.foot for _, y in line.places)
        assert line.here == line.places[1]
    base, full, lora = drawn.levels
    assert base.place < lora.place < full.place
    assert base.place == drawn.lines[0].places[0][1]


def test_the_table_has_every_rank_and_marks_the_chosen_one(updates: Updates) -> None:
    told = cut(updates, updates.tasks[-1], "4", "")
    assert [row.chosen for row in told.rows] == [rank == 4 for rank in updates.ranks]
    assert told.rows[-1].rank == "256 (자르지 않음)"
    assert told.rows[-1].share == "100%"
    assert all(row.figure.endswith("%") for row in told.rows)
    assert told.figure


def overlaps(*likenesses: float) -> tuple[Overlap, ...]:
    rest = {"block": 1, "kind": "q", "singular": (1.0,), "held": 0.1, "held_by_chance": 0.1}
    return tuple(Overlap(likeness=(likeness,), chance=(0.1,), **rest) for likeness in likenesses)


@pytest.mark.parametrize(
    ("likenesses", "says"),
    [
        ((0.97, 0.99), "거의 같은 공간입니다"),
        ((0.3, 0.25), "모든 행렬에서 우연의 두 배가 넘게 겹치지만"),
        ((0.5, 0.15), "두 배에 못 미치는 행렬도 있습니다"),
        ((0.12, 0.11), "두 배에 못 미치는 행렬도 있습니다"),
        ((0.05, 0.12), "우연히 고른 두 공간보다 더 겹치지 않습니다"),
    ],
)
def test_what_is_said_of_the_likeness_follows_from_its_figures(likenesses: tuple[float, ...], says: str) -> None:
    assert says in alike(overlaps(*likenesses), 0)


def test_of_nothing_measured_nothing_is_said(updates: Updates) -> None:
    assert alike((), 0) == ""
    assert all("두 배가 넘게" in cut(updates, one, "8", "").alikeness.told for one in updates.tasks)
