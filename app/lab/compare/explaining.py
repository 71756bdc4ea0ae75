"""What a comparison tells about the learner's prediction: right or wrong, and why, by the counts. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.lab.compare.outcome import Outcome, Output, differs

# Why a method trains as many parameters as it does, in one clause.
WHY = {
    "full": "모든 가중치가 학습되기 때문입니다",
    "head": "몸체는 그대로 두고 출력층만 학습하기 때문입니다",
    "bitfit": "이미 있는 편향만 학습하고 행렬은 하나도 건드리지 않기 때문입니다",
    "houlsby": "층마다 작은 병목 신경망을 둘씩 넣어 그것만 학습하기 때문입니다",
    "pfeiffer": "층마다 작은 병목 신경망을 하나씩 넣어 그것만 학습하기 때문입니다",
    "lora": "고른 가중치 옆에 둔 얇은 두 행렬만 학습하기 때문입니다",
    "prefix": "층마다 어텐션 앞에 둘 키와 밸류만 학습하기 때문입니다",
    "prompt": "입력 앞에 놓을 벡터 몇 개만 학습하고 층 안에는 아무것도 넣지 않기 때문입니다",
    "p_tuning": "입력 앞에 놓을 벡터와 그것을 만드는 작은 신경망만 학습하기 때문입니다",
}
FEWEST, CHANGED = "학습되는 파라미터가 가장 적은 방법", "출력이 바탕 모델과 달라지는 방법"


@dataclass(frozen=True)
class Verdict:
    """About one question. `right` is None where nothing was predicted or nothing can be said."""

    question: str
    right: bool | None
    told: str
    details: tuple[str, ...] = ()


def explain(outcome: Outcome) -> tuple[Verdict, ...]:
    return _fewest(outcome), _changed(outcome)


def _fewest(outcome: Outcome) -> Verdict:
    counted = [(one.candidate.trainable, one) for one in outcome.variants if one.candidate.trainable is not None]
    if len(counted) < len(outcome.variants):
        return Verdict(FEWEST, None, "파라미터 수를 알 수 없는 방법이 있어 판정하지 않습니다.")
    least = min(count for count, _ in counted)
    best = [one for count, one in counted if count == least]
    told = f"가장 적은 것은 {_titles(best)}입니다({least:,}개). {_why(best[0])}"
    details = _ratios(counted, least)
    mine = next((one for one in outcome.variants if one.candidate.name == outcome.prediction.fewest), None)
    if len(counted) == 1:
        return Verdict(FEWEST, None, f"한 가지 방법만 골라서 견줄 것이 없습니다. {told}")
    if mine is None:
        return Verdict(FEWEST, None, told, details)
    if mine in best:
        return Verdict(FEWEST, True, told, details)
    count = mine.candidate.trainable or 0
    wrong = f"예측한 {mine.candidate.title}에서는 {count:,}개가 학습되어 가장 적은 것의 {_times(count, least)}입니다."
    return Verdict(FEWEST, False, f"{told} {wrong}", details)


def _ratios(counted: Sequence[tuple[int, Output]], least: int) -> tuple[str, ...]:
    ordered = sorted(counted, key=lambda pair: pair[0])
    return tuple(
        f"{one.candidate.title}: {f'{one.candidate.formula} = ' if one.candidate.formula else ''}{count:,}개"
        + ("" if count == least else f" (가장 적은 것의 {_times(count, least)})")
        for count, one in ordered
    )


def _times(count: int, least: int) -> str:
    ratio = count / max(1, least)
    return f"{ratio:,.0f}배" if ratio >= 10 else f"{ratio:.1f}배"


def _why(one: Output) -> str:
    return f"{WHY[one.candidate.method]}." if one.candidate.method in WHY else ""


def _changed(outcome: Outcome) -> Verdict:
    found = {one.candidate.name: differs(outcome.base, one) for one in outcome.variants}
    known = [one for one in outcome.variants if found[one.candidate.name] is not None]
    if not known:
        return Verdict(CHANGED, None, "끝까지 나온 출력이 모자라 견줄 수 없습니다.")
    moved = [one for one in known if found[one.candidate.name]]
    told = _moved(moved, len(known))
    expected = outcome.prediction.changed
    if expected is None:
        return Verdict(CHANGED, None, told)
    details = tuple(_detail(one, bool(found[one.candidate.name]), one.candidate.name in expected) for one in known)
    hits = sum(bool(found[one.candidate.name]) == (one.candidate.name in expected) for one in known)
    return Verdict(CHANGED, hits == len(known), f"{len(known)}가지 가운데 {hits}가지를 맞혔습니다. {told}", details)


def _moved(moved: Sequence[Output], number: int) -> str:
    if not moved:
        return (
            "이 글에서는 어느 방법도 바탕 모델과 다른 출력을 내지 않았습니다. 학습된 변화가 있어도 가장 그럴듯한 "
            "토큰의 순서가 뒤바뀌지 않으면 출력은 그대로입니다."
        )
    if len(moved) == number:
        return "고른 방법 모두의 출력이 달라졌습니다. 학습한 파라미터가 적어도 그 뒤의 모든 층이 받는 값이 달라집니다."
    return f"출력이 달라진 것은 {_titles(moved)}입니다."


def _detail(one: Output, moved: bool, expected: bool) -> str:
    sign = "맞음" if moved == expected else "틀림"
    thought = "달라진다고" if expected else "그대로라고"
    return f"{one.candidate.title}: {thought} 보았고, {'달라졌습니다' if moved else '그대로입니다'} ({sign})"


def _titles(outputs: Sequence[Output]) -> str:
    return ", ".join(one.candidate.title for one in outputs)
