"""What a new item or a new unit begins with. Knows no course but the names it is given."""

from __future__ import annotations

import json

COMMON = """\
id: {id}
kind: {kind}
concept: ""
difficulty: 2
prompt: {prompt}
{body}explanation: ""
sources: [{{ref: "", locus: ""}}]
"""
PROMPTS = {"blank": "층 안에 끼우는 것은 ____이다.", "number": "너비가 {d}일 때 모두 몇 개입니까?"}
BODIES = {
    "ox": "answer: O\nnear_misses:\n- answers: [X]\n  feedback: ''\n",
    "blank": "blanks:\n- answer: ''\n  accept: []\n",
    "short": "answer: ''\naccept: []\n",
    "essay": "answer: ''\nrubric:\n- {point: '', weight: 1, says: []}\n",
    "choice": "options:\n- {key: a, text: '', correct: true, why: ''}\n- {key: b, text: '', why: ''}\n"
    "- {key: c, text: '', why: ''}\n",
    "number": "vary: {d: [768, 1024]}\nformula: 2 * d\nunit: 개\n",
    "match": "left:\n- {text: '', to: q, why: ''}\n- {text: '', to: d, why: ''}\n- {text: '', to: h, why: ''}\n"
    "right:\n- {key: q, text: ''}\n- {key: d, text: ''}\n- {key: h, text: ''}\n",
    "order": "steps:\n- {key: t, text: '', why: ''}\n- {key: c, text: '', why: ''}\n- {key: p, text: '', why: ''}\n",
}
LECTURE = """\
---
title: {title}
order: {order}
summary: {summary}
objectives: [{goal}]
after: []
prerequisites: []
pretest: []
---

여기에 들어가는 말을 적습니다.

## 첫 대목 {{#first}}

본문을 적습니다.

:::summary
요약을 적습니다.
:::
"""
RESPONSES = "item,mark,response\n"


def item(name: str, kind: str) -> str:
    """The text of an item that is all there but for its words."""
    text = COMMON.format(id=name, kind=kind, prompt=PROMPTS.get(kind, '""'), body=BODIES.get(kind, ""))
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def unit(slug: str, title: str, summary: str, order: int) -> dict[str, str]:
    """The files of a unit that passes the checks as it is, and asks nothing yet."""
    told = {name: json.dumps(value, ensure_ascii=False) for name, value in (("title", title), ("summary", summary))}
    goal = json.dumps(f"{title}의 뜻을 말한다", ensure_ascii=False)
    return {
        f"{slug}/lecture.md": LECTURE.format(order=order, goal=goal, **told),
        f"{slug}/quiz.yaml": f"unit: {slug}\nitems: []\n",
        f"{slug}/responses.csv": RESPONSES,
        f"{slug}/responses-measured.csv": RESPONSES,
    }
