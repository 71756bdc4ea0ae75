"""Lines and the application with a trainer that only pretends, and what tests do with them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from app.lab.training.folders import Folders
from app.lab.training.line import Trainings
from app.lab.training.run import Run
from models.jobs.job import job_of
from tests.lab.training.pretend import AT_ONCE, WORDS

Line = Callable[..., Trainings]

ROOT = Path(__file__).parents[3]
PATIENCE = 30.0  # seconds
FORM = {
    "method": "lora",
    "task": "own",
    "lines": "좋다\n나쁘다",
    "duration": "steps",
    "steps": "6",
    "rate": str(AT_ONCE),
    "batch": "4",
    "guess": "small",
}


@pytest.fixture(autouse=True)
def _found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def pretending(app: FastAPI) -> FastAPI:
    app.state.trainings.words = WORDS
    return app


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.01)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    """Lines over the same folders, as before and after a restart; `kept` are the states that were written."""
    opened: list[Trainings] = []

    def open_line(kept: list[str] | None = None, most: int = 20) -> Trainings:
        said = kept if kept is not None else []
        opened.append(Trainings(Folders(tmp_path), lambda run: said.append(run.state), words=WORDS, most=most))
        return opened[-1]

    yield open_line
    for one in opened:
        one.close()


def run_of(name: str, rate: float = AT_ONCE, learner: int = 1) -> Run:
    job = job_of({"method": "lora", "lines": "하루가 길다", "steps": 6, "rate": rate})
    return Run(name, "mina", learner, "LoRA", job)


def add(trainings: Trainings, run: Run) -> Run:
    with trainings.place(run):
        pass
    return run


def over(run: Run) -> Run:
    until(lambda: not run.live)
    return run


def at(run: Run, step: int) -> None:
    until(lambda: run.progress.done >= step)
