"""What a training's page says of it: where it stands, what its curve teaches, what to try."""

from __future__ import annotations

from typing import Any

import pytest

from app.lab.training.progress import Curve, Progress
from app.lab.training.run import Run, Seen, State
from app.lab.training.telling import about, training_page
from models.jobs.job import job_of
from models.jobs.progress import Failed
from models.methods import METHODS

JOB = job_of({"method": "lora", "lines": "하루가 길다", "steps": 100, "rate": 0.01, "batch": 8})


def seen(state: State, problem: Failed | None = None, guess: str = "", **told: Any) -> Seen:
    return Seen("a" * 22, "LoRA", JOB, guess, state, Progress(**told), problem)


def failed(code: Any) -> Seen:
    return seen("failed", Failed(code=code, message="무슨 일이 있었습니다."))


def curve(*losses: float) -> Curve:
    return Curve([(1, losses[0])], [(10 * number, loss) for number, loss in enumerate(losses)])


@pytest.mark.parametrize(
    ("state", "told", "words"),
    [
        ("waiting", {}, "2개가 앞에 있습니다. 약 2분 뒤에 시작합니다."),
        ("starting", {}, "모델을 읽고"),
        ("running", {"done": 5, "steps": 100, "left": 9.6}, "5 / 100단계, 약 10초 남음"),
        ("running", {"done": 5, "steps": 1200}, "5 / 1,200단계"),
        ("stopping", {}, "멈추는 중"),
        ("done", {"done": 100}, "100단계를 모두 학습했습니다."),
        ("cancelled", {"done": 7}, "7단계에서 멈추었습니다."),
        ("evicted", {}, "모델을 지웠습니다"),
        ("failed", {}, "마치지 못했습니다"),
    ],
)
def test_every_state_is_told_in_a_sentence(state: State, told: dict[str, Any], words: str) -> None:
    assert words in training_page(seen(state, **told), (2, 119.0)).told


def test_who_is_first_in_the_line_hears_no_number() -> None:
    assert training_page(seen("waiting")).told == "곧 시작합니다."
    assert (about(0.2), about(59), about(61)) == ("약 1초", "약 59초", "약 1분")


@pytest.mark.parametrize(
    ("code", "resumable", "label", "change"),
    [
        ("nan", False, "학습률을 10분의 1로 줄여 다시", "rate=0.001"),
        ("memory", True, "배치를 반으로 줄여 다시", "batch=4"),
        ("disk", True, "설정을 바꾸어 다시", "from="),
        ("killed", True, "설정을 바꾸어 다시", "from="),
        ("internal", True, "설정을 바꾸어 다시", "from="),
        ("refused", False, "설정을 바꾸어 다시", "from="),
    ],
)
def test_each_failure_offers_what_helps(code: str, resumable: bool, label: str, change: str) -> None:
    page = training_page(failed(code))
    assert page.problem == "무슨 일이 있었습니다."
    assert page.resumable is resumable
    assert page.offers[0].label == label
    assert change in page.offers[0].address


def test_only_what_stopped_or_failed_can_go_on() -> None:
    states: tuple[State, ...] = ("waiting", "running", "done", "evicted")
    assert [training_page(seen(state)).resumable for state in states] == [False] * 4
    assert training_page(seen("cancelled")).resumable


@pytest.mark.parametrize(
    ("share", "guess", "right"),
    [(50, "tiny", True), (500, "small", True), (5_000, "some", True), (90_000, "most", True), (500, "most", False)],
)
def test_a_guess_is_held_against_what_was_counted(share: int, guess: str, right: bool) -> None:
    verdict = training_page(seen("done", guess=guess, trainable=share, total=100_000)).verdict
    assert verdict is not None
    assert verdict.right is right


def test_who_did_not_know_is_told_and_not_judged() -> None:
    verdict = training_page(seen("done", guess="unknown", trainable=500, total=100_000)).verdict
    assert verdict is not None
    assert verdict.right is None
    assert "0.50%" in verdict.told
    assert training_page(seen("done", guess="small")).verdict is None


def test_the_curve_teaches_when_rows_were_learnt_by_heart_or_nothing_was_learnt() -> None:
    def remark(*losses: float) -> str:
        return training_page(seen("done", before=losses[0], loss=losses[-1], curve=curve(*losses))).remark

    assert "10단계에서 가장 낮았고(3.000)" in remark(6.0, 3.0, 3.5)
    assert "거의 같거나 더 큽니다" in remark(6.0, 7.0, 5.9)
    assert remark(6.0, 4.0, 3.0) == ""


def test_without_held_out_rows_the_batches_are_told() -> None:
    facts = {fact.name: fact.value for fact in training_page(seen("running", before=5.0, loss=4.0)).facts}
    assert facts == {"손실": "5.000 → 4.000"}


@pytest.mark.parametrize("method", METHODS)
def test_every_method_has_its_colour(method: str) -> None:
    job = JOB.model_copy(update={"method": method, "config": {}})
    assert training_page(Run("a", "mina", 1, "", job).seen()).colour
