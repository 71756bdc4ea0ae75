"""The lines of one task as rows of a table, in the order that the address asks for. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from app.lab.charts import COLOURS
from app.lab.compare.showing import percent, size
from app.lab.results.wording import loss, milliseconds, seconds, share, switched
from models.demos.recipes import RECIPES
from models.demos.results import Line

ADDRESS = "/lab/results"
Value = Callable[[Line], float | None]
ONE, MANY = 1, 64  # rows in a batch


@dataclass(frozen=True)
class Column:
    """`up` is whether the smallest value comes first when the column is first asked for."""

    name: str
    title: str
    value: Value
    up: bool = True
    group: bool = False  # of the milliseconds


def _ms(rows: int, merged: bool) -> Value:
    def value(line: Line) -> float | None:
        taken = None if line.latency is None else line.latency.merged if merged else line.latency.unmerged
        return None if taken is None else taken.get(rows)

    return value


COLUMNS = (
    Column("trainable", "학습 파라미터", lambda line: line.trainable),
    Column("share", "바탕 대비", lambda line: line.share),
    Column("bytes", "파일", lambda line: line.bytes),
    Column("loss", "시험 손실", lambda line: line.test_loss.mean),
    Column("figure", "과제 점수", lambda line: line.figure.mean, up=False),
    Column("seconds", "학습 시간", lambda line: line.seconds.mean),
    Column("ms", "병합 안 함, 1편", _ms(ONE, False), group=True),
    Column("ms64", "병합 안 함, 64편", _ms(MANY, False), group=True),
    Column("merged", "병합, 1편", _ms(ONE, True), group=True),
    Column("merged64", "병합, 64편", _ms(MANY, True), group=True),
)


@dataclass(frozen=True)
class Head:
    """A column's title with the address that sorts by it; `sorted` as aria-sort says it, empty where it is not."""

    title: str
    address: str
    sorted: str
    group: bool


@dataclass(frozen=True)
class Row:
    recipe: str
    title: str
    colour: str
    settings: str
    matched: bool
    base: bool
    cells: tuple[str, ...]


def heads(task: str, sort: str, axis: str) -> tuple[Head, ...]:
    return tuple(_head(column, task, sort, axis) for column in COLUMNS)


def _head(column: Column, task: str, sort: str, axis: str) -> Head:
    chosen = sort.removeprefix("-") == column.name
    downward = not sort.startswith("-") if chosen else not column.up
    told = [("task", task), ("sort", f"{'-' if downward else ''}{column.name}"), *([("axis", axis)] if axis else [])]
    state = ("descending" if sort.startswith("-") else "ascending") if chosen else ""
    return Head(column.title, f"{ADDRESS}?{urlencode(told)}#table", state, column.group)


def known(sort: str) -> str:
    """The order as the address names it; what nobody knows is the order of the recipes."""
    return sort if any(sort.removeprefix("-") == column.name for column in COLUMNS) else ""


def rows(lines: Sequence[Line], sort: str) -> tuple[Row, ...]:
    """What has no value in the column comes last, whichever way it is sorted."""
    order = list(lines)
    if sort:
        value = next(column.value for column in COLUMNS if column.name == sort.removeprefix("-"))
        downward = sort.startswith("-")
        there = [line for line in order if value(line) is not None]
        there.sort(key=lambda line: value(line) or 0.0, reverse=downward)
        order = there + [line for line in order if value(line) is None]
    return tuple(row(line) for line in order)


def row(line: Line) -> Row:
    base = line.recipe == "base"
    cells = (
        f"{line.trainable:,}",
        percent(line.share),
        size(line.bytes) if line.bytes else "–",
        loss(line.test_loss),
        share(line.figure),
        "–" if base else seconds(line.seconds),
        *(milliseconds(column.value(line)) for column in COLUMNS if column.group),
    )
    title = "바탕 모델" if base else RECIPES[line.recipe].title
    colour = "base" if base else COLOURS[line.method]
    return Row(line.recipe, title, colour, "조정하지 않음" if base else switched(line), line.matched, base, cells)
