"""The dry run: what a new key would change, of how many answers of how many learners. Writes nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.authoring.regrading.answers import Answer
from app.authoring.regrading.judging import Judge
from app.authoring.regrading.policies import Policy, Standing, judged
from app.bank.question import Raw, Verdict

LISTED = 200  # distinct answers that are shown with what becomes of them
DISTINCT = 10_000  # that are counted; those that come later than so many are rare


@dataclass(slots=True)
class Changed:
    """An answer whose grade changes. `verdict` is what the new key says of it; None with the policy `full`."""

    answer: Answer
    after: Standing
    verdict: Verdict | None


@dataclass(frozen=True)
class Example:
    """Answers alike that change alike."""

    raw: Raw
    before: str
    after: str
    count: int


@dataclass
class Plan:
    """What a regrade would do. `unreadable` answers keep their grade: the new key cannot read them."""

    judged: int = 0
    changed: int = 0
    learners: int = 0
    unreadable: int = 0
    turns: Counter[tuple[str, str]] = field(default_factory=Counter)  # (outcome before, after) -> answers
    examples: tuple[Example, ...] = ()


def changes(answers: Iterable[Answer], judge: Judge, revision: int | None, policy: Policy) -> Iterator[Changed | None]:
    """For each answer what changes, None where nothing does. A key that is the one it was judged by changes nothing,
    whatever has become of the grader since; what a policy gave is taken back by the key alone."""
    for answer in answers:
        if policy != "full" and answer.key_revision == revision and answer.policy in (None, "new", policy):
            yield None
            continue
        verdict = None if policy == "full" else judge.verdict(answer.typed, answer.dealt)
        after = judged(answer.standing, verdict, policy)
        yield None if after == answer.standing else Changed(answer, after, verdict)


def plan(answers: Iterable[Answer], judge: Judge, revision: int | None, policy: Policy) -> Plan:
    """Counts, and the most frequent answers that change. `revision` is the row of the key; None while it is a draft."""
    made, learners, alike = Plan(), set[int](), Counter[tuple[str, str, str]]()
    for change in changes(answers, judge, revision, policy):
        made.judged += 1
        if change is None:
            continue
        before, after = change.answer.standing, change.after
        made.changed += 1
        made.turns[before.outcome, after.outcome] += 1
        learners.add(change.answer.learner)
        name = change.answer.typed, before.outcome, after.outcome
        if name in alike or len(alike) < DISTINCT:
            alike[name] += 1
    made.learners, made.unreadable = len(learners), judge.unreadable
    made.examples = tuple(
        Example(json.loads(typed), before, after, count) for (typed, before, after), count in alike.most_common(LISTED)
    )
    return made
