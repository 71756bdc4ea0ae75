"""A unit to break: the small course's bank, and a lecture that is right until a test spoils one line of it."""

from __future__ import annotations

from pathlib import Path

from app.bank import loading
from app.bank.loading import Bank
from app.bank.problems import Problem
from app.lectures.checks import check

CONTENT = Path(__file__).parents[1] / "content"

FIGURE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">
  <title id="t">네모</title><desc>네모 하나</desc><rect class="box" width="4" height="4"/>
</svg>"""

RIGHT = """---
title: 작은 단원
order: 1
summary: 한 문장 요약.
after: []
prerequisites: []
objectives: [어댑터가 무엇인지 말한다]
pretest: [mini-ox-02]
---

## 어댑터 {#adapters}

:::question mini-choice-01
:::

:::idea
작은 모듈만 학습합니다. [@book2020 §2]
:::

:::figure square
네모 하나. [자세히](#adapters), [용어](/glossary#adapter)
:::

:::worked
$2md$ = [[= 2*m*d ; d=768, m=64]]개
:::

```text
:::idea
## 코드 안의 것은 코드입니다
```

:::summary
요약입니다.
:::
"""


def bank() -> Bank:
    return loading.read(CONTENT).readable


def unit(folder: Path, lecture: str = RIGHT, figure: str = FIGURE) -> Path:
    (folder / "mini" / "figures").mkdir(parents=True)
    (folder / "mini" / "lecture.md").write_text(lecture, encoding="utf-8")
    (folder / "mini" / "figures" / "square.svg").write_text(figure, encoding="utf-8")
    return folder / "mini"


def problems(folder: Path, lecture: str = RIGHT, figure: str = FIGURE) -> list[Problem]:
    return check(unit(folder, lecture, figure), bank())
