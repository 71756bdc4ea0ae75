"""Pairs: each thing on the left finds its match on the right. Answers go by key, never by position; knows no terms."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator

from app.bank import question as base
from app.bank.field_mistakes import misplaced
from app.bank.kinds import arranged
from app.bank.kinds.arranged import OptionKey
from app.bank.kinds.plain import prompt as prompt
from app.bank.kinds.specimens import Specimens
from app.bank.question import Dealt, FormatError, Key, Option, Outcome, Part, Raw, Row, Step, Text, Verdict

if TYPE_CHECKING:
    from app.bank.terms import Terms


class Left(Part):
    """What wants a match: `to` names it, `why` says after the answer why these two belong together."""

    text: Text
    to: OptionKey
    why: Text


class Right(Part):
    """What may be matched. One that belongs to nothing says in `why` what it is."""

    key: OptionKey
    text: Text
    why: str = ""


class Question(base.Question):
    kind: Literal["match"]
    left: tuple[Left, ...] = Field(min_length=3, max_length=9)
    right: tuple[Right, ...] = Field(min_length=2, max_length=9)
    reuse: bool = False
    shuffle: bool = True

    @model_validator(mode="after")
    def _pairs_fit(self) -> Self:
        arranged.no_check(self)
        known = [each.key for each in self.right]
        arranged.distinct(known, "right")
        for at, each in enumerate(self.left):
            if each.to not in known:
                message = f"‘{each.to}’은(는) 오른쪽에 없는 이름입니다. {', '.join(known)} 가운데 하나를 적어 주세요."
                raise misplaced(message, "left", at, "to")
            if not self.reuse and each.to in [before.to for before in self.left[:at]]:
                raise misplaced(
                    f"‘{each.to}’이(가) 두 번 쓰였습니다. 고치거나 ‘reuse: true’를 적어 주세요.", "left", at, "to"
                )
        for at, miss in enumerate(self.near_misses):
            if wrong := arranged.wrong_miss(miss, at, len(self.left), known):
                raise wrong
        return self


@dataclass(frozen=True)
class Answer:
    """The chosen keys, in the order of `left` in the file."""

    keys: tuple[str, ...]


def deal(question: Question, rng: Random) -> Dealt:
    places = [str(at) for at in range(len(question.left))]
    return {
        "order": arranged.shuffled((each.key for each in question.right), rng),
        "left": arranged.shuffled(places, rng) if question.shuffle else places,
    }


def options(question: Question, dealt: Dealt) -> tuple[Option, ...]:
    """The right side, in the dealt order; `correct` says that it is the match of something."""
    used = {each.to for each in question.left}
    found = {each.key: Option(each.key, each.text, each.key in used, each.why) for each in question.right}
    return tuple(arranged.as_dealt([found[key] for key in sorted(found)], dealt.get("order"), found))


def rows(question: Question, dealt: Dealt) -> tuple[Row, ...]:
    found = {str(at): Row(str(at), each.text, each.to, each.why) for at, each in enumerate(question.left)}
    return tuple(arranged.as_dealt(found.values(), dealt.get("left"), found))


def typed(question: Question, fields: list[str]) -> Raw:
    return arranged.typed(fields, len(question.left))


def parse(question: Question, raw: Raw) -> Answer:
    wanted = len(question.left)
    given = arranged.split(arranged.typed(arranged.split(raw), wanted))
    if not any(given):
        raise FormatError(f"왼쪽의 {wanted}개에 짝을 하나씩 골라 주세요.")
    if len(given) != wanted:
        raise FormatError(f"왼쪽은 {wanted}개인데 고른 것은 {len(given)}개입니다. 하나씩 짝을 골라 주세요.")
    if missing := [each.text for each, part in zip(question.left, given, strict=True) if not part]:
        raise FormatError(f"아직 짝을 고르지 않은 것이 있습니다. {arranged.quoted(missing)}의 짝도 골라 주세요.")
    texts = {each.key: each.text for each in question.right}
    keys = arranged.keys(given, texts)
    if not question.reuse and (again := arranged.twice(keys)):
        said = arranged.quoted(texts[key] for key in again)
        raise FormatError(f"한 번만 쓸 수 있는 것을 두 번 골랐습니다. {said}을(를) 한 곳에만 남겨 주세요.")
    return Answer(tuple(keys))


def grade(question: Question, dealt: Dealt, answer: Answer, terms: Terms) -> Verdict:
    hits = sum(each.to == key for each, key in zip(question.left, answer.keys, strict=True))
    score = hits / len(question.left)
    outcome: Outcome = "correct" if hits == len(question.left) else "partial" if hits else "incorrect"
    said = f"짝 {len(question.left)}개 가운데 {hits}개가 맞습니다." if hits else "맞는 짝이 없습니다."
    trace = (Step("짝 비교", _said(question, answer.keys), "", said),)
    if outcome == "correct":
        return Verdict("correct", 1.0, "맞습니다.", trace)
    for miss in question.near_misses:
        if answer.keys == miss.answers:
            return Verdict(outcome, score, miss.feedback, trace, near_miss=True)
    return Verdict(outcome, score, said, trace)


def _said(question: Question, keys: tuple[str, ...]) -> str:
    texts = {each.key: each.text for each in question.right}
    return "; ".join(f"{each.text} → {texts[key]}" for each, key in zip(question.left, keys, strict=True))


def key(question: Question, dealt: Dealt) -> Key:
    pairs = _said(question, tuple(each.to for each in question.left))
    return Key(pairs, (pairs,), question.explanation)


def specimens(question: Question, dealt: Dealt) -> Specimens:
    right: list[str] = [each.to for each in question.left]
    texts = {each.key: each.text for each in question.right}
    moved = [*right[1:], right[0]]
    if question.reuse:
        moved = [next(key for key in texts if key != right[0]), *right[1:]]
    wrong: list[Raw] = [moved, *(list(miss.answers) for miss in question.near_misses)]
    malformed: list[Raw] = ["", right[1:], ["", *right[1:]], ["보기에 없는 것", *right[1:]]]
    return Specimens((right, [texts[each] for each in right]), tuple(wrong), tuple(malformed))
