"""O/X: is the statement true? How people write yes and no is read in `yes_no`; knows nothing of terms or options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.bank import question as base
from app.bank.kinds import yes_no
from app.bank.kinds.plain import deal as deal
from app.bank.kinds.plain import options as options
from app.bank.kinds.plain import prompt as prompt
from app.bank.kinds.plain import rows as rows
from app.bank.kinds.plain import typed as typed
from app.bank.kinds.specimens import Specimens
from app.bank.question import Dealt, Key, Raw, Step, Verdict

if TYPE_CHECKING:
    from app.bank.terms import Terms

FORMS: dict[yes_no.Letter, tuple[str, ...]] = {
    "O": ("O", "o", "0", "ㅇ", "ㅐ", "○", "⭕", "동그라미", "참", "맞다", "예", "true"),
    "X": ("X", "x", "×", "✕", "❌", "ㅌ", "엑스", "거짓", "틀리다", "아니요", "false"),
}


class Question(base.Question):
    kind: Literal["ox"]
    answer: yes_no.Letter


@dataclass(frozen=True)
class Answer:
    raw: str
    letter: yes_no.Letter


def parse(question: Question, raw: Raw) -> Answer:
    text = raw if isinstance(raw, str) else " ".join(raw)
    return Answer(text, yes_no.read(text))


def grade(question: Question, dealt: Dealt, answer: Answer, terms: Terms) -> Verdict:
    trace = _trace(question, answer)
    if answer.letter == question.answer:
        return Verdict("correct", 1.0, "맞습니다.", trace)
    for miss in question.near_misses:
        if answer.letter in miss.answers:
            return Verdict("incorrect", 0.0, miss.feedback, trace, near_miss=True)
    return Verdict("incorrect", 0.0, "아닙니다.", trace)


def _trace(question: Question, answer: Answer) -> tuple[Step, ...]:
    steps = []
    if answer.raw.strip() != answer.letter:
        steps.append(Step("답 읽기", answer.raw, answer.letter, f"쓰신 답을 {answer.letter}로 읽었습니다."))
    agrees = "같습니다" if answer.letter == question.answer else "다릅니다"
    return (*steps, Step("정답과 비교", answer.letter, answer.letter, f"정답과 {agrees}."))


def key(question: Question, dealt: Dealt) -> Key:
    return Key(question.answer, FORMS[question.answer], question.explanation)


def specimens(question: Question, dealt: Dealt) -> Specimens:
    other: yes_no.Letter = "X" if question.answer == "O" else "O"
    missed = tuple(letter for miss in question.near_misses for letter in miss.answers)
    return Specimens(FORMS[question.answer], (*FORMS[other], *missed), ("", "?", "O X", "글쎄요"))
