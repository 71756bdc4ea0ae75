"""Of kinds that leave nothing to chance and ask once: the prompt as it is written, no options, no rows, one box."""

from __future__ import annotations

from random import Random

from app.bank.question import Dealt, Option, Question, Raw, Row


def deal(question: Question, rng: Random) -> Dealt:
    return {}


def prompt(question: Question, dealt: Dealt) -> str:
    return question.prompt


def options(question: Question, dealt: Dealt) -> tuple[Option, ...]:
    return ()


def rows(question: Question, dealt: Dealt) -> tuple[Row, ...]:
    return ()


def typed(question: Question, fields: list[str]) -> Raw:
    return fields[0] if fields else ""
