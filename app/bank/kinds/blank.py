"""Fill the blank: one or several gaps in a sentence. How a filling is judged stands in `answers`; knows no
other kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from pydantic import Field, model_validator

from app.bank import answers, preparing
from app.bank import question as base
from app.bank.answers import Mark
from app.bank.asking import BLANK
from app.bank.field_mistakes import misplaced
from app.bank.kinds.plain import deal as deal
from app.bank.kinds.plain import options as options
from app.bank.kinds.plain import prompt as prompt
from app.bank.kinds.plain import rows as rows
from app.bank.kinds.prepared import once
from app.bank.kinds.specimens import Specimens
from app.bank.normalising import says_something
from app.bank.preparing import Prepared
from app.bank.question import Dealt, FormatError, Key, NearMiss, Outcome, Part, Raw, Step, Text, Verdict
from app.bank.terms import Terms

_RANK: dict[Outcome, int] = {"correct": 2, "partial": 1, "incorrect": 0, "format_error": 0}


class Blank(Part):
    """One gap: its key, further accepted forms, and near misses of its own."""

    answer: Text
    accept: tuple[Text, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()


class Question(base.Question):
    kind: Literal["blank"]
    blanks: tuple[Blank, ...] = Field(min_length=1)
    ordered: bool = True

    @model_validator(mode="after")
    def _as_many_as_the_prompt_shows(self) -> Self:
        if self.prompt.count(BLANK) != len(self.blanks):
            shown = self.prompt.count(BLANK)
            raise misplaced(
                f"문제에 빈칸({BLANK})이 {shown}개, blanks에는 {len(self.blanks)}개 있습니다. 수를 맞춰 주세요.",
                "prompt",
            )
        return self


@dataclass(frozen=True)
class Answer:
    fillings: tuple[str, ...]


def typed(question: Question, fields: list[str]) -> Raw:
    return fields if len(question.blanks) > 1 else (fields[0] if fields else "")


def parse(question: Question, raw: Raw) -> Answer:
    wanted = len(question.blanks)
    given = [raw] if isinstance(raw, str) else list(raw)
    if isinstance(raw, str) and wanted > 1:
        given = raw.split(" | ") if raw.count(" | ") == wanted - 1 else raw.split("|")
    if len(given) != wanted:
        raise FormatError(f"빈칸이 {wanted}개입니다. 빈칸마다 답을 하나씩 적어 주세요.")
    if not all(says_something(filling) for filling in given):
        raise FormatError("빈칸을 채워 주세요." if wanted == 1 else "비어 있는 빈칸이 있습니다. 모두 채워 주세요.")
    return Answer(tuple(given))


def grade(question: Question, dealt: Dealt, answer: Answer, terms: Terms) -> Verdict:
    keys = once(question, terms, _prepare)
    marks = [answers.mark(filling, key) for filling, key in zip(answer.fillings, keys, strict=True)]
    if not question.ordered and len(keys) > 1:
        marks = _in_any_order(answer.fillings, keys)
    if len(marks) == 1:
        only = marks[0]
        score = float(only.outcome == "correct")
        return Verdict(only.outcome, score, only.feedback, only.trace, only.near_miss, only.spelling)
    return _together(marks)


def _prepare(question: Question, terms: Terms) -> tuple[Prepared, ...]:
    shared = question.near_misses
    return tuple(
        preparing.prepare(terms, question.prompt, one.answer, one.accept, (*one.near_misses, *shared), blank=n)
        for n, one in enumerate(question.blanks)
    )


def _in_any_order(fillings: tuple[str, ...], keys: tuple[Prepared, ...]) -> list[Mark]:
    """Each filling takes the free key that suits it best; right ones choose first."""
    table = [[answers.mark(filling, key) for key in keys] for filling in fillings]
    cells = [(-_RANK[table[f][k].outcome], f, k) for f in range(len(fillings)) for k in range(len(keys))]
    chosen: dict[int, Mark] = {}
    taken: set[int] = set()
    for _, f, k in sorted(cells):
        if f not in chosen and k not in taken:
            chosen[f] = table[f][k]
            taken.add(k)
    return [chosen[f] for f in range(len(fillings))]


def _together(marks: list[Mark]) -> Verdict:
    right = sum(mark.outcome == "correct" for mark in marks)
    score = right / len(marks)
    missed = next((mark for mark in marks if mark.near_miss), None)
    spelling = any(mark.spelling for mark in marks)
    shown = [mark for mark in marks if mark.outcome == "correct" or mark.near_miss] if missed else marks
    trace = tuple(Step(f"{n}: {s.step}", s.before, s.after, s.note) for n, m in enumerate(shown, 1) for s in m.trace)
    if right == len(marks):
        return Verdict("correct", 1.0, "모두 맞습니다.", trace, spelling=spelling)
    outcome: Outcome = "partial" if right else "incorrect"
    if missed:
        return Verdict(outcome, score, missed.feedback, trace, near_miss=True, spelling=spelling)
    return Verdict(outcome, score, f"빈칸 {len(marks)}개 가운데 {right}개가 맞습니다.", trace, spelling=spelling)


def key(question: Question, dealt: Dealt) -> Key:
    shown = " | ".join(one.answer for one in question.blanks)
    accepted = tuple(form for one in question.blanks for form in (one.answer, *one.accept))
    return Key(shown, accepted, question.explanation)


def specimens(question: Question, dealt: Dealt) -> Specimens:
    keys = [one.answer for one in question.blanks]
    right = [_with(keys, n, form) for n, one in enumerate(question.blanks) for form in (one.answer, *one.accept)]
    wrong = [
        _with(keys, n, form)
        for n, one in enumerate(question.blanks)
        for miss in (*one.near_misses, *question.near_misses)
        for form in miss.answers
    ]
    return Specimens(tuple(right), tuple(wrong), ("", "…", [*keys, "남는 답"]))


def _with(keys: list[str], n: int, filling: str) -> Raw:
    return [*keys[:n], filling, *keys[n + 1 :]] if len(keys) > 1 else filling
