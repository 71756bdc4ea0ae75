"""Multiple choice: one right option, or several. Options go by key, never by position; knows nothing of terms."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints

from app.bank import question as base
from app.bank.kinds.plain import rows as rows
from app.bank.kinds.specimens import Specimens
from app.bank.question import Dealt, FormatError, Key, Option, Part, Raw, Step, Text, Verdict

if TYPE_CHECKING:
    from app.bank.terms import Terms


class Choice(Part):
    """One option. `why` says after the answer why it is right or wrong."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+$")]
    text: Text
    correct: bool = False
    why: str = ""


class Question(base.Question):
    kind: Literal["choice"]
    options: tuple[Choice, ...] = Field(min_length=2)
    multiple: bool = False
    shuffle: bool = True


@dataclass(frozen=True)
class Answer:
    keys: tuple[str, ...]


def deal(question: Question, rng: Random) -> Dealt:
    order = [option.key for option in question.options]
    if question.shuffle:
        rng.shuffle(order)
    return {"order": order}


def prompt(question: Question, dealt: Dealt) -> str:
    return question.prompt


def options(question: Question, dealt: Dealt) -> tuple[Option, ...]:
    """In the dealt order; an option that came in after the deal stands last."""
    order = dealt.get("order")
    rank = {key: at for at, key in enumerate(order)} if isinstance(order, list) else {}
    shown = sorted(question.options, key=lambda option: rank.get(option.key, len(rank)))
    return tuple(Option(option.key, option.text, option.correct, option.why) for option in shown)


def typed(question: Question, fields: list[str]) -> Raw:
    return fields if question.multiple else (fields[0] if fields else "")


def parse(question: Question, raw: Raw) -> Answer:
    given = [raw] if isinstance(raw, str) else raw
    keys = tuple(dict.fromkeys(key.strip().casefold() for key in given if key.strip()))
    known = {option.key for option in question.options}
    if not keys:
        raise FormatError("보기를 골라 주세요.")
    if unknown := [key for key in keys if key not in known]:
        raise FormatError(f"보기에 없는 답입니다: ‘{unknown[0][:20]}’. {', '.join(sorted(known))} 가운데 골라 주세요.")
    if len(keys) > 1 and not question.multiple:
        raise FormatError("보기를 하나만 골라 주세요.")
    return Answer(tuple(option.key for option in question.options if option.key in keys))


def grade(question: Question, dealt: Dealt, answer: Answer, terms: Terms) -> Verdict:
    right = {option.key for option in question.options if option.correct}
    chosen = set(answer.keys)
    trace = (_step(question, chosen, right),)
    if chosen == right:
        return Verdict("correct", 1.0, "맞습니다.", trace)
    for miss in question.near_misses:
        if chosen == set(miss.answers):
            return Verdict("incorrect", 0.0, miss.feedback, trace, near_miss=True)
    if chosen < right:
        return Verdict("partial", len(chosen) / len(right), "고르신 것은 모두 맞지만 더 있습니다.", trace)
    wrong = [option.why for option in question.options if option.key in chosen - right and option.why]
    return Verdict("incorrect", 0.0, " ".join(wrong) or "아닙니다.", trace)


def _step(question: Question, chosen: set[str], right: set[str]) -> Step:
    texts = ", ".join(option.text for option in question.options if option.key in chosen)
    if not question.multiple:
        return Step("보기와 비교", texts, texts, "정답입니다." if chosen == right else "정답이 아닙니다.")
    note = f"고르신 {len(chosen)}개 가운데 {len(chosen & right)}개가 맞습니다."
    return Step("보기와 비교", texts, texts, note)


def key(question: Question, dealt: Dealt) -> Key:
    right = tuple(option.text for option in question.options if option.correct)
    return Key(", ".join(right), right, question.explanation)


def specimens(question: Question, dealt: Dealt) -> Specimens:
    right: list[str] = [option.key for option in question.options if option.correct]
    wrong: list[Raw] = [option.key for option in question.options if not option.correct or len(right) > 1]
    wrong += [list(miss.answers) for miss in question.near_misses]
    key_raw: list[Raw] = [right] if question.multiple else [*right[:1]]
    malformed: tuple[Raw, ...] = ("", "보기에 없는 것", [])
    return Specimens(tuple(key_raw), tuple(wrong), malformed)
