"""Of kinds that leave nothing to chance: no dealt values, the prompt as it is written, no options."""

from __future__ import annotations

from random import Random

from app.bank.question import Dealt, Option, Question


def deal(question: Question, rng: Random) -> Dealt:
    return {}


def prompt(question: Question, dealt: Dealt) -> str:
    return question.prompt


def options(question: Question, dealt: Dealt) -> tuple[Option, ...]:
    return ()
