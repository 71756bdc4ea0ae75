"""The next unit follows from what was done and what builds upon what, wherever a learner began."""

from __future__ import annotations

import pytest

from app.lectures.path.graph import Graph
from app.lectures.path.recommending import next_unit

COURSE = Graph({
    "basics": (), "ssl": ("basics",), "plm": ("ssl",), "encoders": ("plm",), "decoders": ("plm",),
    "scale": ("encoders", "decoders"), "peft": ("plm",), "lora": ("peft",),
})  # fmt: skip
CASES = {
    "a newcomer begins at the beginning": ("", None, "basics"),
    "an unfinished unit is finished first": ("basics", "ssl", "ssl"),
    "a unit that was begun before its prerequisites is finished, too": ("", "peft", "peft"),
    "what a finished unit opens comes next": ("basics", "basics", "ssl"),
    "of two that are open the first in the order of teaching": ("basics ssl plm", "plm", "encoders"),
    "a unit waits for all that it builds upon": ("basics ssl plm encoders", "encoders", "decoders"),
    "who began in the middle goes on from there": ("peft", "peft", "lora"),
    "what was left out comes back": ("peft lora", "lora", "basics"),
    "nothing is next when all is done": ("basics ssl plm encoders decoders scale peft lora", "lora", None),
}


@pytest.mark.parametrize(("done", "last", "expected"), CASES.values(), ids=list(CASES))
def test_the_next_unit(done: str, last: str | None, expected: str | None) -> None:
    assert next_unit(COURSE, set(done.split()), last) == expected


def test_a_course_without_units_has_no_next() -> None:
    assert next_unit(Graph({}), set(), None) is None


def test_following_the_advice_reads_every_unit_after_what_it_builds_upon() -> None:
    done: list[str] = []
    while (unit := next_unit(COURSE, done, done[-1] if done else None)) is not None:
        assert set(COURSE.after[unit]) <= set(done)
        done.append(unit)
    assert set(done) == set(COURSE.after)
