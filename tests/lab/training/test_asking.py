"""From the form to a job: every mistake at its field, lines with their numbers, and back from a job to the form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.lab.training.asking import OWN, Asked, Mistakes, Wanted, check, filled, wanted_of
from app.lab.training.samples import SAMPLES
from app.lab.training.usual import rate
from models import architectures
from models.jobs.job import job_of
from models.jobs.lines import read_lines
from models.methods import METHODS
from models.tasks import TASKS

WANTED = filled(Wanted(guess="small"))


def checked(wanted: Wanted) -> Asked:
    return check(wanted, architectures.shape("bundled"), "bundled", "cpu")


def told(wanted: Wanted) -> dict[str, tuple[str, ...]]:
    with pytest.raises(Mistakes) as mistakes:
        checked(wanted)
    return mistakes.value.told


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("task", [*TASKS, OWN])
def test_the_form_as_it_opens_can_be_sent(method: str, task: str) -> None:
    asked = checked(filled(replace(WANTED, method=method, task=task)))
    assert job_of(asked.job.model_dump()) == asked.job
    assert (asked.job.seconds, asked.job.threads, asked.job.device) == (30, 1, "cpu")
    assert asked.task == ("sentences" if task == OWN else task)
    assert asked.config == asked.job.config


def test_a_method_begins_with_the_rate_that_the_search_found() -> None:
    assert (rate("lora", "chat"), rate("full", "negative"), rate("prefix", "label")) == ("0.01", "0.0001", "0.1")
    assert rate("no-such", "chat") == ""


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"method": "magic"}, "method", "골라 주세요"),
        ({"task": "poetry"}, "task", "골라 주세요"),
        ({"rate": "많이"}, "rate", "학습률"),
        ({"rate": "nan"}, "rate", "학습률"),
        ({"rate": "0"}, "rate", "0보다 크고"),
        ({"batch": "65"}, "batch", "64 이하"),
        ({"batch": "²"}, "batch", "64 이하"),
        ({"duration": "steps", "steps": "2001"}, "steps", "2,000 이하"),
        ({"duration": "steps", "steps": ""}, "steps", "2,000 이하"),
        ({"duration": "7200"}, "duration", "골라 주세요"),
        ({"guess": ""}, "guess", "먼저 예측해"),
        ({"settings": {"rank": "0"}}, "rank", "1 이상"),
        ({"settings": {"rank": "4000"}}, "rank", "256 이하"),
        ({"settings": {"targets": "z"}}, "targets", "q,k,v,o"),
        ({"task": OWN, "lines": " \n "}, "lines", "1번째 줄"),
    ],
)
def test_a_mistake_is_told_at_its_field(change: dict[str, object], field: str, words: str) -> None:
    found = told(replace(WANTED, **change))  # type: ignore[arg-type]
    assert list(found) == [field]
    assert words in found[field][0]


def test_all_mistakes_are_told_at_once() -> None:
    assert told(replace(WANTED, rate="", batch="x", guess="", settings={"rank": ""})).keys() == {
        "rate", "batch", "guess", "rank"
    }  # fmt: skip


def test_wrong_lines_are_told_with_their_numbers_ten_at_most() -> None:
    found = told(replace(WANTED, task=OWN, lines="좋다\n" + "가" * 301 + "\n\n나쁘다"))
    assert found["lines"] == (
        "2번째 줄: 301자입니다. 300자 이하로 줄여 주세요.",
        "3번째 줄: 빈 줄입니다. 지우거나 글을 적어 주세요.",
    )
    many = told(replace(WANTED, task=OWN, lines="좋다" + "\n" * 15 + "끝"))["lines"]
    assert len(many) == 11
    assert many[-1] == "그 밖에 4줄에도 고칠 곳이 있습니다."
    assert "200줄까지만" in told(replace(WANTED, task=OWN, lines="줄\n" * 201))["lines"][0]


def test_a_bar_between_question_and_answer_is_a_tab() -> None:
    asked = checked(replace(WANTED, task=OWN, lines="피곤해 | 쉬어요\r\n배고파|먹어요"))
    assert asked.job.lines == "피곤해\t쉬어요\n배고파\t먹어요"
    assert (asked.task, asked.title) == ("chat", "LoRA (rank=8) · 내 질문과 답")


def test_the_samples_can_be_trained_on_and_leave_rows_to_look_at() -> None:
    assert all(len(read_lines(sample.text.replace(" | ", "\t"))[0]) >= 20 for sample in SAMPLES)


def test_a_job_leads_back_to_the_form_that_asked_for_it() -> None:
    for task, lines in ((OWN, "피곤해 | 쉬어요"), ("label", "")):
        wanted = replace(WANTED, method="houlsby", task=task, lines=lines, duration="steps", steps="50", rate="0.01")
        wanted = replace(wanted, settings={"bottleneck": "4", "train_layer_norm": "false"})
        assert wanted_of(checked(wanted).job) == replace(wanted, guess="")
