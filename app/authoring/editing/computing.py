"""The computation that an item names: what it does, and which of its outcomes would establish the draft's key. Runs no
computation: they need torch, which `seodang verify` imports and the web process does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from app.bank import proving
from app.bank.proving import UnprovedError
from app.bank.question import Check, Question
from app.bank.revisions import revision
from app.course import Course
from app.proofreading import computed

MOST = 8  # names of which every choice is tried, where an outcome is several of them


@dataclass(frozen=True)
class Computation:
    """`outcomes` are those that would establish the key, by name; with none, `refused` says why none would. `proved` is
    the day on which this very text was established, "" where it was not."""

    name: str
    does: str
    outcomes: tuple[str, ...] = ()
    refused: str = ""
    proved: str = ""
    counts: bool = False  # a number is what comes out, and is the answer itself


def of(course: Course, question: Question) -> Computation | None:
    check = question.check
    if check is None or check.run not in computed():
        return None
    told = Computation(check.run, computed()[check.run], proved=_proved(course, question))
    return Computation(**{**vars(told), **_foreseen(course, question, check)})


def _foreseen(course: Course, question: Question, check: Check) -> dict[str, object]:
    if question.kind == "number" and not check.answers:
        return {"counts": True}
    refused, outcomes = "", []
    for outcome in _thinkable(question, check):
        try:
            proving.prove(question, check, lambda found=outcome, **dealt: found, course.bank.terms)
            outcomes.append(outcome if isinstance(outcome, str) else ", ".join(outcome))
        except UnprovedError as error:
            refused = refused or str(error)
    return {"outcomes": tuple(outcomes), "refused": "" if outcomes else refused}


def _thinkable(question: Question, check: Check) -> Iterator[str | list[str]]:
    """What could come out, as far as `answers` says."""
    names = list(check.answers) or ["true", "false"]
    yield from names
    if getattr(question, "multiple", False) and len(names) <= MOST:
        yield from (list(some) for count in range(2, len(names) + 1) for some in combinations(names, count))


def _proved(course: Course, question: Question) -> str:
    """Only of what is in service as it stands in the draft."""
    proof, served = course.proofs.get(question.id), course.questions.get(question.id)
    same = (
        served is not None and served.check == question.check and course.bank.revision(served.id) == revision(question)
    )
    return proof.date if proof is not None and same else ""
