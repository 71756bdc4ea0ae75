"""A job is refused in words that name the field."""

from __future__ import annotations

import pytest

from models.jobs.job import Job, job_of
from models.refusals import Refused

GIVEN = {"method": "lora", "lines": "하루가 길다", "steps": "20", "rate": "0.01"}


def test_numbers_may_come_as_text() -> None:
    job = job_of(GIVEN)
    assert (job.steps, job.rate, job.batch) == (20, 0.01, 32)
    assert Job.model_validate_json(job.model_dump_json()) == job


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"rate": "nan"}, "rate", "10 이하"),
        ({"rate": 0}, "rate", "0보다 크고"),
        ({"steps": 0}, "steps", "1 이상 20,000 이하"),
        ({"batch": "많이"}, "batch", "받은 값: 많이"),
        ({"method": "adapter"}, "method", "아는 방법"),
        ({"config": {"rank": 0}}, "rank", "1 이상"),
        ({"colour": 1}, "colour", "있는 설정"),
        ({"rate": None}, "rate", "10 이하"),
        ({"task": "chat"}, "task", "꼭 하나"),
        ({"lines": None}, "task", "꼭 하나"),
        ({"lines": None, "task": "poem"}, "task", "아는 과제"),
        ({"lines": None, "task": "chat"}, "texts", "폴더"),
        ({"seconds": 30}, "steps", "꼭 하나"),
        ({"steps": None}, "steps", "꼭 하나"),
        ({"steps": None, "seconds": 1}, "seconds", "2초 이상"),
        ({"lines": "좋다\n\n나쁘다"}, "lines", "2번째 줄: 빈 줄"),
    ],
)
def test_what_cannot_be_done_is_said(change: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        job_of({**GIVEN, **change})
    assert refusal.value.field == field


def test_a_rate_is_needed() -> None:
    with pytest.raises(Refused, match="‘rate’ 값을 적어"):
        job_of({"method": "lora", "lines": "하나", "steps": 3})
