"""A course of one unit with one lecture, for the commands to work on."""

from pathlib import Path

from tests.bank.sample import OX, write

LECTURE = """\
---
title: 시험 단원
order: 1
summary: 한 문장입니다.
after: []
prerequisites: []
objectives: [하나]
pretest: []
---

## 처음 {#first}

:::idea
한 문장입니다. 두 문장입니다.
:::

:::question demo-ox-01
:::

:::sources
[@hu2022lora §4]
:::

:::summary
요약입니다.
:::
"""


def course(folder: Path, *items: str, ids: str | None = None) -> Path:
    write(folder, *(items or (OX,)), ids=ids)
    (folder / "demo" / "lecture.md").write_text(LECTURE, encoding="utf-8")
    return folder
