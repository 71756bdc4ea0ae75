"""What the page with the form is given, the learner's list among it. Knows no database and no line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.lab.charts import COLOURS
from app.lab.parameters.controls import Control, controls
from app.lab.training.asking import DURATIONS, GUESSES, MOST_BATCH, MOST_STEPS, OWN, Wanted
from app.lab.training.run import LIVE
from app.lab.training.samples import SAMPLES
from models.architectures.shapes import Shape
from models.jobs.lines import MOST
from models.methods import METHODS
from models.tasks import TASKS

TITLE = "직접 학습하기"
ADDRESS = "/lab/train"
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
