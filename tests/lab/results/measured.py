"""A table of made-up measurements, with as many seeds as a test wants."""

from __future__ import annotations

from models.demos.recipes import MATCHED, RECIPES
from models.demos.results import Latency, Line, Spread, Table
from models.tasks import TASKS

TRAINABLE = {
    "full": 6_902_272, "lora-8": 49_152, "lora-2": 12_288, "houlsby": 101_568, "houlsby-8": 52_320, "pfeiffer": 50_784,
    "bitfit": 17_152, "prefix": 49_152, "prompt": 4_096,
}  # fmt: skip
FIGURES = (0.8, 0.7, 0.69, 0.75, 0.7, 0.72, 0.57, 0.62, 0.65)


def table(seeds: int = 1, *, base: float = 0.3, tasks: tuple[str, ...] = tuple(TASKS)) -> Table:
    return Table(
        base="0123456789abcdef",
        base_name="bundled",
        base_parameters=6_902_272,
        base_bytes=13_804_544,
        figures=dict.fromkeys(tasks, "맞힌 비율"),
        test_rows=dict.fromkeys(tasks, 800),
        judge_accuracy=0.867,
        hardware="시험용 기계",
        versions={"torch": "2.13.0"},
        untuned=tuple(line(task, "base", base, 5.0, 0) for task in tasks),
        lines=tuple(
            line(task, name, figure, 4.9 - figure / 10, seeds)
            for task in tasks
            for name, figure in zip(RECIPES, FIGURES, strict=True)
        ),
    )


def line(task: str, name: str, figure: float, loss: float, seeds: int) -> Line:
    recipe = RECIPES.get(name)
    off = 0.02 if seeds > 1 else None
    ms = {1: 3.5 + figure / 10, 4: 5.2, 16: 10.1, 64: 26.5}
    return Line(
        task=task,
        recipe=name,
        method=recipe.method if recipe else "base",
        settings=recipe.config.model_dump() if recipe else {},
        trainable=TRAINABLE.get(name, 0),
        share=100 * TRAINABLE.get(name, 0) / 6_902_272,
        bytes=2 * TRAINABLE.get(name, 0),
        rate=0.001,
        steps=400,
        seeds=tuple(range(seeds)),
        validation_loss=Spread(mean=loss, deviation=off),
        test_loss=Spread(mean=loss, deviation=off),
        figure=Spread(mean=figure, deviation=off),
        seconds=Spread(mean=60.0, deviation=off),
        matched=name in MATCHED,
        latency=Latency(unmerged=ms, merged=ms if name.startswith("lora") else None, hardware="시험용 기계"),
    )
