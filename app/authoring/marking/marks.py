"""A mark by hand: from the form to a grade of its own cause, which no regrade overrules. The only code here that
writes; it needs a writing session and leaves the commit to the route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.bank.kinds import KINDS
from app.bank.kinds.essay import Question as Essay
from app.bank.question import Evidence, FormatError, Outcome, Question, Verdict
from app.course import Course
from app.people import auditing
from app.study.asking import GRADER, judge
from app.study.grades import MARKED, RELEASED, SAID, said
from app.study.holding import held, in_force
from app.study.revisions import asked_then
from app.study.tables import Grade, Regrade, Response

HAND = "hand"  # what stands where other grades name the version of the grader
LONGEST = 2_000
TOO_LONG = f"학습자에게 보내는 말은 {LONGEST:,}자 안으로 줄여 주세요."
OUTCOMES = {"correct": "맞음", "partial": "일부 맞음", "incorrect": "틀림"}


class UnfitMarkError(ValueError):
    """A form that is no mark yet. The message says what to mend."""


@dataclass(frozen=True)
class Mark:
    outcome: str
    score: float
    comment: str
    evidence: tuple[Evidence, ...] = ()


def of_essay(question: Essay, suggested: Sequence[Mapping[str, Any]], points: Sequence[str], comment: str) -> Mark:
    """`points` are those given for each rubric point, as typed; out of its weight in hundredths. What the grader had
    found is kept beside what was given. Raises UnfitMarkError."""
    if len(points) != len(question.rubric):
        raise UnfitMarkError("문항의 채점 요소가 그사이에 바뀌었습니다. 다시 열어 채점해 주세요.")
    found = {one["point"]: one for one in suggested}
    given = [_points(typed, most(point.weight)) for typed, point in zip(points, question.rubric, strict=True)]
    evidence = tuple(
        _evidence(point.point, point.weight, score, found.get(point.point))
        for point, score in zip(question.rubric, given, strict=True)
    )
    score = min(1.0, sum(given) / 100)
    outcome = "correct" if score + 1e-9 >= question.pass_mark else "partial" if score else "incorrect"
    return Mark(outcome, round(score, 4), _comment(comment), evidence)


def of_answer(outcome: str, score: str, comment: str) -> Mark:
    """Any other answer: right, wrong, or right in part with a score in hundredths. Raises UnfitMarkError."""
    if outcome not in OUTCOMES:
        raise UnfitMarkError("맞음, 일부 맞음, 틀림 가운데 하나를 골라 주세요.")
    if outcome != "partial":
        return Mark(outcome, 1.0 if outcome == "correct" else 0.0, _comment(comment))
    given = _points(score, 100)
    if not 0 < given < 100:
        raise UnfitMarkError("일부 맞음의 점수는 1점에서 99점 사이로 적어 주세요.")
    return Mark(outcome, given / 100, _comment(comment))


def most(weight: float) -> int:
    """What a rubric point is worth, in hundredths."""
    return round(weight * 100)


def put(session: Session, item: str, responses: Sequence[int], mark: Mark, account: int) -> None:
    """The same mark for each of these answers."""
    given = said(Verdict(cast(Outcome, mark.outcome), mark.score, feedback="", evidence=mark.evidence))
    given |= {"grader": HAND, "cause": MARKED, "account_id": account, "comment": mark.comment or None}
    given |= {"created": _moment(session, item)}
    for number in responses:
        session.add(Grade(response_id=number, key_revision=held(session, number).key_revision, **given))
    session.flush()
    auditing.record(session, account, "answer.marked", item, answers=len(responses), score=mark.score)


def release(session: Session, course: Course, response: Response, account: int) -> bool:
    """Take a mark back: the present key judges the answer again; of an answer to another wording or to an item that is
    asked no more, which no present key judges, what held before holds. Whether there was a mark to take back."""
    if held(session, response.id).cause != MARKED:
        return False
    item, asked = response.item_id, asked_then(session, response)
    as_now = item in course.questions and asked == course.bank.prompt_revision(item)
    told = _judged(course, course.questions[item], response) if as_now else _before(session, response)
    told |= {"near_miss": False, "cause": RELEASED, "account_id": account, "created": _moment(session, item)}
    session.add(Grade(response_id=response.id, **told))
    session.flush()
    auditing.record(session, account, "answer.released", item)
    return True


def _judged(course: Course, question: Question, response: Response) -> dict[str, Any]:
    try:
        verdict = judge(course, question, response.dealt, response.raw)
    except FormatError as error:
        raise UnfitMarkError(f"지금의 문항으로는 이 답을 채점할 수 없습니다. {error}") from None
    return {"key_revision": course.revisions[question.id], "grader": GRADER, **said(verdict)}


def _before(session: Session, response: Response) -> dict[str, Any]:
    """Of the last grade that nobody gave by hand."""
    given = select(Grade).where(Grade.response_id == response.id, Grade.cause != MARKED, in_force(Grade))
    grade = session.scalars(given.order_by(Grade.id.desc()).limit(1)).one()
    return {name: getattr(grade, name) for name in ("key_revision", "grader", *SAID)}


def suggested(course: Course, question: Question, response: Response) -> tuple[Evidence, ...]:
    """What the grader finds in an essay by the rubric of now, for a form that is opened anew."""
    kind = KINDS[question.kind]
    verdict = kind.grade(question, response.dealt, kind.parse(question, response.raw), course.bank.terms)
    return verdict.evidence


def _evidence(point: str, weight: float, given: int, found: Mapping[str, Any] | None) -> Evidence:
    spans = tuple(tuple(span) for span in found["spans"]) if found else ()
    plain = Evidence(point, weight, given > 0, spans)
    return plain if given in (0, most(weight)) else replace(plain, note=f"{most(weight)}점 가운데 {given}점")


def _points(typed: str, highest: int) -> int:
    text = typed.strip()
    if not (text.isascii() and text.isdecimal()) or len(text) > 3 or int(text) > highest:
        raise UnfitMarkError(f"점수는 0에서 {highest} 사이의 정수로 적어 주세요. 지금 값은 ‘{text[:20]}’입니다.")
    return int(text)


def _comment(text: str) -> str:
    found = text.replace("\r\n", "\n").strip()
    if len(found) > LONGEST:
        raise UnfitMarkError(TOO_LONG)
    if "\0" in found:
        raise UnfitMarkError("글자가 아닌 값이 들어 있습니다. 지우고 다시 보내 주세요.")
    return found


def _moment(session: Session, item: str) -> datetime:
    """Now, and after each regrade that has ended, whatever the clock says: which came first decides what learners are
    told of the two (holding.OVERTAKEN)."""
    ended = session.scalar(select(func.max(Regrade.finished)).where(Regrade.item_id == item))
    return max(_now(), ended + timedelta(microseconds=1)) if ended else _now()


def _now() -> datetime:
    return datetime.now(UTC)
