"""The dry run of a draft in words: what changes for whom, what stays as it is and why. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.authoring.regrading.answers import LeftAlone, answers, left_alone
from app.authoring.regrading.judging import Judge
from app.authoring.regrading.planning import Plan, plan
from app.authoring.regrading.policies import Policy
from app.bank import revisions
from app.bank.question import Question
from app.course import Course
from app.database import Database
from app.study.tables import ItemRevision
from app.study.telling import told

SHOWN = 30  # kinds of answers


@dataclass(frozen=True)
class Example:
    """Answers alike that change alike; `answer` a line each."""

    answer: tuple[str, ...]
    before: str
    after: str
    count: int


@dataclass(frozen=True)
class Foreseen:
    """`afresh`: the wording becomes another, so that all older answers stay and the item begins again."""

    plan: Plan
    examples: tuple[Example, ...]
    alone: LeftAlone
    afresh: bool

    @property
    def turns(self) -> list[tuple[str, str, int]]:
        """Before, after, how many; the most frequent first."""
        return [(before, after, count) for (before, after), count in self.plan.turns.most_common()]


def foresee(database: Database, course: Course, question: Question, policy: Policy) -> Foreseen:
    item, asked = question.id, revisions.prompt_revision(question)
    known = select(ItemRevision.id).where(
        ItemRevision.item_id == item, ItemRevision.sha == revisions.revision(question)
    )
    with database.read() as session:
        judge = Judge(question, course.bank.terms)
        found = plan(answers(session, item, asked), judge, session.scalar(known), policy)
        alone = left_alone(session, item, asked)
    examples = tuple(
        Example(told(question, {}, example.raw), example.before, example.after, example.count)
        for example in found.examples[:SHOWN]
    )
    return Foreseen(found, examples, alone, afresh=asked != course.bank.prompt_revision(item))
