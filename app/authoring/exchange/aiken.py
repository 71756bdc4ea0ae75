"""Aiken: one right option of several, plain words, a line each. Everything else is listed as lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from app.authoring.exchange import archives
from app.authoring.exchange.coming import draft
from app.authoring.exchange.drafting import LETTERS, MOST_SIGNS, TOO_LONG, WHOLE, Draft, Lost, chosen, fit
from app.authoring.exchange.entries import Answer, Entry
from app.authoring.exchange.marking_down import from_plain
from app.authoring.exchange.marking_up import plain, xhtml
from app.bank.kinds import choice
from app.bank.question import Question

NAME = "Aiken"
HOLDS = {"choice": frozenset({"prompt", "options.text", "options.correct"})}
_OPTION = re.compile(r"([A-Z])[.)]\s+(.*)")
_RIGHT = re.compile(r"ANSWER:\s*([A-Z])\b.*")
_NO = "Aiken에는 맞는 보기가 꼭 하나이고 보기가 26개까지인 선택 문항만 적을 수 있습니다."


def write(questions: Iterable[Question]) -> tuple[bytes, tuple[Lost, ...]]:
    going, lost = chosen(questions, HOLDS, NAME)
    blocks = []
    for question in going:
        if not isinstance(question, choice.Question) or (why := _unfit(question)):
            lost = [each for each in lost if each.item != question.id] + [Lost(question.id, WHOLE, why)]
            continue
        lost += _plainer(question)
        blocks.append("\n".join(_lines(question)))
    return ("\n\n".join(blocks) + ("\n" if blocks else "")).encode(), tuple(lost)


def read(data: bytes) -> tuple[tuple[Draft, ...], tuple[Lost, ...]]:
    """Raises UnreadableError."""
    archives.fit_size(data)
    lines = archives.text(data, "Aiken").splitlines()
    drafts: list[Draft] = []
    lost: list[Lost] = []
    for at, (text, options, right) in enumerate(fit(_questions(lines)), 1):
        if sum(map(len, (text, *options.values()))) > MOST_SIGNS:
            lost.append(Lost(f"{at}번째", WHOLE, TOO_LONG))
            continue
        if not text or len(options) < 2 or right not in options:
            lost.append(Lost(f"{at}번째", WHOLE, "문제, 보기 둘, ‘ANSWER: 글자’가 차례로 있어야 합니다."))
            continue
        answers = tuple(Answer(from_plain(said), float(letter == right)) for letter, said in options.items())
        drafts.append(draft(Entry("multichoice", f"{at}번째", from_plain(text), answers=answers)))
    return tuple(drafts), tuple(lost)


def _questions(lines: Iterable[str]) -> Iterator[tuple[str, dict[str, str], str]]:
    text: list[str] = []
    options: dict[str, str] = {}
    for line in (line.strip() for line in lines):
        if found := _RIGHT.fullmatch(line):
            yield "\n\n".join(text), options, found[1]
            text, options = [], {}
        elif line.startswith("ANSWER:"):  # no letter: it answers nothing, and asks nothing of what follows
            yield "\n\n".join(text), options, ""
            text, options = [], {}
        elif found := _OPTION.fullmatch(line):
            options[found[1]] = found[2]
        elif line and options:  # the answer is missing
            yield "\n\n".join(text), options, ""
            text, options = [line], {}
        elif line:
            text.append(line)
    if text or options:
        yield "\n\n".join(text), options, ""


def _unfit(question: choice.Question) -> str:
    if question.multiple or len(question.options) > len(LETTERS) or sum(o.correct for o in question.options) != 1:
        return _NO
    texts = [question.prompt, *(option.text for option in question.options)]
    first = plain(question.prompt)
    if _OPTION.match(first) or first.startswith("ANSWER:") or not all(map(plain, texts)):
        return "Aiken에서는 문제가 ‘A)’나 ‘ANSWER:’로 시작하거나 비어 있을 수 없습니다."
    return ""


def _lines(question: choice.Question) -> Iterator[str]:
    yield plain(question.prompt)
    for letter, option in zip(LETTERS.upper(), question.options, strict=False):
        yield f"{letter}) {plain(option.text)}"
    yield f"ANSWER: {LETTERS[[option.correct for option in question.options].index(True)].upper()}"


def _plainer(question: choice.Question) -> Iterator[Lost]:
    if not _is_plain(question.prompt):
        yield Lost(question.id, "prompt", "굵은 글씨, 코드, 목록 같은 꾸밈은 사라지고 한 줄이 됩니다.")
    if not all(_is_plain(option.text) for option in question.options):
        yield Lost(question.id, "options.text", "굵은 글씨, 코드 같은 꾸밈은 사라집니다.")


def _is_plain(text: str) -> bool:
    return xhtml(from_plain(plain(text))) == xhtml(text)
