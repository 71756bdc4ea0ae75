"""Each section of our own lectures teaches in the same way: what an author may leave out here, a learner would miss."""

from __future__ import annotations

import pytest

from app.content import QUIZZES
from app.course import load
from app.lectures.lecture import Lecture, Section

TEACHES = {"idea", "figure", "worked", "misconception", "question", "sources"}
LECTURES = load(QUIZZES).lectures
SECTIONS = {f"{unit}#{section.anchor}": section for unit, lecture in LECTURES.items() for section in lecture.sections}


@pytest.mark.parametrize("section", SECTIONS.values(), ids=list(SECTIONS))
def test_a_section_has_its_idea_figure_number_misconception_question_and_sources(section: Section) -> None:
    kinds = [block.kind for block in section.blocks]
    assert TEACHES - set(kinds) == set()
    assert kinds[-1] == "sources"
    assert any('class="math"' in block.html for block in section.blocks), "no formula"


@pytest.mark.parametrize("section", SECTIONS.values(), ids=list(SECTIONS))
def test_the_idea_is_two_sentences(section: Section) -> None:
    (idea,) = (block for block in section.blocks if block.kind == "idea")
    assert idea.text.count("다.") == 2


@pytest.mark.parametrize("lecture", LECTURES.values(), ids=list(LECTURES))
def test_a_unit_begins_with_what_is_learnt_and_ends_with_a_summary(lecture: Lecture) -> None:
    assert lecture.objectives
    assert lecture.prerequisites
    assert 2 <= len(lecture.pretest) <= 6
    assert lecture.summary_html
    assert lecture.minutes > 5
