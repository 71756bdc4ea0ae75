"""What is answered within one turn, between two steps of the rows that run: what to ask of which engine. No line."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from models.generation import Engine
from models.protocol import Attend, Choose, Chosen, Event, Peek
from models.refusals import Refused
from models.sampling import Sampling
from models.serving.attending import attend
from models.serving.library import Library
from models.serving.peeking import peek
from models.serving.prompts import encoded, task_of, veto
from models.serving.scoring import log_likelihoods, shares
from models.tasks import candidates, task


class Question(NamedTuple):
    """`answer(engine, name of the variant there)`; `tokens` are those of the prompt."""

    tokens: int
    answer: Callable[[Engine, str | None], Event]


def question(library: Library, request: Choose | Peek | Attend) -> Question:
    """Raises Refused for what cannot be asked."""
    match request:
        case Choose():
            return _choice(library, request)
        case Peek():
            return _peek(library, request)
        case Attend():
            return _attend(library, request)


def _choice(library: Library, request: Choose) -> Question:
    base, asked = library.base, task(request.task)
    rows = candidates(asked, request.prompt, base.encode, base.end)
    if not rows:
        raise Refused("이 과제에는 고를 낱말이 없습니다.", "task")

    def answer(engine: Engine, name: str | None) -> Chosen:
        logs = dict(zip(asked.labels, log_likelihoods(engine, name, rows), strict=True))
        return Chosen(logs=logs, shares=shares(logs))

    return Question(rows[0].start, answer)


def _peek(library: Library, request: Peek) -> Question:
    base, asked = library.base, task_of(library, request)
    ids = encoded(base, asked, request.prompt)
    drawing = Sampling(temperature=request.temperature, top_p=request.top_p)
    return Question(len(ids), lambda engine, name: peek(engine, name, ids, drawing, veto(base, asked)))


def _attend(library: Library, request: Attend) -> Question:
    ids = encoded(library.base, task_of(library, request), request.prompt)
    return Question(len(ids), lambda engine, name: attend(engine, name, ids, request.layer))
