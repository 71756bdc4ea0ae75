"""Short answer: one idea in a few words or a sentence, or a list of parts. How it is judged stands in `answers`
and `lists`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from pydantic import Field, model_validator

from app.bank import answers, lists, preparing
from app.bank import question as base
from app.bank.field_mistakes import misplaced
from app.bank.kinds.plain import deal as deal
from app.bank.kinds.plain import options as options
from app.bank.kinds.plain import prompt as prompt
from app.bank.kinds.plain import rows as rows
from app.bank.kinds.plain import typed as typed
from app.bank.kinds.prepared import once
from app.bank.kinds.specimens import Specimens
from app.bank.lists import Count, PreparedList
from app.bank.normalising import says_something
from app.bank.preparing import Prepared
from app.bank.question import Dealt, FormatError, Key, Part, Raw, Step, Text, Verdict
from app.bank.terms import Terms

Says = tuple[tuple[tuple[Text, ...], ...], ...]


class ListPart(Part):
    """One member of a key that is a list."""

    answer: Text
    accept: tuple[Text, ...] = ()


class Question(base.Question):
    kind: Literal["short"]
    answer: Text
    accept: tuple[Text, ...] = ()
    says: Says = ()
    denies: tuple[Text, ...] = ()
    parts: tuple[ListPart, ...] = ()
    need: int | None = Field(default=None, ge=1)
    ordered: bool = False

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        if self.parts and self.says:
            raise misplaced("‘parts’와 ‘says’는 함께 쓸 수 없습니다. 목록이면 parts만 남겨 주세요.", "says")
        if self.need is not None and self.need > len(self.parts):
            raise misplaced(
                f"need가 {self.need}인데 parts는 {len(self.parts)}개입니다. need를 줄이거나 parts를 더해 주세요.",
                "need",
            )
        return self


@dataclass(frozen=True)
class Answer:
    text: str


@dataclass(frozen=True)
class _Keys:
    whole: Prepared
    listed: PreparedList | None


def parse(question: Question, raw: Raw) -> Answer:
    text = raw if isinstance(raw, str) else ", ".join(raw)
    if not says_something(text):
        raise FormatError("답을 적어 주세요.")
    return Answer(text)


def grade(question: Question, dealt: Dealt, answer: Answer, terms: Terms) -> Verdict:
    keys = once(question, terms, _prepare)
    mark = answers.mark(answer.text, keys.whole)
    if mark.outcome != "correct" and keys.listed and not answers.too_long(answer.text):
        count = lists.count(answer.text, keys.listed)
        if count.found or not mark.near_miss:
            return _counted(answer.text, keys.listed, count)
    score = float(mark.outcome == "correct")
    return Verdict(mark.outcome, score, mark.feedback, mark.trace, mark.near_miss, mark.spelling)


def _prepare(question: Question, terms: Terms) -> _Keys:
    extra = tuple(form for part in question.parts for form in (part.answer, *part.accept))
    single = extra if question.parts and question.need == 1 else ()
    whole = preparing.prepare(
        terms,
        question.prompt,
        question.answer,
        (*question.accept, *single),
        question.near_misses,
        question.says,
        question.denies,
    )
    if not question.parts:
        return _Keys(whole, None)
    parts = tuple(_part(question, part, extra, terms) for part in question.parts)
    shown = tuple(part.answer for part in question.parts)
    return _Keys(whole, PreparedList(parts, shown, question.need or len(parts), question.ordered))


def _part(question: Question, part: ListPart, every: tuple[str, ...], terms: Terms) -> Prepared:
    companions = tuple(form for form in every if form not in (part.answer, *part.accept))
    return preparing.prepare(
        terms, question.prompt, part.answer, part.accept, (), (), question.denies, companions=companions
    )


def _counted(text: str, key: PreparedList, count: Count) -> Verdict:
    found = len(count.found)
    in_order = not key.ordered or list(count.found) == sorted(count.found)
    names = ", ".join(key.shown[n] for n in count.found)
    steps = [Step("목록 읽기", text, names, f"{key.need}가지 가운데 {min(found, key.need)}가지를 찾았습니다.")]
    if count.wrong:
        steps.append(Step("덧붙인 답", text, "", f"맞지 않는 것이 섞여 있습니다: {', '.join(count.wrong[:3])}"))
    if not in_order:
        steps.append(Step("순서", names, "", "이 문항은 순서도 맞아야 합니다."))
    if found >= key.need and not count.wrong and in_order:
        return Verdict("correct", 1.0, "맞습니다.", tuple(steps), spelling=count.spelling)
    if not found:
        return Verdict("incorrect", 0.0, "아닙니다.", tuple(steps))
    share = min(found / key.need, 1.0)
    if count.wrong or not in_order:
        share = min(share, (key.need - 0.5) / key.need)
    feedback = f"{key.need}가지 가운데 {min(found, key.need)}가지가 맞습니다."
    return Verdict("partial", round(share, 4), feedback, tuple(steps), spelling=count.spelling)


def key(question: Question, dealt: Dealt) -> Key:
    parts = tuple(form for part in question.parts for form in (part.answer, *part.accept))
    return Key(question.answer, (question.answer, *question.accept, *parts), question.explanation)


def specimens(question: Question, dealt: Dealt) -> Specimens:
    right = [question.answer, *question.accept]
    if question.parts:
        right.append(", ".join(part.answer for part in question.parts))
    if question.need == 1:
        right += [form for part in question.parts for form in (part.answer, *part.accept)]
    wrong = [form for miss in question.near_misses for form in miss.answers]
    return Specimens(tuple(right), tuple(wrong), ("", " … "))
