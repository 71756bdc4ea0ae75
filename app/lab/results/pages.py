"""What the page of results is given: everything about one task in words, a table and two plots. Knows no request."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from app.lab.compare.showing import Fact, size
from app.lab.parameters.controls import written
from app.lab.results import wording
from app.lab.results.latency import Curves, curves
from app.lab.results.quality import AXES, Scatter, scatter
from app.lab.results.tabulating import ADDRESS, Head, Row, heads, known, row, rows
from models.demos.recipes import RECIPES
from models.demos.results import Line, Table
from models.methods import METHODS
from models.tasks import TASKS, Task

TITLE = "측정 결과"
HOW = "서버에서 seodang train-demos를 돌리면 표와 그림이 여기에 나옵니다."
UNREAD = f"함께 실린 바탕 모델로 잰 결과 파일(results.json)이 없거나 읽을 수 없습니다. {HOW}"
OTHER = f"이 서버의 바탕 모델(‘{{base}}’)로 잰 결과가 아직 없습니다. 함께 실린 표는 다른 모델의 것입니다. {HOW}"
WEAK = {
    "negative": "말이 뻔하고 긴 글에서는 되풀이합니다. 문장 가운데에서 칭찬으로 돌아서기도 합니다.",
    "positive": "말이 뻔하고 긴 글에서는 되풀이합니다. 문장 가운데에서 혹평으로 돌아서기도 합니다.",
    "chat": "뻔한 위로가 많고 물은 것과 어긋나기도 합니다. 아는 것이 없고 앞의 말을 기억하지 않습니다.",
    "label": "영화 감상평만 압니다. 반어나 칭찬과 불평이 섞인 글, 다른 분야의 글은 자주 틀립니다.",
}


@dataclass(frozen=True)
class Card:
    """One variant in full, with the ways to see it at work."""

    recipe: str
    title: str
    colour: str
    facts: tuple[Fact, ...]
    paper: str
    compare: str  # address, empty where its weights are not there
    trained: str
    count: str


@dataclass(frozen=True)
class Way:
    """A tab: a task, or an axis of the plot."""

    title: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class Measured:
    """One task of the table."""

    task: Task
    figure: str  # what the task's figure is
    seeds: str
    chance: str
    heads: tuple[Head, ...]
    base: Row | None
    rows: tuple[Row, ...]
    axes: tuple[Way, ...]
    scatter: Scatter
    curves: Curves | None
    latency_hardware: str
    cards: tuple[Card, ...]
    weak: str
    command: str


@dataclass(frozen=True)
class ResultsPage:
    """GET /lab/results -> lab/results/show.html. `missing` says why there is nothing `measured`."""

    title: str
    tasks: tuple[Way, ...]
    measured: Measured | None
    missing: str
    table: Table | None


def page(table: Table | None, base: str, task: str, sort: str, axis: str, offered: Collection[str]) -> ResultsPage:
    """`offered` are the names of the variants that can be compared."""
    there = {line.task for line in table.lines} if table else set[str]()
    slugs = [slug for slug in TASKS if slug in there]
    if table is None or not slugs:
        return ResultsPage(TITLE, (), None, UNREAD if base == "bundled" else OTHER.format(base=base), None)
    chosen = task if task in slugs else slugs[0]
    tabs = tuple(Way(TASKS[slug].title, f"{ADDRESS}?task={slug}", slug == chosen) for slug in slugs)
    found = measured(table, chosen, known(sort), axis if axis in AXES else "", offered)
    return ResultsPage(TITLE, tabs, found, "", table)


def measured(table: Table, task: str, sort: str, axis: str, offered: Collection[str]) -> Measured:
    lines = [line for line in table.lines if line.task == task and line.recipe in RECIPES]
    base = next((line for line in table.untuned if line.task == task), None)
    latency = next((line.latency for line in lines if line.latency), None)
    return Measured(
        task=TASKS[task],
        figure=table.figures.get(task, ""),
        seeds=wording.seeds(lines),
        chance=wording.chance(table, task, lines),
        heads=heads(task, sort, axis),
        base=row(base) if base else None,
        rows=rows(lines, sort),
        axes=_axes(task, sort, axis),
        scatter=scatter(lines, base, AXES[axis]),
        curves=curves(lines, base),
        latency_hardware=latency.hardware if latency else "",
        cards=tuple(_card(line, offered) for line in lines),
        weak=WEAK[task],
        command=f"seodang train-demos --texts texts --task {task} --precision bf16",
    )


def _axes(task: str, sort: str, axis: str) -> tuple[Way, ...]:
    kept = [("task", task), *([("sort", sort)] if sort else [])]
    return tuple(
        Way(one.title, f"{ADDRESS}?{urlencode([*kept, *([('axis', name)] if name else [])])}#quality", name == axis)
        for name, one in AXES.items()
    )


def _card(line: Line, offered: Collection[str]) -> Card:
    paper, name = METHODS[line.method].PAPER, f"{line.task}-{line.recipe}"
    own = [("method", line.method), *((field, written(value)) for field, value in line.settings.items())]
    return Card(
        recipe=line.recipe,
        title=RECIPES[line.recipe].title,
        colour=row(line).colour,
        facts=_facts(line),
        paper=f"{paper.authors} ({paper.year}), {paper.title}, {paper.venue}" if paper else "",
        compare=f"/lab?{urlencode({'task': line.task, 'variant': name})}" if name in offered else "",
        trained=f"/lab/trained?{urlencode(own)}",
        count=f"/lab/parameters?{urlencode([('architecture', 'bundled'), *own])}",
    )


def _facts(line: Line) -> tuple[Fact, ...]:
    return (
        Fact("설정", wording.settings(line)),
        Fact("학습 파라미터", f"{line.trainable:,}개 ({line.share:.3f}%)"),
        Fact("학습률", f"{line.rate:g}"),
        Fact("단계", f"{line.steps:,}번, 한 번에 32편"),
        Fact("시드", ", ".join(map(str, line.seeds))),
        Fact("검증 손실", wording.loss(line.validation_loss)),
        Fact("시험 손실", wording.loss(line.test_loss)),
        Fact("과제 점수", wording.share(line.figure)),
        Fact("파일", f"{size(line.bytes)} (fp16)"),
        Fact("학습 시간", wording.seconds(line.seconds)),
    )
