"""What a learner asks to train: the form as it was typed, and the job once it holds. Knows no line, no page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from app.lab.parameters.controls import own, problems, written
from app.lab.training.samples import SAMPLES
from app.lab.training.usual import rate
from models.architectures.shapes import Shape
from models.jobs.job import BOUNDS, Job
from models.jobs.lines import SENTENCES, read_lines, task_of
from models.methods import METHODS, configure
from models.refusals import Refused
from models.tasks import TASKS
from models.texts.sources import BUNDLED_TEXTS

OWN = "own"  # the task of lines of one's own
STEPS = "steps"
DURATIONS = {"30": "30초", "120": "2분", STEPS: "단계 수로"}
MOST_STEPS, MOST_BATCH = 2000, 64  # in a line that others wait in
SHOWN = 10  # wrong lines told at once
GUESSES = {
    "tiny": "0.1% 미만",
    "small": "0.1% 이상 1% 미만",
    "some": "1% 이상 10% 미만",
    "most": "10% 이상",
    "unknown": "모르겠습니다",
}

NO_METHOD = "그런 방법은 없습니다. 위에서 골라 주세요."
NO_TASK = "그런 과제는 없습니다. 아래에서 골라 주세요."
NO_DURATION = "얼마나 학습할지 골라 주세요."
TOO_MANY_STEPS = f"단계 수(steps)는 1 이상 {MOST_STEPS:,} 이하의 정수여야 합니다."
TOO_LARGE_BATCH = f"배치 크기(batch)는 1 이상 {MOST_BATCH} 이하의 정수여야 합니다."
NO_GUESS = "먼저 예측해 보세요. 짐작이 가지 않으면 ‘모르겠습니다’를 고르면 됩니다."
MORE = "그 밖에 {number}줄에도 고칠 곳이 있습니다."


@dataclass(frozen=True)
class Wanted:
    """The form, field by field, whatever it holds. `settings` are the method's own."""

    method: str = "lora"
    task: str = "negative"
    lines: str = ""
    duration: str = "30"
    steps: str = "200"
    rate: str = ""
    batch: str = "16"
    guess: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """A training that can be done. `task` is what the variant will be for."""

    job: Job
    config: dict[str, Any]
    task: str
    title: str
    guess: str


@dataclass
class Mistakes(Exception):  # noqa: N818 -- what a form shows
    """Field -> sentences; of lines there may be several."""

    told: dict[str, tuple[str, ...]] = field(default_factory=dict)


def filled(wanted: Wanted) -> Wanted:
    """The form to begin with: an example where lines are wanted and none are there."""
    lines = wanted.lines if wanted.lines.strip() or wanted.task != OWN else SAMPLES[0].text
    return rated(replace(wanted, lines=lines))


def rated(wanted: Wanted) -> Wanted:
    """With the usual learning rate where none is typed."""
    return replace(wanted, rate=wanted.rate or rate(wanted.method, wanted.task))


def check(wanted: Wanted, shape: Shape | None, base: str, device: str) -> Asked:
    """Raises Mistakes with all that is to be mended."""
    told: dict[str, tuple[str, ...]] = {}
    config = _config(wanted, shape, told)
    mine = _lines(wanted, told)
    given: dict[str, Any] = {"base": base, "method": wanted.method, "config": config, "device": device}
    given |= {"rate": wanted.rate.strip(), "batch": wanted.batch.strip(), "threads": 1}
    given |= {"lines": mine} if wanted.task == OWN else {"task": wanted.task, "texts": str(BUNDLED_TEXTS)}
    given |= _duration(wanted, told)
    if wanted.guess not in GUESSES:
        told["guess"] = (NO_GUESS,)
    job = _job(given, told)
    if told or job is None:
        raise Mistakes(told)
    rows, _ = read_lines(mine)
    task = task_of(rows) if wanted.task == OWN else TASKS[wanted.task]
    name = "내 질문과 답" if wanted.task == OWN and task is not SENTENCES else task.title
    return Asked(job, config, task.slug, f"{_called(wanted.method, config)} · {name}", wanted.guess)


def _config(wanted: Wanted, shape: Shape | None, told: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    if wanted.method not in METHODS:
        told["method"] = (NO_METHOD,)
        return {}
    values = own(wanted.method, wanted.settings)
    if wrong := problems(wanted.method, values):
        told.update({name: (sentence,) for name, sentence in wrong.items()})
        return {}
    config = configure(wanted.method, dict(values))
    try:
        if shape is not None:
            METHODS[wanted.method].formula(shape, config)
    except Refused as refusal:
        told[refusal.field or "method"] = (str(refusal),)
    return config.model_dump()


def _lines(wanted: Wanted, told: dict[str, tuple[str, ...]]) -> str:
    """The lines as the trainer reads them; a bar between question and answer is easier to type than a tab."""
    if wanted.task != OWN:
        if wanted.task not in TASKS:
            told["task"] = (NO_TASK,)
        return ""
    text = wanted.lines.replace("\r\n", "\n").strip("\n")
    if "|" in text.split("\n")[0] and "\t" not in text:
        text = "\n".join("\t".join(part.strip() for part in line.split("|", 1)) for line in text.split("\n"))
    if found := read_lines(text)[1]:
        sentences = [f"{problem.line}번째 줄: {problem.message}" for problem in found[:SHOWN]]
        rest = [MORE.format(number=len(found) - SHOWN)] if len(found) > SHOWN else []
        told["lines"] = (*sentences, *rest)
    return text


def _duration(wanted: Wanted, told: dict[str, tuple[str, ...]]) -> dict[str, str]:
    if wanted.duration not in DURATIONS:
        told["duration"] = (NO_DURATION,)
        return {}
    return {STEPS: wanted.steps.strip()} if wanted.duration == STEPS else {"seconds": wanted.duration}


def _job(given: dict[str, Any], told: dict[str, tuple[str, ...]]) -> Job | None:
    try:
        job = Job.model_validate(given)
    except ValidationError as error:
        for problem in error.errors():
            name = str(problem["loc"][0])
            told.setdefault(name, (f"{BOUNDS.get(name, name)}.",))
        job = None
    steps, batch = given.get(STEPS, "1"), given["batch"]
    if STEPS in told or not _within(steps, MOST_STEPS):
        told[STEPS] = (TOO_MANY_STEPS,)
    if "batch" in told or not _within(batch, MOST_BATCH):
        told["batch"] = (TOO_LARGE_BATCH,)
    return job


def _within(value: str, most: int) -> bool:
    return value.isdecimal() and len(value) < 9 and 1 <= int(value) <= most


def _called(method: str, config: Mapping[str, Any]) -> str:
    """The method with the first of its settings, by which one tells two trainings apart."""
    name = next(iter(config), None)
    return METHODS[method].TITLE + (f" ({name}={written(config[name])})" if name else "")


def wanted_of(job: Job) -> Wanted:
    """The form that asks for the same, with nothing predicted."""
    fields = {STEPS: str(job.steps)} if job.steps is not None else {}
    return Wanted(
        method=job.method,
        task=job.task or OWN,
        lines=(job.lines or "").replace("\t", " | "),
        duration=STEPS if job.seconds is None else f"{job.seconds:g}",
        rate=f"{job.rate:g}",
        batch=str(job.batch),
        settings={name: written(value) for name, value in job.config.items()},
        **fields,
    )
