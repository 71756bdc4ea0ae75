"""A small whole course on disk for tests, made of parts that a test may replace. Knows no test."""

from __future__ import annotations

from pathlib import Path

REFERENCES = """\
references:
  hu2022lora:
    cite: Hu et al., "LoRA"
    arxiv: "2106.09685"
    url: null
    basis: verified
"""

TERMS = """\
terms:
- id: lora
  ko: 로라
  en: LoRA
  definition: 저랭크 적응
  confused_with: [qlora]
  units: [demo]
- id: qlora
  ko: 큐로라
  en: QLoRA
  definition: 양자화와 로라
  confused_with: [lora]
  units: [demo]
"""

REST = """\
  concept: some-fact
  difficulty: 1
  explanation: 풀이입니다.
  sources:
  - {ref: hu2022lora, locus: "§4"}
"""

OX = "- id: demo-ox-01\n  kind: ox\n  prompt: LoRA는 가중치를 고정한다.\n  answer: O\n" + REST

CHOICE = (
    """\
- id: demo-choice-01
  kind: choice
  prompt: 어느 것이 저랭크 방법입니까?
  options:
  - {key: a, text: LoRA, correct: true, why: 저랭크 행렬을 더합니다.}
  - {key: b, text: BitFit, why: 편향만 학습합니다.}
"""
    + REST
)

NUMBER = (
    """\
- id: demo-number-01
  kind: number
  prompt: $d = {d}$, r = {r}일 때 파라미터는 몇 개입니까?
  vary: {d: [768, 1024], r: [4, 8]}
  formula: 2 * d * r
  unit: 개
  near_misses:
  - {formula: d * r, feedback: 두 행렬을 모두 세었나요?}
"""
    + REST
)

MISS = "  near_misses: [{answers: [어댑터], feedback: 층을 끼워 넣는 방법입니다.}]\n"

SHORT = (
    "- id: demo-short-01\n  kind: short\n  prompt: 저랭크 행렬 두 개를 더하는 방법은?\n  answer: 로라\n" + MISS + REST
)

BLANK = (
    """\
- id: demo-blank-01
  kind: blank
  prompt: 저랭크 행렬을 더하는 방법은 ____입니다.
  blanks:
  - answer: 로라
"""
    + "  "
    + MISS
    + REST
)

ESSAY = (
    """\
- id: demo-essay-01
  kind: essay
  prompt: 저랭크 적응이 무엇인지 설명하세요.
  answer: 사전 학습 가중치를 고정하고 작은 행렬을 학습합니다.
  rubric:
  - {point: 고정, weight: 0.5, says: [[[고정]]]}
  - {point: 작은 행렬, weight: 0.5, says: [[[작은 행렬]]]}
"""
    + REST
)

MATCH = (
    """\
- id: demo-match-01
  kind: match
  prompt: 방법과 학습하는 것을 이으세요.
  left:
  - {text: LoRA, to: q, why: 두 행렬의 곱을 더합니다.}
  - {text: BitFit, to: d, why: 편향만 학습합니다.}
  - {text: 프롬프트 튜닝, to: h, why: 입력 앞에 벡터를 둡니다.}
  right:
  - {key: d, text: 편향}
  - {key: h, text: 입력에 붙인 벡터}
  - {key: q, text: 저랭크 행렬}
  - {key: v, text: 어휘 전체, why: 아무도 학습하지 않습니다.}
  near_misses: [{answers: [q, v, h], feedback: 두 번째를 다시 보세요.}]
"""
    + REST
)

ORDER = (
    """\
- id: demo-order-01
  kind: order
  prompt: 학습의 한 걸음을 차례로 놓으세요.
  steps:
  - {key: t, text: 손실을 구한다, why: 견줄 값이 있어야 합니다.}
  - {key: c, text: 기울기를 구한다, why: 손실을 미분합니다.}
  - {key: p, text: 가중치를 고친다, why: 기울기를 따라 움직입니다.}
  - {key: a, text: 기울기를 지운다, why: 쌓이지 않게 합니다.}
  near_misses: [{answers: [t, p, c, a], feedback: 무엇을 보고 고치는지 생각해 보세요.}]
"""
    + REST
)

IDS = {
    "demo-ox-01": OX,
    "demo-choice-01": CHOICE,
    "demo-number-01": NUMBER,
    "demo-short-01": SHORT,
    "demo-blank-01": BLANK,
    "demo-essay-01": ESSAY,
    "demo-match-01": MATCH,
    "demo-order-01": ORDER,
}


def write(
    folder: Path,
    *items: str,
    ids: str | None = None,
    references: str = REFERENCES,
    terms: str = TERMS,
    head: str = "unit: demo\n",
) -> Path:
    """Writes a course with one unit `demo` of these items, and returns its folder."""
    (folder / "demo").mkdir(parents=True, exist_ok=True)
    chosen = items or (OX, CHOICE, NUMBER)
    (folder / "demo" / "quiz.yaml").write_text(head + "items:\n" + "".join(chosen), encoding="utf-8")
    (folder / "references.yaml").write_text(references, encoding="utf-8")
    (folder / "terms.yaml").write_text(terms, encoding="utf-8")
    listed = "\n".join(name for name, text in IDS.items() if text in chosen) if ids is None else ids
    (folder / "ids.txt").write_text(listed + "\n", encoding="utf-8")
    return folder
