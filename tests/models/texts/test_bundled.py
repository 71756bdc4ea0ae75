"""The texts that ship: enough of every task to train on, fit for a classroom, and nothing that the tasks test on."""

from __future__ import annotations

import pytest

from models.demos.inspecting import fit_answer, fit_review
from models.jobs.job import job_of
from models.tasks import TASKS, rows
from models.texts.corpus import exchanges, reviews
from models.texts.names import blocked
from models.texts.sources import BUNDLED_TEXTS, CHAT, REVIEWS


@pytest.mark.parametrize("slug", TASKS)
def test_every_task_has_rows_enough_to_train_on_and_some_to_look_at(slug: str) -> None:
    assert len(list(rows(slug, BUNDLED_TEXTS, "train"))) >= 1500
    assert len(list(rows(slug, BUNDLED_TEXTS, "validation"))) >= 40


@pytest.mark.parametrize("slug", TASKS)
def test_no_row_that_a_task_tests_on_is_among_them(slug: str) -> None:
    assert not list(rows(slug, BUNDLED_TEXTS, "test"))


def test_every_review_is_read_and_fit_to_be_shown() -> None:
    texts = [review.text for split in ("train", "validation") for review in reviews(BUNDLED_TEXTS, split)]
    voices = [row for slug in ("negative", "positive") for split in ("train", "validation")
              for row in rows(slug, BUNDLED_TEXTS, split)]  # fmt: skip
    assert len(texts) == len(voices)
    assert [text for text in texts if not fit_review(text)] == []


def test_nobody_is_named_in_the_negative_voice() -> None:
    assert [row for row in rows("negative", BUNDLED_TEXTS, "train") if blocked(row.answer)] == []


def test_every_answer_of_the_chat_is_polite_and_held_out_of_pretraining() -> None:
    assert not list(exchanges(BUNDLED_TEXTS, held_out=False))
    assert all(fit_answer(one.answer) for one in exchanges(BUNDLED_TEXTS, held_out=True))


def test_the_label_has_as_many_of_either_mood() -> None:
    answers = [row.answer for row in rows("label", BUNDLED_TEXTS, "train")]
    assert answers.count("부정") == answers.count("긍정") == len(answers) / 2


def test_a_job_may_name_them() -> None:
    job = job_of({"method": "lora", "task": "negative", "texts": str(BUNDLED_TEXTS), "steps": 1, "rate": 1e-3})
    assert job.texts == str(BUNDLED_TEXTS)


def test_they_are_small_enough_to_ship() -> None:
    assert sum((BUNDLED_TEXTS / name).stat().st_size for name in (REVIEWS, CHAT)) <= 600_000
