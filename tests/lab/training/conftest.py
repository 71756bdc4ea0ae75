"""The application with a trainer that only pretends, and a learner's form for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.lab.training.pretend import AT_ONCE, WORDS

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
