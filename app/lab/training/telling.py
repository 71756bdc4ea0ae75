"""A training as its page tells of it: where it stands, what came of it, what to try. Knows no database, no line."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from app.lab.charts import COLOURS
from app.lab.compare.showing import Fact, percent, size
from app.lab.training.asking import GUESSES
from app.lab.training.drawing import Chart, chart
from app.lab.training.pages import ADDRESS
from app.lab.training.run import LIVE, Seen

MEMORISED = 1.02  # times the lowest validation loss
UNCHANGED = 0.96  # times the loss before the first step
NO_RESUME = ("nan", "refused")  # it would end in the same way


@dataclass(frozen=True)
class Offer:
    """What to try after a failure: the form filled with something changed."""

    label: str
    address: str


@dataclass(frozen=True)
class Verdict:
    told: str
    right: bool | None


@dataclass(frozen=True)
class TrainingPage:
    """GET /lab/train/{key} -> lab/training/show.html, live and at its end alike."""

    title: str
    key: str
    colour: str
    state: str
    live: bool
    told: str  # where it stands, in a sentence
    problem: str
    done: int
    steps: int | None
    percent: int
    chart: Chart | None
    facts: tuple[Fact, ...]
    verdict: Verdict | None
    offers: tuple[Offer, ...]
    resumable: bool
    compare: str  # address of the comparison with this variant
    note: str
    remark: str  # what the curve teaches, where it teaches something


def training_page(seen: Seen, ahead: tuple[int, float] = (0, 0.0)) -> TrainingPage:
    progress, live = seen.progress, seen.state in LIVE
    whole = progress.steps or 0
    code = seen.problem.code if seen.problem else ""
    return TrainingPage(
        title=seen.title,
        key=seen.key,
        colour=COLOURS[seen.job.method],
        state=seen.state,
        live=live,
        told=_told(seen, ahead),
        problem=seen.problem.message if seen.problem else "",
        done=progress.done,
        steps=progress.steps,
        percent=min(100, 100 * progress.done // whole) if whole else 0,
        chart=chart(progress),
        facts=_facts(seen),
        verdict=None if live else _verdict(seen),
        offers=() if live else _offers(seen),
        resumable=seen.state == "cancelled" or (seen.state == "failed" and code not in NO_RESUME),
        compare="/lab?" + urlencode({"task": _compared(seen), "variant": seen.key}),
        remark=_remark(seen) if seen.state == "done" else "",
        note=f"{progress.resumed:,}단계에서 이어서 학습했습니다." if progress.resumed else "",
    )


def _compared(seen: Seen) -> str:
    """The task of the comparison in which the variant can be seen; sentences have none of their own."""
    return seen.job.task or ("chat" if "\t" in (seen.job.lines or "") else "sentences")


def _told(seen: Seen, ahead: tuple[int, float]) -> str:
    progress = seen.progress
    match seen.state:
        case "waiting":
            number, seconds = ahead
            return f"{number}개가 앞에 있습니다. {about(seconds)} 뒤에 시작합니다." if number else "곧 시작합니다."
        case "starting":
            return "모델을 읽고 한 단계가 얼마나 걸리는지 재는 중입니다. 10초쯤 걸립니다."
        case "running" if progress.steps:
            left = "" if progress.left is None else f", {about(progress.left)} 남음"
            return f"{progress.done:,} / {progress.steps:,}단계{left}"
        case "running":
            return "이어서 학습할 준비를 하는 중입니다."
        case "stopping":
            return "멈추는 중입니다. 지금 단계까지 저장합니다."
        case "done":
            return f"{progress.done:,}단계를 모두 학습했습니다."
        case "cancelled":
            return f"{progress.done:,}단계에서 멈추었습니다."
        case "evicted":
            return "보관 기한이 지났거나 자리가 모자라 학습한 모델을 지웠습니다. 같은 설정으로 다시 학습할 수 있습니다."
        case _:
            return "학습을 마치지 못했습니다."


def about(seconds: float) -> str:
    if seconds < 60:
        return f"약 {max(1, round(seconds))}초"
    return f"약 {round(seconds / 60)}분"


def _facts(seen: Seen) -> tuple[Fact, ...]:
    told, found = seen.progress, list[Fact]()
    if told.trainable is not None and told.share is not None and seen.state not in LIVE:
        found += [Fact("학습 파라미터", f"{told.trainable:,}개"), Fact("바탕 대비", percent(told.share))]
    looks = told.curve.looks
    if looks:
        found.append(Fact("검증 손실", " → ".join(f"{loss:.3f}" for _, loss in (looks[0], *looks[1:][-1:]))))
    elif told.before is not None and told.loss is not None:
        found.append(Fact("손실", f"{told.before:.3f} → {told.loss:.3f}"))
    if told.examples is not None:
        found.append(Fact("예문", f"{told.examples:,}개"))
    if told.size is not None:
        found.append(Fact("디스크", size(told.size)))
    if told.seconds:
        found.append(Fact("학습한 시간", f"{told.seconds:.0f}초"))
    return tuple(found)


def _verdict(seen: Seen) -> Verdict | None:
    share = seen.progress.share
    if share is None or seen.guess not in GUESSES:
        return None
    right = "tiny" if share < 0.1 else "small" if share < 1 else "some" if share < 10 else "most"
    told = f"이 설정에서는 바탕 모델의 {percent(share)}를 학습합니다."
    if seen.guess == "unknown":
        return Verdict(told, None)
    return Verdict(f"{told} 예측은 ‘{GUESSES[seen.guess]}’였습니다.", seen.guess == right)


def _offers(seen: Seen) -> tuple[Offer, ...]:
    """The same once more, and for what has a known cure the cure."""
    job, code = seen.job, seen.problem.code if seen.problem else ""
    plain = Offer("설정을 바꾸어 다시", _again(seen.key))
    if code == "nan":
        return Offer("학습률을 10분의 1로 줄여 다시", _again(seen.key, rate=f"{job.rate / 10:g}")), plain
    if code == "memory" and job.batch > 1:
        return Offer("배치를 반으로 줄여 다시", _again(seen.key, batch=str(job.batch // 2))), plain
    return (plain,)


def _remark(seen: Seen) -> str:
    progress, looks = seen.progress, seen.progress.curve.looks
    last = looks[-1][1] if looks else progress.loss
    if progress.before is not None and last is not None and last > UNCHANGED * progress.before:
        return "끝의 손실이 처음과 거의 같거나 더 큽니다. 학습률이 너무 크거나 작을 수 있으니 바꾸어 다시 해 보세요."
    step, best = min(looks, key=lambda look: look[1], default=(0, 0.0))
    if not looks or looks[-1][1] < MEMORISED * best:
        return ""
    return (
        f"검증 손실은 {step:,}단계에서 가장 낮았고({best:.3f}) 그 뒤로 다시 올랐습니다. "
        "배우는 예문은 점점 더 잘 맞히지만 떼어 둔 예문은 더 못 맞힙니다. 예문을 외우기 시작한 것입니다(과적합)."
    )


def _again(key: str, **change: str) -> str:
    return f"{ADDRESS}?" + urlencode({"from": key, **change})
