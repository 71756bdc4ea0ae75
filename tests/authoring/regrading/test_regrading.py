"""A corrected key: what the dry run says is what happens, once, to exactly those it should happen to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.authoring.regrading import committing, judging
from app.authoring.regrading.answers import answers
from app.authoring.regrading.judging import Judge
from app.authoring.regrading.planning import Plan, plan
from app.authoring.regrading.policies import EVERYBODY, Policy
from app.course import Course
from app.database import Database
from app.study.tables import Grade
from tests.authoring.regrading.acting import OX, change, do, flip
from tests.authoring.rows import answer

SHORT = "mini-short-01"


@pytest.fixture
def answered(app: FastAPI, database: Database) -> list[int]:
    """Seven answers to the O/X item, whose key says O."""
    with database.write() as session:
        made = answer(session, app.state.course, OX, ["O", "X", "X", "O", "X", "O", "X"])
        session.commit()
    return made


def _plan(database: Database, course: Course, policy: Policy = "new", item: str = OX) -> Plan:
    judge = Judge(course.questions[item], course.bank.terms)
    with database.read() as session:
        rows = answers(session, item, course.bank.prompt_revision(item), chunk=3)
        return plan(rows, judge, course.revisions[item], policy)


def _held(session: Session, responses: Sequence[int]) -> list[str]:
    """The outcome that holds of each answer."""
    found = []
    for response in responses:
        newest = select(Grade.outcome).where(Grade.response_id == response).order_by(Grade.id.desc()).limit(1)
        found.append(session.scalars(newest).one())
    return found


def _outcomes(database: Database, responses: Sequence[int]) -> str:
    with database.read() as session:
        return "".join(outcome[0] for outcome in _held(session, responses))


def _grades(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Grade)) or 0


def test_the_dry_run_says_what_the_regrade_does_and_changes_nothing(
    app: FastAPI, database: Database, answered: list[int]
) -> None:
    course = flip(app)
    before = _grades(database)
    foreseen = _plan(database, course)
    assert _grades(database) == before
    assert (foreseen.judged, foreseen.changed, foreseen.learners) == (7, 7, 7)
    assert foreseen.turns == {("correct", "incorrect"): 3, ("incorrect", "correct"): 4}
    assert [(found.raw, found.count) for found in foreseen.examples] == [("X", 4), ("O", 3)]
    done = do(database, course)
    assert (done.judged, done.changed) == (7, 7)
    assert done.finished is not None
    assert _outcomes(database, answered) == "iccicic"


def test_grades_are_appended_and_name_their_regrade_and_key(
    app: FastAPI, database: Database, answered: list[int]
) -> None:
    first = app.state.course.revisions[OX]
    course = flip(app)
    done = do(database, course)
    with database.read() as session:
        rows = session.scalars(select(Grade).where(Grade.response_id == answered[0]).order_by(Grade.id)).all()
        told = [(row.outcome, row.cause, row.regrade_id, row.key_revision) for row in rows]
    assert told == [("correct", "answer", None, first), ("incorrect", "regrade", done.id, course.revisions[OX])]


def test_a_regrade_with_an_unchanged_key_changes_nothing(
    app: FastAPI, database: Database, answered: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _grades(database)
    for policy in ("new", "either"):
        assert _plan(database, app.state.course, policy).changed == 0
        assert do(database, app.state.course, policy).changed == 0
    assert _grades(database) == before


def test_done_twice_it_changes_nothing_more(app: FastAPI, database: Database, answered: list[int]) -> None:
    course = flip(app)
    first = do(database, course)
    grades = _grades(database)
    assert committing.carry_out(database, course, first.id).changed == 7
    assert do(database, course).changed == 0
    assert _grades(database) == grades


def test_where_the_old_key_counts_too_nobody_loses(app: FastAPI, database: Database, answered: list[int]) -> None:
    course = flip(app)
    assert _plan(database, course, "either").turns == {("incorrect", "correct"): 4}
    do(database, course, "either")
    assert _outcomes(database, answered) == "ccccccc"


def test_full_credit_is_for_all_and_undone_by_the_key(app: FastAPI, database: Database, answered: list[int]) -> None:
    course = app.state.course
    assert _plan(database, course, "full").changed == 7  # those that were right are told why, too
    do(database, course, "full")
    assert _outcomes(database, answered) == "ccccccc"
    with database.read() as session:
        assert session.scalars(select(Grade.feedback).order_by(Grade.id.desc()).limit(1)).one() == EVERYBODY
    undone = do(database, course, "new")
    assert undone.changed == 7
    assert _outcomes(database, answered) == "ciicici"


def test_a_mark_by_hand_is_never_overruled(app: FastAPI, database: Database, answered: list[int]) -> None:
    course = flip(app)
    with database.write() as session:
        mark = Grade(
            response_id=answered[0], key_revision=course.revisions[OX], grader="hand", outcome="correct", score=1.0,
            near_miss=False, spelling=False, feedback="", trace=[], evidence=[], cause="marked",
            created=datetime.now(UTC),
        )  # fmt: skip
        session.add(mark)
        session.commit()
    for policy in ("new", "full", "new"):
        do(database, course, policy)
    assert _outcomes(database, answered) == "cccicic"


def test_answers_to_another_wording_keep_their_grade(app: FastAPI, database: Database, answered: list[int]) -> None:
    change(app, "prompt: 어댑터를 쓸 때는 어댑터를 학습한다.", "prompt: 어댑터를 쓸 때는 무엇이든 학습한다.")
    course = flip(app)
    assert _plan(database, course).judged == 0
    assert do(database, course).changed == 0


def test_an_answer_that_the_new_key_cannot_read_keeps_its_grade(app: FastAPI, database: Database) -> None:
    with database.write() as session:
        made = answer(session, app.state.course, "mini-choice-01", ["a", "c"])
        session.commit()
    course = app.state.course
    question = course.questions["mini-choice-01"]
    fewer = question.model_copy(update={"options": question.options[:2]})
    with database.read() as session:
        rows = answers(session, question.id, course.bank.prompt_revision(question.id))
        found = plan(rows, Judge(fewer, course.bank.terms), None, "new")
    assert (found.judged, found.changed, found.unreadable) == (2, 0, 1)
    assert _outcomes(database, made) == "ci"


def test_a_key_that_has_changed_since_is_not_judged_by(app: FastAPI, database: Database, answered: list[int]) -> None:
    course = app.state.course
    with database.write() as session:
        number = committing.begin(session, OX, course.revisions[OX], "full", "x", None).id
        session.commit()
    with pytest.raises(LookupError):
        committing.carry_out(database, flip(app), number)


def test_memory_holds_a_bounded_number_of_verdicts(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "KEPT", 3)
    judge = Judge(app.state.course.questions[SHORT], app.state.course.bank.terms)
    for at in range(9):
        judge.verdict(f'"답 {at}"', "{}")
    assert len(judge._known) == 3
