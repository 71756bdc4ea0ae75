"""What the pages of a training are given: one frozen dataclass a page. Knows no database and no line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from app.lab.charts import COLOURS
from app.lab.compare.showing import Fact, percent, size
from app.lab.parameters.controls import Control, controls
from app.lab.training.asking import DURATIONS, GUESSES, MOST_BATCH, MOST_STEPS, OWN, Wanted
from app.lab.training.drawing import Chart, chart
from app.lab.training.run import LIVE, Seen
from app.lab.training.samples import SAMPLES
from models.architectures.shapes import Shape
from models.jobs.lines import MOST
from models.methods import METHODS
from models.tasks import TASKS

TITLE = "직접 학습하기"
ADDRESS = "/lab/train"
NO_RESUME = ("nan", "refused")  # it would end in the same way
STATES = {
    "waiting": "기다리는 중",
    "starting": "준비하는 중",
    "running": "학습하는 중",
    "stopping": "멈추는 중",
    "done": "끝남",
    "failed": "실패",
    "cancelled": "멈춤",
    "evicted": "기한이 지나 지움",
}


@dataclass(frozen=True)
class Choice:
    name: str
    title: str
    chosen: bool
    colour: str = ""


@dataclass(frozen=True)
class Past:
    """A line of the learner's own list."""

    key: str
    title: str
    created: datetime
    state: str
    live: bool
    done: bool


@dataclass(frozen=True)
class FormPage:
    """GET /lab/train, and POST /lab/train with what is to be mended -> lab/training/form.html."""

    title: str
    wanted: Wanted
    methods: tuple[Choice, ...]
    tasks: tuple[Choice, ...]
    durations: tuple[Choice, ...]
    guesses: tuple[Choice, ...]
    controls: tuple[Control, ...]
    samples: tuple[Choice, ...]
    usual: str  # the learning rate that is offered, so that it can follow the method
    mistakes: Mapping[str, tuple[str, ...]]  # field -> sentences; "" for what is no field's fault
    busy: str | None  # key of the training that is in the way
    past: tuple[Past, ...]
    most_lines: int = MOST
    most_steps: int = MOST_STEPS
    most_batch: int = MOST_BATCH


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


def form_page(
    wanted: Wanted,
    shape: Shape | None,
    mistakes: Mapping[str, tuple[str, ...]],
    past: tuple[Past, ...],
    usual: str,
    busy: str | None = None,
) -> FormPage:
    known = wanted.method in METHODS
    tasks = {**{task.slug: task.title for task in TASKS.values()}, OWN: "내가 적은 글"}
    return FormPage(
        title=TITLE,
        wanted=wanted,
        methods=tuple(Choice(n, kind.TITLE, n == wanted.method, COLOURS[n]) for n, kind in METHODS.items()),
        tasks=_choices(tasks, wanted.task),
        durations=_choices(DURATIONS, wanted.duration),
        guesses=_choices(GUESSES, wanted.guess),
        controls=controls(wanted.method, wanted.settings, shape, None) if known else (),
        samples=tuple(Choice(one.slug, one.title, False) for one in SAMPLES),
        usual=usual,
        mistakes=mistakes,
        busy=busy,
        past=past,
    )


def past_of(key: str, title: str, created: datetime, state: str) -> Past:
    return Past(key, title, created, STATES.get(state, state), state in LIVE, state == "done")


def _choices(given: Mapping[str, str], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, title, name == chosen) for name, title in given.items())


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
    now = told.loss if told.validation is None else told.validation
    if told.before is not None and now is not None:
        end = "지금" if seen.state in LIVE else "끝"
        found.append(Fact(f"손실, 처음 → {end}", f"{told.before:.3f} → {now:.3f}"))
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


def _again(key: str, **change: str) -> str:
    return f"{ADDRESS}?" + urlencode({"from": key, **change})
