"""Essay: rubric points looked for in the learner's text, each with its evidence. A suggestion, never the last word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from pydantic import Field, model_validator

from app.bank import essays, rubrics
from app.bank import question as base
from app.bank.field_mistakes import misplaced
from app.bank.kinds.plain import deal as deal
from app.bank.kinds.plain import options as options
from app.bank.kinds.plain import prompt as prompt
from app.bank.kinds.plain import rows as rows
from app.bank.kinds.plain import typed as typed
from app.bank.kinds.prepared import once
from app.bank.kinds.specimens import Specimens
from app.bank.normalising import says_something
from app.bank.question import Dealt, Evidence, FormatError, Key, Outcome, Part, Raw, Step, Text, Verdict
from app.bank.rubrics import Rubric
from app.bank.terms import Terms

Says = tuple[tuple[tuple[Text, ...], ...], ...]


class Point(Part):
    """One point of the rubric: what must be said, and what must not be said with it."""

    point: Text
    weight: float = Field(gt=0, le=1)
    says: Says = Field(min_length=1)
    denies: tuple[Text, ...] = ()


class Misconception(Part):
    """A known wrong claim. It raises its feedback and costs nothing by itself."""

    says: Says = Field(min_length=1)
    feedback: Text


class Question(base.Question):
    kind: Literal["essay"]
    answer: Text
    rubric: tuple[Point, ...] = Field(min_length=1)
    misconceptions: tuple[Misconception, ...] = ()
    pass_mark: float = Field(default=0.6, gt=0, le=1)

    @model_validator(mode="after")
    def _weights_sum_to_one(self) -> Self:
        total = sum(point.weight for point in self.rubric)
        if abs(total - 1) > 1e-6:
            raise misplaced(f"rubric의 weight를 더하면 {total:g}입니다. 1이 되게 고쳐 주세요.", "rubric")
        return self


@dataclass(frozen=True)
class Answer:
    text: str


def parse(question: Question, raw: Raw) -> Answer:
    text = raw if isinstance(raw, str) else "\n".join(raw)
    if not says_something(text):
        raise FormatError("답을 적어 주세요.")
    return Answer(text)


def grade(question: Question, dealt: Dealt, answer: Answer, terms: Terms) -> Verdict:
    found = essays.assess(answer.text, once(question, terms, _prepare))
    score = round(sum(one.weight for one in found.evidence if one.found), 4)
    trace = [Step("요점 찾기", one.point, "찾음" if one.found else "못 찾음", _note(one)) for one in found.evidence]
    trace += [Step("오해 확인", "", "", note) for note in found.misconceptions]
    return Verdict(_outcome(score, question.pass_mark), score, _feedback(found), tuple(trace), evidence=found.evidence)


def _prepare(question: Question, terms: Terms) -> Rubric:
    points = [(one.point, one.weight, one.says, one.denies) for one in question.rubric]
    wrong = [(one.says, one.feedback) for one in question.misconceptions]
    return rubrics.prepare(terms, question.prompt, question.answer, points, wrong)


def _outcome(score: float, pass_mark: float) -> Outcome:
    if score + 1e-9 >= pass_mark:
        return "correct"
    return "partial" if score > 0 else "incorrect"


def _note(one: Evidence) -> str:
    return one.note or ("글에서 이 요점을 찾았습니다." if one.found else "글에서 이 요점을 찾지 못했습니다.")


def _feedback(found: essays.Assessment) -> str:
    count = sum(one.found for one in found.evidence)
    said = (
        f"요점 {len(found.evidence)}개 가운데 {count}개를 찾았습니다. 제안이니 모범 답안과 견주어 직접 확인해 보십시오."
    )
    return "\n\n".join([said, *found.misconceptions])


def key(question: Question, dealt: Dealt) -> Key:
    return Key(question.answer, tuple(point.point for point in question.rubric), question.explanation)


def specimens(question: Question, dealt: Dealt) -> Specimens:
    """The model answer passes; the prompt copied out, or its bare terms, does not."""
    return Specimens((question.answer,), (question.prompt, "잘 모르겠습니다."), ("", "\n"))
