"""The practice page: every choice in words, with how many questions it would ask. Pure; knows no rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from app.course import Course
from app.study.cards import KIND_NAMES, LEVEL_NAMES
from app.study.pages import Choice, PracticePage, Unfinished
from app.study.picking import COUNTS, LEVELS, WHICH, Chosen, asked, matching

WHICH_LABEL = {"all": "모든 문항", "new": "아직 풀지 않은 문항", "wrong": "틀렸던 문항"}
ALL = "전체"
NOTHING = {
    "wrong": "고른 조건에서 틀렸던 문항이 없습니다. ‘모든 문항’을 고르거나 다른 조건을 ‘전체’로 바꿔 보세요.",
    "new": "고른 조건의 문항은 모두 한 번씩 풀었습니다. ‘모든 문항’이나 ‘틀렸던 문항’을 골라 보세요.",
    "all": "고른 조건에 모두 맞는 문항이 없습니다. 형식, 개념, 난이도 가운데 하나를 ‘전체’로 바꿔 보세요.",
}


def page(
    course: Course,
    outcomes: Mapping[str, str],
    chosen: Chosen,
    unfinished: Iterable[Unfinished] = (),
    kept: Collection[str] = (),
) -> PracticePage:
    """Without the items `kept`: nobody practises what an open assignment keeps the answer of."""
    questions = [question for question in course.questions.values() if question.id not in kept]

    def count(choice: Chosen) -> int:
        return asked(matching(questions, course.unit_of, outcomes, choice), choice.count)

    def every(name: str, labels: Mapping[str, str]) -> tuple[Choice, ...]:
        return _choices(name, labels, chosen, count)

    fitting = count(chosen.but("count", "all"))
    return PracticePage(
        title="연습",
        units=every("unit", {"": ALL} | dict(course.titles)),
        kinds=every("kind", {"": ALL} | {kind: KIND_NAMES.get(kind, kind) for kind in _kinds(course)}),
        concepts=every("concept", {"": ALL} | dict(course.concepts)),
        difficulties=every("difficulty", {"": ALL} | {level: LEVEL_NAMES[level] for level in LEVELS}),
        which=every("which", {which: WHICH_LABEL[which] for which in WHICH}),
        counts=every("count", {number: ALL if number == "all" else f"{number}문항" for number in COUNTS}),
        matching=fitting,
        problem=None if fitting else NOTHING[chosen.which],
        unfinished=tuple(unfinished),
    )


def _choices(
    name: str, labels: Mapping[str, str], chosen: Chosen, count: Callable[[Chosen], int]
) -> tuple[Choice, ...]:
    """Other choices stay; those of questions are counted without the limit on how many are asked."""
    others = chosen if name == "count" else chosen.but("count", "all")
    current = getattr(chosen, name)
    return tuple(
        Choice(value, label, count(others.but(name, value)), value == current) for value, label in labels.items()
    )


def _kinds(course: Course) -> list[str]:
    """Those the course has, in the usual order."""
    present = {question.kind for question in course.questions.values()}
    return [kind for kind in KIND_NAMES if kind in present] + sorted(present - KIND_NAMES.keys())


def label(course: Course, chosen: Mapping[str, str]) -> str:
    """A choice in words, for a round's heading; an assignment by its title."""
    if "assignment" in chosen:
        return chosen["assignment"]
    if "wrong_of" in chosen:
        return f"{chosen['wrong_of']}회차에서 틀린 문항"
    words = [
        course.titles.get(chosen["unit"], ""),
        KIND_NAMES.get(chosen["kind"], chosen["kind"]),
        course.concepts.get(chosen["concept"], ""),
        LEVEL_NAMES.get(chosen["difficulty"], ""),
        WHICH_LABEL[chosen["which"]],
    ]
    return " · ".join(word for word in words if word)
