"""Start a round, save a draft, answer, reveal, answer again, finish: the only code that writes these rows.

Every function needs a writing session in which the learner was looked up with `enrol` (so that two requests of one
learner wait for each other), and leaves the commit to the route. Knows neither forms nor templates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, delete, func, select
from sqlalchemy.orm import Session

from app.bank.question import Dealt, FormatError, Raw, Verdict
from app.course import Course
from app.study.asking import API, CHANGED, GRADER, Asked, fingerprint, judge
from app.study.history import Turn
from app.study.tables import Attempt, Draft, Grade, Response, Reveal, SelfScore

CLICKS = timedelta(seconds=5)  # apart, two clicks still mean one round
LONGEST_PAUSE = 3600  # seconds; after a longer one nobody knows what the time was spent on


def _here(table: type[Response] | type[Draft]) -> tuple[ColumnElement[bool], ...]:
    return (
        table.learner_id == bindparam("learner"),
        table.item_id == bindparam("item"),
        table.place == bindparam("place"),
    )


# Built once: putting a statement together costs as much as running it.
TURNS = select(Response).where(*_here(Response), Response.deal == bindparam("deal")).order_by(Response.turn)
NEWEST = select(func.max(Response.deal)).where(*_here(Response))
OPENED = select(Draft.deal).where(*_here(Draft))
DRAFTS = Draft.metadata.tables[Draft.__tablename__]  # the table: the session need not look for objects to forget
DROP_DRAFT = delete(DRAFTS).where(*_here(Draft))
NEAR_MISS = select(Grade.near_miss).where(Grade.response_id == bindparam("response")).order_by(Grade.id.desc()).limit(1)


def start(
    session: Session, learner_id: int, chosen: Mapping[str, str], items: Sequence[str], assignment: int | None = None
) -> Attempt:
    """A round of these items, each with values that this learner has not answered yet."""
    counts = dict(
        session.execute(
            select(Response.item_id, func.count())
            .where(Response.learner_id == learner_id, Response.item_id.in_(items), Response.turn == 0)
            .group_by(Response.item_id)
        ).all()
    )
    deals = [(item, counts.get(item, 0)) for item in items]
    attempt = Attempt(learner_id=learner_id, chosen=dict(chosen), items=deals, created=_now(), assignment_id=assignment)
    session.add(attempt)
    session.flush()
    return attempt


def just_started(session: Session, learner_id: int, chosen: Mapping[str, str]) -> Attempt | None:
    """The round that the first click of two has started: the same choice a moment ago, and no answer yet."""
    mine = select(Attempt).where(Attempt.learner_id == learner_id)
    latest = session.scalar(mine.order_by(Attempt.id.desc()).limit(1))
    if latest is None or latest.finished or latest.chosen != chosen or _now() - latest.created > CLICKS:
        return None
    answered = session.scalar(select(Response.id).where(Response.attempt_id == latest.id).limit(1))
    return None if answered else latest


def save_draft(session: Session, asked: Asked, raw: Raw, problem: str | None = None) -> None:
    """Keep what stands in the boxes, unless that showing is over or a later one is open."""
    if asked.deal >= newest(session, asked) and _open(session, asked, _turns(session, asked)):
        session.merge(_draft(asked, raw, problem))
        session.flush()


def answer(session: Session, course: Course, asked: Asked, raw: Raw, at: datetime | None = None) -> Turn | None:
    """Judge and record. The first answer of a showing counts; after a near miss one retry is recorded beside it;
    anything sent later (a form sent twice) changes nothing: None. Raises FormatError, and then nothing is recorded.
    `at` is when a draft's time ran out, where nobody sent it."""
    turns = _turns(session, asked)
    if not _open(session, asked, turns) or (turns and turns[0].raw == raw and asked.place != API):
        return None
    values = turns[0].dealt if turns else asked.dealt
    if asked.shown and asked.shown != fingerprint(asked.question, values):
        raise FormatError(CHANGED)
    verdict = judge(course, asked.question, values, raw)
    session.execute(DROP_DRAFT, _names(asked))
    response = _response(session, course, asked, raw, values, turns, at)
    graded = grade(session, course, response, verdict, "answer")
    session.flush()
    return Turn(response, graded, course.bank.prompt_revision(asked.question.id), False, None, withheld=asked.withheld)


def comes_late(session: Session, asked: Asked, raw: Raw) -> bool:
    """Whether this is none of the answers to its showing: written in another window, say."""
    return raw not in [turn.raw for turn in _turns(session, asked)]


def grade(session: Session, course: Course, response: Response, verdict: Verdict, cause: str) -> Grade:
    """Append what the grader said; the newest grade of a response holds."""
    graded = Grade(
        response=response,
        key_revision=course.revisions[response.item_id],
        grader=GRADER,
        outcome=verdict.outcome,
        score=verdict.score,
        near_miss=verdict.near_miss,
        spelling=verdict.spelling,
        feedback=verdict.feedback,
        trace=[asdict(step) for step in verdict.trace],
        evidence=[asdict(found) for found in verdict.evidence],
        cause=cause,
        created=_now(),
    )
    session.add(graded)
    return graded


def reveal(session: Session, asked: Asked) -> None:
    """Show the key after a near miss; the retry is given up."""
    turns = _turns(session, asked)
    if turns and _open(session, asked, turns):
        session.add(Reveal(response_id=turns[0].id, created=_now()))
        session.execute(DROP_DRAFT, _names(asked))
        session.flush()


def again(session: Session, asked: Asked) -> None:
    """Open the next showing of a question that was answered, with new values, unless it is open already."""
    if asked.withheld or _open(session, asked, _turns(session, asked)) or newest(session, asked) > asked.deal:
        return
    session.merge(_draft(replace(asked, deal=asked.deal + 1), "", None))
    session.flush()


def score_self(session: Session, response: Response, score: int) -> None:
    session.add(SelfScore(response_id=response.id, score=score, created=_now()))
    session.flush()


def retry_open(session: Session, turns: Sequence[Response]) -> bool:
    """Whether these answers to one showing are a single near miss whose key has not been shown."""
    if len(turns) != 1:
        return False
    near = session.scalar(NEAR_MISS, {"response": turns[0].id})
    return bool(near) and session.get(Reveal, turns[0].id) is None


def _open(session: Session, asked: Asked, turns: Sequence[Response]) -> bool:
    """Where the key is withheld nobody is told of a near miss, by a retry neither."""
    return not turns or (not asked.withheld and retry_open(session, turns))


def _turns(session: Session, asked: Asked) -> Sequence[Response]:
    """The answers to this very showing: none, the first, or the first and its retry."""
    return session.scalars(TURNS, _names(asked) | {"deal": asked.deal}).all()


def newest(session: Session, asked: Asked) -> int:
    """The highest deal that was answered or opened here."""
    answered = session.scalar(NEWEST, _names(asked))
    opened = session.scalar(OPENED, _names(asked))
    return max(answered or 0, opened or 0)


def _names(asked: Asked) -> dict[str, str | int]:
    return {"learner": asked.learner_id, "item": asked.question.id, "place": asked.place}


def _response(
    session: Session,
    course: Course,
    asked: Asked,
    raw: Raw,
    values: Dealt,
    turns: Sequence[Response],
    at: datetime | None,
) -> Response:
    return Response(
        learner_id=asked.learner_id,
        item_id=asked.question.id,
        place=asked.place,
        attempt_id=asked.attempt,
        deal=asked.deal,
        dealt=values,
        turn=len(turns),
        retry_of=turns[0].id if turns else None,
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
    )


def _now() -> datetime:
    return datetime.now(UTC)
