"""Keys are prepared once, and go with their question."""

from __future__ import annotations

import gc
import weakref

from app.bank.kinds.prepared import once
from app.bank.question import Question
from app.bank.terms import Terms
from tests.bank.cast import LIMITS


class Made:
    """A key that knows its question, as real ones may."""

    def __init__(self, question: Question, terms: Terms) -> None:
        self.question = question


def test_a_key_is_prepared_once_for_a_question_and_a_vocabulary() -> None:
    question, terms, other = LIMITS.model_copy(), Terms(), Terms()
    made = once(question, terms, Made)
    assert once(question, terms, Made) is made
    assert once(question, other, Made) is not made


def test_a_copy_that_says_something_else_has_a_key_of_its_own() -> None:
    question, terms = LIMITS.model_copy(), Terms()
    made = once(question, terms, Made)
    copy = question.model_copy(update={"need": 1})
    assert once(copy, terms, Made) is not made
    assert once(copy, terms, Made).question is copy


def test_what_is_prepared_is_no_part_of_the_question() -> None:
    question, terms = LIMITS.model_copy(), Terms()
    before = question.model_dump()
    once(question, terms, Made)
    assert question.model_dump() == before
    assert question == LIMITS


def test_questions_whose_keys_are_prepared_can_be_compared() -> None:
    """Each key knows its question: to compare the keys would be to compare the questions, and so on."""
    questions, terms = (LIMITS.model_copy(), LIMITS.model_copy()), Terms()
    for question in questions:
        once(question, terms, Made)
    assert questions[0] == questions[1]


def test_nothing_stays_of_a_text_that_was_only_looked_at() -> None:
    """Editors look at a draft with every pause: what stayed of each was a megabyte."""
    question, terms = LIMITS.model_copy(), Terms()
    made, known = weakref.ref(once(question, terms, Made)), weakref.ref(terms)
    del question, terms
    gc.collect()
    assert made() is None
    assert known() is None
