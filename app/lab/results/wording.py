"""Figures of the table as a reader reads them: with their spread, with few enough digits. Knows no page."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.lab.parameters.controls import written
from models.demos.results import Line, Spread, Table
from models.tasks import TASKS

NONE = "–"
DRAWN = 4  # texts to every prompt: SAMPLES of models/demos/measuring.py
SHORT = {
    "full": "전체",
    "lora-8": "LoRA r=8",
    "lora-2": "LoRA r=2",
    "houlsby": "Houlsby m=16",
    "houlsby-8": "Houlsby m=8",
    "pfeiffer": "Pfeiffer m=16",
    "bitfit": "BitFit",
    "prefix": "프리픽스 16",
    "prompt": "프롬프트 16",
}


def share(value: Spread) -> str:
    """A share of 0 to 1 in percent."""
    spread = "" if value.deviation is None else f" ± {100 * value.deviation:.1f}"
    return f"{100 * value.mean:.1f}{spread}%"


def loss(value: Spread) -> str:
    spread = "" if value.deviation is None else f" ± {value.deviation:.3f}"
    return f"{value.mean:.3f}{spread}"


def seconds(value: Spread) -> str:
    spread = "" if value.deviation is None else f" ± {value.deviation:.0f}"
    return f"{value.mean:,.0f}{spread}초"


def milliseconds(value: float | None) -> str:
    return NONE if value is None else f"{value:.2f}"


def against(value: float, base: float | None) -> str:
    """Milliseconds, and how much more or less than the base takes."""
    return f"{value:.2f}" if base is None else f"{value:.2f} ({100 * (value / base - 1):+.1f}%)"


def settings(line: Line) -> str:
    return ", ".join(f"{name} {written(value)}" for name, value in line.settings.items()) or "없음"


def switched(line: Line) -> str:
    """The settings without what is switched off."""
    return ", ".join(f"{name} {written(value)}" for name, value in line.settings.items() if value is not False)


def seeds(lines: Sequence[Line]) -> str:
    """How often each was trained, and what may be read from that."""
    counts = sorted({len(line.seeds) for line in lines})
    if counts[-1:] == [1] or not counts:
        return (
            "방법마다 시드 하나로 한 번씩만 학습해서 잰 값입니다. 다시 학습하면 얼마나 달라지는지 이 표로는 알 수 "
            "없으므로, 작은 차이를 결과로 읽지 마세요."
        )
    number = f"{counts[0]}개" if len(counts) == 1 else f"{counts[0]}–{counts[-1]}개"
    alone = " 시드가 하나뿐인 방법에는 ±가 없습니다." if counts[0] == 1 else ""
    return (
        f"방법마다 시드 {number}로 따로 학습한 값의 평균 ± 표준편차입니다.{alone} 두 방법의 차이가 이 ±보다 작으면 "
        "결과라고 할 수 없습니다."
    )


def chance(table: Table, task: str, lines: Sequence[Line]) -> str:
    """How much the task's figure moves by the choice of texts alone: 95 of 100 times within this."""
    number = counted(table, task)
    if not number or not lines:
        return ""
    mean = sum(line.figure.mean for line in lines) / len(lines)
    points = 100 * 1.96 * math.sqrt(mean * (1 - mean) / number)
    what = "감상평" if TASKS[task].labels else "뽑은 글"
    return f"과제 점수는 {what} {number}편에서 센 비율이라, 글이 달라지는 것만으로도 ±{points:.0f}%p쯤 흔들립니다."


def counted(table: Table, task: str) -> int:
    """Texts from which the task's figure is a share."""
    return table.test_rows.get(task, 0) if TASKS[task].labels else DRAWN * len(TASKS[task].prompts)
