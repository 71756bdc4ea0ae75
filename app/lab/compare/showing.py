"""From an outcome to what its page shows: figures in words, differences marked, bars measured. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from app.lab.charts import colour
from app.lab.compare.asking import COMPARED, Wanted
from app.lab.compare.differing import Difference, compare
from app.lab.compare.explaining import Verdict, explain
from app.lab.compare.outcome import Outcome, Output, differs
from app.lab.variants import BASE, Candidate

UNMEASURED = "아직 재지 않음"


@dataclass(frozen=True)
class Fact:
    name: str
    value: str


@dataclass(frozen=True)
class Bar:
    label: str
    percent: float
    value: str


@dataclass(frozen=True)
class Shown:
    """One column at its end."""

    title: str
    colour: str
    base: bool
    facts: tuple[Fact, ...]
    state: str
    problem: str
    difference: Difference | None  # None for a choice between labels
    bars: tuple[Bar, ...]
    remark: str  # how it compares with the base


@dataclass(frozen=True)
class Result:
    """A comparison at its end -> lab/compare/_result.html. `record` is None where it was not kept."""

    task: str
    prompt: str
    given: str  # stands in front of each text that goes on from it
    drawn: str  # the sampling, in words
    columns: tuple[Shown, ...]
    verdicts: tuple[Verdict, ...]
    summary: str  # what a screen reader is told
    hardware: str
    whole: bool
    address: str  # of the form with these settings
    record: int | None
    unsaved: bool


def result(outcome: Outcome, record: int | None, unsaved: bool = False) -> Result:
    task = COMPARED.get(outcome.task)
    columns = tuple(_shown(outcome.base, one) for one in outcome.outputs)
    hardware = next((one.candidate.hardware for one in outcome.outputs if one.candidate.hardware), "")
    return Result(
        task=task.title if task else outcome.task,
        prompt=outcome.prompt,
        given=outcome.prompt if task and not task.separator else "",
        drawn=drawn(outcome),
        columns=columns,
        verdicts=explain(outcome),
        summary=_summary(outcome),
        hardware=hardware,
        whole=outcome.whole,
        address="/lab?" + urlencode(wanted_of(outcome).settings()),
        record=record,
        unsaved=unsaved,
    )


def facts(one: Candidate) -> tuple[Fact, ...]:
    return (
        Fact("학습 파라미터", UNMEASURED if one.trainable is None else f"{one.trainable:,}개"),
        Fact("바탕 대비", UNMEASURED if one.share is None else percent(one.share)),
        Fact("디스크", UNMEASURED if one.bytes is None else size(one.bytes)),
        Fact("한 토큰", UNMEASURED if one.ms is None else f"{one.ms:.2f} ms"),
    )


def percent(share: float) -> str:
    return f"{share:.3f}%" if 0 < share < 0.1 else f"{share:.2f}%" if share % 1 else f"{share:.0f}%"


def size(number: int) -> str:
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{number / 1e3:.1f} kB"


def drawn(outcome: Outcome) -> str:
    task = COMPARED.get(outcome.task)
    if task is not None and task.labels:
        return "낱말마다의 확률"
    told = outcome.sampling
    if not told["temperature"]:
        return f"탐욕 선택 · {told['length']}토큰"
    return f"온도 {told['temperature']:g} · top-p {told['top_p']:g} · 시드 {told['seed']} · {told['length']}토큰"


def wanted_of(outcome: Outcome) -> Wanted:
    """The form that asks for the same, with nothing predicted."""
    told, usual = outcome.sampling, Wanted()
    chance = bool(told["temperature"])
    return Wanted(
        task=outcome.task,
        variant=tuple(one.candidate.name for one in outcome.variants),
        prompt=outcome.prompt,
        mode="chance" if chance else "greedy",
        temperature=f"{told['temperature']:g}" if chance else usual.temperature,
        top_p=f"{told['top_p']:g}" if chance else usual.top_p,
        seed=str(told["seed"]) if chance else usual.seed,
        length=str(told["length"]),
    )


def _shown(base: Output, one: Output) -> Shown:
    choice = one.shares is not None
    difference = None if choice else compare(one.text if one is base or base.state != "done" else base.text, one.text)
    return Shown(
        title=one.candidate.title,
        colour=colour(one.candidate.method),
        base=one.candidate.name == BASE,
        facts=facts(one.candidate),
        state=one.state,
        problem=one.problem,
        difference=difference,
        bars=tuple(Bar(label, 100 * share, f"{100 * share:.1f}%") for label, share in (one.shares or {}).items()),
        remark=_remark(base, one, difference),
    )


def _remark(base: Output, one: Output, difference: Difference | None) -> str:
    moved = differs(base, one)
    if moved is None:
        return ""
    if not moved:
        return "바탕과 같습니다" if difference else f"바탕과 같이 ‘{one.label}’"
    if difference is None:
        return f"바탕과 달리 ‘{one.label}’"
    if difference.first is None:
        return "바탕과 띄어쓰기만 다릅니다"
    if not difference.new:
        return "바탕에 있던 말이 빠졌습니다"
    place = "첫" if difference.first == 1 else f"{difference.first}번째"
    return f"낱말 {difference.words}개 가운데 {difference.new}개가 다르고, {place} 낱말부터 갈라집니다"


def _summary(outcome: Outcome) -> str:
    done = sum(one.state == "done" for one in outcome.outputs)
    moved = sum(differs(outcome.base, one) is True for one in outcome.variants)
    ended = "비교가 끝났습니다." if outcome.whole else f"{len(outcome.outputs)}개 가운데 {done}개가 끝까지 나왔습니다."
    return f"{ended} 바탕 모델과 다른 출력은 {moved}개입니다."
