"""Save a draft, answer, reveal, answer again: the only code that writes what a learner does with a question.

Every function needs a writing session in which the learner was looked up with `enrol` (so that two requests of one
learner wait for each other), and leaves the commit to the route. Knows neither forms nor templates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.bank.question import Dealt, FormatError, Raw
from app.course import Course
from app.study.asking import API, CHANGED, Asked, fingerprint, judge
from app.study.grades import ANSWER, grade
from app.study.history import Turn
from app.study.opening import here, is_open, names, newest, turns
from app.study.tables import Attempt, Draft, Response, Reveal, SelfScore

LONGEST_PAUSE = 3600  # seconds; after a longer one nobody knows what the time was spent on
DRAFTS = Draft.metadata.tables[Draft.__tablename__]  # the table: the session need not look for objects to forget
DROP_DRAFT = delete(DRAFTS).where(*here(Draft))


def save_draft(session: Session, asked: Asked, raw: Raw, problem: str | None = None) -> None:
    """Keep what stands in the boxes, unless that showing is over or a later one is open. What was sent
    wins; whoever saves what was only typed asks `is_newer_elsewhere` first."""
    if asked.deal >= newest(session, asked) and is_open(session, asked, turns(session, asked)):
        session.merge(_draft(asked, raw, problem))
        session.flush()


def answer(session: Session, course: Course, asked: Asked, raw: Raw, at: datetime | None = None) -> Turn | None:
    """Judge and record. The first answer of a showing counts; after a near miss one retry is recorded beside it;
    anything sent later (a form sent twice) changes nothing: None. Raises FormatError, and then nothing is recorded.
    `at` is when a draft's time ran out, where nobody sent it."""
    before = turns(session, asked)
    if not is_open(session, asked, before) or (before and before[0].raw == raw and asked.place != API):
        return None
    values = before[0].dealt if before else asked.dealt
    if asked.shown and asked.shown != fingerprint(asked.question, values):
        raise FormatError(CHANGED)
    verdict = judge(course, asked.question, values, raw)
    session.execute(DROP_DRAFT, names(asked))
    response = _response(session, course, asked, raw, values, before, at)
    graded = grade(session, course, response, verdict, ANSWER)
    session.flush()
    return Turn(response, graded, course.bank.prompt_revision(asked.question.id), False, None, withheld=asked.withheld)


def reveal(session: Session, asked: Asked) -> None:
    """Show the key after a near miss; the retry is given up."""
    before = turns(session, asked)
    if before and is_open(session, asked, before):
        session.add(Reveal(response_id=before[0].id, created=_now()))
        session.execute(DROP_DRAFT, names(asked))
        session.flush()


def again(session: Session, asked: Asked) -> None:
    """Open the next showing of a question that was answered, with new values, unless it is open already."""
    if asked.withheld or is_open(session, asked, turns(session, asked)) or newest(session, asked) > asked.deal:
        return
    session.merge(_draft(replace(asked, deal=asked.deal + 1, shown=""), "", None))
    session.flush()


def score_self(session: Session, response: Response, score: int) -> None:
    """What the learner thinks their essay is worth, 0 to 100."""
    session.add(SelfScore(response_id=response.id, score=score, created=_now()))
    session.flush()


def _response(
    session: Session,
    course: Course,
    asked: Asked,
    raw: Raw,
    values: Dealt,
    before: Sequence[Response],
    at: datetime | None,
) -> Response:
    return Response(
        learner_id=asked.learner_id,
        item_id=asked.question.id,
        place=asked.place,
        attempt_id=asked.attempt,
        deal=asked.deal,
        dealt=values,
        turn=len(before),
        retry_of=before[0].id if before else None,
        raw=raw,
        prompt_revision=course.revisions[asked.question.id],
        seconds=None if at else _seconds(session, asked.attempt),
        created=at or _now(),
    )


def _seconds(session: Session, attempt: int | None) -> int | None:
    """Since the answer before this one, or since the round began."""
    if attempt is None:
        return None
    last = session.scalar(select(func.max(Response.created)).where(Response.attempt_id == attempt))
    since = last or session.scalar(select(Attempt.created).where(Attempt.id == attempt))
    spent = round((_now() - since).total_seconds()) if since else LONGEST_PAUSE + 1
    return spent if 0 <= spent <= LONGEST_PAUSE else None  # below 0 when the clock was set back


def _draft(asked: Asked, raw: Raw, problem: str | None) -> Draft:
    return Draft(
        learner_id=asked.learner_id,
        item_id=asked.question.id,
        place=asked.place,
        deal=asked.deal,
        raw=raw,
        problem=problem,
        updated=_now(),
        shown=asked.shown or None,
        page=asked.page or None,
    )


def _now() -> datetime:
    return datetime.now(UTC)
