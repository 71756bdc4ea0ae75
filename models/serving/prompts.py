"""A request's prompt as the model reads it, and what may not be written behind it. Knows no engine and no line."""

from __future__ import annotations

from functools import partial

from models.base import Base
from models.generation import Veto
from models.protocol import Attend, Generate, Peek
from models.refusals import Refused
from models.serving.library import Library
from models.tasks import TASKS, Task, task
from models.texts import names

NEGATIVE = "negative"


def task_of(library: Library, request: Generate | Peek | Attend) -> Task | None:
    """The variant's own task; for the base the one that was named. Raises Refused for an unknown one."""
    slug = request.task if request.variant is None else library.card(request.variant).task
    if request.variant is None and slug is not None:
        return task(slug)
    return TASKS.get(slug or "")  # a learner's own variant may have a task of its own


def encoded(base: Base, asked: Task | None, text: str) -> list[int]:
    """In the form of the task. Raises Refused for a real person's name in the negative voice."""
    if asked is not None and asked.slug == NEGATIVE and (name := names.blocked(text)):
        raise Refused(names.NAMED.format(name=name), "prompt")
    return base.encode(text if asked is None else asked.prompt(text))


def veto(base: Base, asked: Task | None) -> Veto | None:
    """Names are vetoed token by token, in the negative voice only."""
    if asked is None or asked.slug != NEGATIVE:
        return None
    return partial(names.allowed, base.decode)
