"""Entries as drafts of our items: the fields that were there, and what has no place in them. Checks nothing."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from app.authoring.exchange.coming_typed import numerical, shortanswer
from app.authoring.exchange.drafting import LETTERS, MOST_PARTS, Draft, Fields
from app.authoring.exchange.entries import SHORT, TAGS, Answer, Entry
from app.authoring.exchange.readings import FULL, Reading


def draft(entry: Entry) -> Draft:
    reading = Reading(entry, lost=list(entry.lost))
    READERS[entry.type](reading)
    head: Fields = {"id": entry.id} if entry.id else {}
    head["kind"] = reading.fields.pop("kind")
    head |= _tags(reading)
    head["prompt"] = reading.fields.pop("prompt", entry.text)
    if entry.feedback:
        reading.fields["explanation"] = entry.feedback
    return Draft(entry.id or entry.name, head | reading.fields, tuple(reading.lost))


def _tags(reading: Reading) -> Fields:
    found: Fields = {}
    for tag in reading.entry.tags[:MOST_PARTS]:
        name, _, value = tag.partition(":")
        if name in TAGS and value and name not in found:
            found[name] = int(value) if name == "difficulty" and value.isdecimal() and len(value) < 3 else value
        elif tag != SHORT:
            reading.lose("tags", f"꼬리표 ‘{tag[:60]}’을(를) 적을 곳이 없습니다.")
    if len(reading.entry.tags) > MOST_PARTS:
        reading.lose("tags", f"꼬리표를 {MOST_PARTS}개까지만 읽습니다.")
    return {name: found[name] for name in TAGS if name in found}


def _truefalse(reading: Reading) -> None:
    answers = {answer.text.casefold(): answer for answer in reading.entry.answers}
    true, false = answers.get("true", Answer("true", 0)), answers.get("false", Answer("false", 0))
    right, wrong = (true, false) if true.share > false.share else (false, true)
    reading.fields |= {"kind": "ox", "answer": "O" if right is true else "X"}
    if wrong.feedback:
        reading.fields["near_misses"] = [{"answers": ["X" if right is true else "O"], "feedback": wrong.feedback}]
    if right.feedback:
        reading.lose("feedback", f"맞은 답의 되먹임을 적을 곳이 없습니다: ‘{right.feedback[:80]}’")


def _multichoice(reading: Reading) -> None:
    entry = reading.entry
    options = []
    for key, answer in zip(_names(len(entry.answers)), entry.answers, strict=True):
        correct = answer.share >= FULL if entry.single else answer.share > 0
        if entry.single and 0 < answer.share < FULL:
            reading.lose("fraction", f"‘{answer.text[:40]}’의 부분 점수({answer.share:.0%})는 적을 곳이 없습니다.")
        if entry.single and answer.share < 0:
            reading.lose("fraction", f"‘{answer.text[:40]}’의 감점({answer.share:.0%})은 적을 곳이 없습니다.")
        option: Fields = {"key": key, "text": answer.text}
        option |= {"correct": True} if correct else {}
        options.append(option | ({"why": answer.feedback} if answer.feedback else {}))
    if not entry.single and len({round(answer.share, 4) for answer in entry.answers if answer.share > 0}) > 1:
        reading.lose("fraction", "맞는 보기마다 다른 점수는 적을 곳이 없습니다. 모두 같은 몫으로 셉니다.")
    reading.fields |= {"kind": "choice", "options": options}
    if not entry.single:
        reading.fields["multiple"] = True
    if not entry.shuffle:
        reading.fields["shuffle"] = False


def _names(count: int) -> list[str]:
    endless = itertools.chain(LETTERS, (f"z{number}" for number in itertools.count(1)))
    return list(itertools.islice(endless, count))


def _essay(reading: Reading) -> None:
    reading.fields |= {"kind": "essay"} | ({"answer": reading.entry.model} if reading.entry.model else {})


def _matching(reading: Reading) -> None:
    """The names of the right sides: no name stands, by the alphabet, beside the left side that it belongs to."""
    pairs = reading.entry.pairs
    used = list(dict.fromkeys(pair.right for pair in pairs if pair.left))
    others = list(dict.fromkeys(pair.right for pair in pairs if not pair.left and pair.right not in used))
    names = _names(len(used) + len(others))
    keys = dict(zip([*used, *others], [*names[1:], *names[:1]], strict=True))
    reading.fields |= {
        "kind": "match",
        "left": [{"text": pair.left, "to": keys[pair.right]} for pair in pairs if pair.left],
        "right": [{"key": keys[text], "text": text} for text in [*used[1:], *used[:1], *others]],
    }
    if len([pair for pair in pairs if pair.left]) > len(used):
        reading.fields["reuse"] = True
    if not reading.entry.shuffle:
        reading.fields["shuffle"] = False


def _ordering(reading: Reading) -> None:
    """The names of the steps begin in the middle of the alphabet's, so that most pairs stand the wrong way round."""
    steps = sorted(reading.entry.answers, key=lambda answer: answer.share)
    half, ordered = (len(steps) + 1) // 2, _names(len(steps))
    names = [*ordered[half:], *ordered[:half]]
    reading.fields |= {"kind": "order", "steps": [_step(*named) for named in zip(names, steps, strict=True)]}


def _step(name: str, step: Answer) -> Fields:
    return {"key": name, "text": step.text} | ({"why": step.feedback} if step.feedback else {})


READERS: dict[str, Callable[[Reading], None]] = {
    "truefalse": _truefalse,
    "multichoice": _multichoice,
    "shortanswer": shortanswer,
    "numerical": numerical,
    "essay": _essay,
    "matching": _matching,
    "ordering": _ordering,
}
