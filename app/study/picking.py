"""Which questions a round asks. Pure: content, history and chance are passed in; knows no rows and no pages."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal, get_args

from app.bank.question import Question

Count = Literal["5", "10", "20", "all"]
Which = Literal["all", "new", "wrong"]
Level = Literal["1", "2", "3"]
COUNTS: tuple[str, ...] = get_args(Count)
WHICH: tuple[str, ...] = get_args(Which)
LEVELS: tuple[str, ...] = get_args(Level)


@dataclass(frozen=True)
class Chosen:
    """A choice as the form sends it; "" means all."""

    unit: str = ""
    kind: str = ""
    concept: str = ""
    difficulty: str = ""
    which: str = "all"  # all | new (never answered) | wrong (the latest answer that counts was not right)
    count: str = "10"

    def but(self, name: str, value: str) -> Chosen:
        return replace(self, **{name: value})

    def as_form(self) -> dict[str, str]:
        return asdict(self)


def matching(
    questions: Iterable[Question], unit_of: Mapping[str, str], outcomes: Mapping[str, str], chosen: Chosen
) -> list[Question]:
    """All that fit, several of one concept included."""
    return [
        question
        for question in questions
        if chosen.unit in ("", unit_of[question.id])
        and chosen.kind in ("", question.kind)
        and chosen.concept in ("", question.concept)
        and chosen.difficulty in ("", str(question.difficulty))
        and _fits(chosen.which, outcomes.get(question.id))
    ]


def _fits(which: str, outcome: str | None) -> bool:
    if which == "new":
        return outcome is None
    return which != "wrong" or outcome in ("partial", "incorrect")


def asked(fitting: Sequence[Question], count: str) -> int:
    """How many a round of these would ask: never two of one concept."""
    concepts = len({question.concept for question in fitting})
    return concepts if count == "all" else min(int(count), concepts)


def pick(fitting: Sequence[Question], count: str, rng: random.Random) -> list[str]:
    """Ids for a round: one a concept, the kinds taking turns."""
    by_concept: dict[str, list[Question]] = defaultdict(list)
    for question in fitting:
        by_concept[question.concept].append(question)
    one_each = [rng.choice(rivals) for rivals in by_concept.values()]
    rng.shuffle(one_each)
    return _taking_turns(one_each)[: asked(fitting, count)]


def _taking_turns(questions: Sequence[Question]) -> list[str]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for question in questions:
        by_kind[question.kind].append(question.id)
    queues, order = [*by_kind.values()], []
    while queues:
        order += [queue.pop() for queue in queues]
        queues = [queue for queue in queues if queue]
    return order
