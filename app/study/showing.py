"""From a question and what a learner did with it to the Card that a template shows. The key stays here until it may be
told: after an answer, unless a near miss still has its retry. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.bank.kinds import KINDS
from app.bank.question import Dealt, Evidence, Question, Raw, Source, Step
from app.course import Course
from app.people.cookie import Visitor
from app.people.learners import learner_id
from app.study import history as histories
from app.study.asking import LECTURE, REWORDED, dealt, fingerprint, is_reworded
from app.study.cards import Card, Cited, Result, Seen
from app.study.doubts import Doubt
from app.study.grades import MARKED
from app.study.highlighting import whole_words
from app.study.history import History, Turn
from app.study.opening import version


def lecture_cards(session: Session, course: Course, visitor: Visitor, item_ids: Iterable[str]) -> dict[str, Card]:
    """The questions of a lecture page as this visitor left them, by id. Unknown ids are left out."""
    known = [item for item in item_ids if item in course.questions]
    history = histories.read(session, learner_id(session, visitor), LECTURE, known)
    return {item: card(course, course.questions[item], LECTURE, visitor.handle, history) for item in known}


def card(course: Course, question: Question, place: str, handle: str, history: History, first: int = 0) -> Card:
    """The question as it stands here now. `first` is the deal that this place begins with."""
    draft = history.drafts.get(question.id)
    turns = history.turns.get(question.id, [])
    if not draft and not turns:
        return _unanswered(course, question, dealt(question, handle, first), place, first)
    deal = max([first, *(turn.response.deal for turn in turns), *([draft.deal] if draft else ())])
    if _starts_afresh(course, question, turns):
        deal = max(deal, turns[-1].response.deal + 1)
    shown = [turn for turn in turns if turn.response.deal == deal]
    values = shown[0].response.dealt if shown else dealt(question, handle, deal)
    plain = _unanswered(course, question, values, place, deal)
    typed: Raw = shown[-1].response.raw if shown else ""
    if draft and draft.deal == deal:
        problem = draft.problem or (REWORDED if is_reworded(draft.raw, draft.shown, plain.shown) else None)
        result = _last(course, question, values, shown)
        return replace(plain, typed=draft.raw, problem=problem, since=version(draft), result=result)
    return replace(plain, typed=typed, result=_last(course, question, values, shown))


def answered(course: Course, question: Question, place: str, turns: Sequence[Turn]) -> Card:
    """A question of a round that is over, as it was asked and answered there; never open, so the key is told, unless an
    assignment withholds it."""
    first = turns[0].response
    shown = [turn for turn in turns if turn.response.deal == first.deal]
    plain = _unanswered(course, question, first.dealt, place, first.deal)
    result = _result(course, question, first.dealt, shown[-1], key_is_open=True)
    return replace(plain, typed=shown[-1].response.raw, result=result)


def cited(course: Course, sources: Iterable[Source]) -> tuple[Cited, ...]:
    return tuple(_cited(course, source) for source in sources)


def _starts_afresh(course: Course, question: Question, turns: Sequence[Turn]) -> bool:
    """The wording has changed since the last answer."""
    return bool(turns) and turns[-1].asked != course.bank.prompt_revision(question.id)


def _unanswered(course: Course, question: Question, values: Dealt, place: str, deal: int) -> Card:
    kind = KINDS[question.kind]
    return Card(
        id=question.id,
        unit=course.home(question.id),
        kind=question.kind,
        concept=question.concept,
        difficulty=question.difficulty,
        skill=question.skill,
        prompt=kind.prompt(question, values),
        options=tuple((option.key, option.text) for option in kind.options(question, values)),
        multiple=getattr(question, "multiple", False),
        blanks=len(getattr(question, "blanks", ())),
        unit_label=getattr(question, "unit", None) or "",
        deal=deal,
        place=place,
        typed="",
        problem=None,
        result=None,
        shown=fingerprint(question, values),
        rows=tuple((row.place, row.text) for row in kind.rows(question, values)),
        reuse=getattr(question, "reuse", False),
    )


def _last(course: Course, question: Question, values: Dealt, shown: Sequence[Turn]) -> Result | None:
    return _result(course, question, values, shown[-1], not shown[-1].hides_key) if shown else None


def _result(course: Course, question: Question, values: Dealt, turn: Turn, key_is_open: bool) -> Result:
    if turn.withheld:
        return _given(turn)
    kind, grade = KINDS[question.kind], turn.grade
    evidence = tuple(_evidence(found, str(turn.response.raw)) for found in grade.evidence)
    return Result(
        response_id=turn.response.id,
        outcome=grade.outcome,
        score=grade.score,
        feedback=grade.feedback,
        trace=tuple(Step(**step) for step in grade.trace),
        near_miss=grade.near_miss,
        spelling=grade.spelling,
        evidence=evidence,
        is_retry=turn.response.turn == 1,
        self_score=None if turn.self_score is None else turn.self_score / 100,
        key=kind.key(question, values) if key_is_open else None,
        options=kind.options(question, values) if key_is_open else (),
        rows=kind.rows(question, values) if key_is_open else (),
        sources=cited(course, question.sources) if key_is_open else (),
        corrected=key_is_open and question.correction is not None,
        demo=_seen(course, question) if key_is_open else None,
        proof=course.proofs.get(question.id) if key_is_open else None,
        doubt=(turn.doubt or Doubt(turn.response.id)) if key_is_open else None,
        regraded=turn.regraded if key_is_open else None,
        marked=(grade.comment or "") if grade.cause == MARKED else None,
    )


def _given(turn: Turn) -> Result:
    """That there is an answer, and nothing of what it is worth."""
    return Result(
        response_id=turn.response.id,
        outcome=turn.outcome,
        score=0.0,
        feedback="",
        trace=(),
        near_miss=False,
        spelling=False,
        evidence=(),
        is_retry=False,
        self_score=None,
        key=None,
        options=(),
        sources=(),
        corrected=False,
        withheld=True,
    )


def _seen(course: Course, question: Question) -> Seen | None:
    demo = course.demos.get(question.demo or "")
    return None if demo is None else Seen(demo.title, demo.address)


def _evidence(found: dict[str, Any], text: str) -> Evidence:
    return Evidence(**{**found, "spans": whole_words(text, found["spans"])})


def _cited(course: Course, source: Source) -> Cited:
    reference = course.bank.references[source.ref]
    return Cited(reference.cite, source.locus, reference.link, reference.basis)
