"""Entries whose answers are typed, words or numbers, as fields of our items. Checks nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from app.authoring.exchange.drafting import Fields
from app.authoring.exchange.entries import GAP, SHORT, Answer
from app.authoring.exchange.going import round_off
from app.authoring.exchange.readings import FULL, Reading
from app.bank.asking import BLANK


def shortanswer(reading: Reading) -> None:
    """One blank in the text makes it a question with a blank; several have their answers apart."""
    entry = reading.entry
    if entry.gaps:
        blanks = [_key(reading, answers) for answers in entry.gaps]
        reading.fields |= {"kind": "blank", "prompt": entry.text, "blanks": blanks}
    elif len(GAP.findall(entry.text)) == 1 and SHORT not in entry.tags:
        text = GAP.sub(BLANK, entry.text)
        reading.fields |= {"kind": "blank", "prompt": text, "blanks": [_key(reading, entry.answers)]}
    else:
        reading.fields |= {"kind": "short"} | _key(reading, entry.answers)


def _key(reading: Reading, answers: Sequence[Answer]) -> Fields:
    forms, misses = [], []
    for answer in answers:
        form, anywhere = _form(reading, answer)
        if answer.share >= FULL and form:
            forms.append(form)
            if answer.feedback:
                reading.lose("feedback", f"맞은 답 ‘{form[:40]}’의 되먹임을 적을 곳이 없습니다.")
        elif form:
            if answer.share > 0:
                reading.lose("fraction", f"‘{form[:40]}’의 부분 점수({answer.share:.0%})는 적을 곳이 없습니다.")
            misses.append((answer.feedback, anywhere, form))
    key: Fields = {"answer": forms[0] if forms else ""} | ({"accept": forms[1:]} if forms[1:] else {})
    near = _grouped(reading, misses)
    return key | ({"near_misses": near} if near else {})


def _form(reading: Reading, answer: Answer) -> tuple[str, bool]:
    """A pattern as a form, and whether it may stand anywhere in an answer."""
    pattern = answer.text.strip()
    if pattern == "*":
        if answer.feedback:
            reading.lose("feedback", f"그 밖의 모든 답에 대한 되먹임을 적을 곳이 없습니다: ‘{answer.feedback[:80]}’")
        return "", False
    inner = pattern[1:-1] if pattern.startswith("*") and re.search(r"(?<!\\)\*$", pattern) else pattern
    anywhere = inner != pattern
    stars = re.search(r"(?<!\\)\*", inner)
    if stars or (anywhere and answer.share >= FULL):
        reading.lose("answer", f"‘{pattern[:40]}’의 별표(아무 글자)는 정답에 쓸 수 없습니다. 나머지만 남깁니다.")
    bare = re.sub(r"(?<!\\)\*", " ", inner)
    return " ".join(bare.replace("\\*", "*").split()), anywhere


def _grouped(reading: Reading, misses: Sequence[tuple[str, bool, str]]) -> list[Fields]:
    """Wrong forms that share a hint are one near miss; without a hint they are none."""
    found: list[Fields] = []
    for (feedback, anywhere), group in itertools.groupby(misses, key=lambda miss: miss[:2]):
        forms = [form for _, _, form in group]
        if feedback:
            found.append({"answers": forms, "feedback": feedback} | ({"match": "contains"} if anywhere else {}))
        else:
            reading.lose("answer", f"되먹임이 없는 틀린 답을 적을 곳이 없습니다: {', '.join(forms)[:80]}")
    return found


def numerical(reading: Reading) -> None:
    entry = reading.entry
    right = next((answer for answer in entry.answers if answer.share >= FULL), None)
    reading.fields |= {"kind": "number", "formula": right.text if right else ""}
    if right and right.feedback:
        reading.lose("feedback", f"맞은 답의 되먹임을 적을 곳이 없습니다: ‘{right.feedback[:80]}’")
    for answer in entry.answers:
        if answer is not right and answer.share > 0:
            reading.lose("answer", f"정답이 하나여야 합니다. ‘{answer.text[:40]}’은(는) 남지 않습니다.")
        elif answer.text.strip() == "*" and answer.feedback:
            reading.lose("feedback", f"그 밖의 모든 답에 대한 되먹임을 적을 곳이 없습니다: ‘{answer.feedback[:80]}’")
    misses = [
        answer for answer in entry.answers if answer.share <= 0 and answer.feedback and answer.text.strip() != "*"
    ]
    _units(reading)
    if right and right.tolerance:
        reading.fields |= _relative(reading, right)
    if misses:
        reading.fields["near_misses"] = [{"formula": miss.text, "feedback": miss.feedback} for miss in misses]


def _relative(reading: Reading, right: Answer) -> Fields:
    """Tolerances are absolute out there and relative here."""
    try:
        return {"tolerance": round_off(right.tolerance / abs(float(right.text)))}
    except (ValueError, ZeroDivisionError):
        reading.lose("tolerance", "정답이 0이면 허용 오차를 비율로 적을 수 없습니다.")
        return {}


def _units(reading: Reading) -> None:
    base, *others = reading.entry.units or (("", 1.0),)
    if base[0]:
        reading.fields["unit"] = base[0]
    if others:
        reading.fields["units"] = {name: round_off(worth / base[1]) for name, worth in others}
