"""What a job becomes: rows and where their targets begin, a schedule for a budget, a reason when it cannot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models import variants
from models.jobs import lesson
from models.jobs.progress import Cancelled, Saved, Started
from tests.models.jobs.told import PAIRS, failure, given, place, same, steps, told_by

pytestmark = pytest.mark.usefixtures("checkpoints_at_every_step")


def test_a_pair_is_learnt_from_the_answer_on(tiny_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(lesson, "train", lambda _, rows, *rest: seen.extend(rows) or iter(()))
    told_by(place(tmp_path, given(tiny_base, lines=PAIRS, method="prefix", config={"length": 4})))
    read = lesson.load(str(tiny_base))
    assert [read.decode(list(row.ids[row.start :])) for row in seen] == [" 푹 쉬세요.", " 정말 좋은 영화였습니다."]
    assert read.decode(list(seen[0].ids[: seen[0].start])) == "피곤해요.\n답:"
    assert {row.ids[-1] for row in seen} == {read.end}


def test_a_budget_in_seconds_becomes_a_schedule_that_is_finished_and_kept(tiny_base: Path, tmp_path: Path) -> None:
    job = given(tiny_base, seconds=2, steps=None)
    polled = iter(range(5))
    first = told_by(place(tmp_path, job), lambda: next(polled, None) is None)
    rest = told_by(tmp_path)
    ends = {step.of for step in steps(first) + steps(rest)}
    assert len(ends) == 1
    assert ends.pop() == steps(rest)[-1].number >= lesson.LOOKS
    left = [step.seconds_left for step in steps(rest)]
    assert left[-1] == 0.0
    assert isinstance(rest[-1], Saved)
    assert rest[-1].seconds < 10


def test_measuring_the_pace_changes_nothing(tiny_base: Path, tmp_path: Path) -> None:
    timed = place(tmp_path / "timed", given(tiny_base, seconds=2, steps=None))
    asked = place(tmp_path / "asked", given(tiny_base))
    calls: list[float] = []

    def measured(*given: Any) -> int:
        calls.append(original(*given))
        return 12

    original = lesson._fitting
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lesson, "_fitting", measured)
        told_by(timed)
    told_by(asked)
    assert calls
    assert same(timed, asked)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"base": "/nowhere"}, "base", "읽지 못했습니다"),
        ({"lines": "짧다\n" * 14 + "다른 낱말 " * 30 + "\n짧다" * 9}, "lines", "15번째 예문이"),
        ({"config": {"rank": 17}}, "rank", "16"),
    ],
)
def test_what_cannot_be_trained_is_refused(
    tiny_base: Path, tmp_path: Path, change: dict[str, Any], field: str, words: str
) -> None:
    told = failure(told_by(place(tmp_path, given(tiny_base, **change))))
    assert (told.code, told.field) == ("refused", field)
    assert words in told.message


def test_texts_that_are_not_there_are_named(tiny_base: Path, tmp_path: Path) -> None:
    job = given(tiny_base, lines=None, task="chat", texts=str(tmp_path / "no"))
    assert "ChatbotData.csv" in failure(told_by(place(tmp_path, job))).message


def test_a_task_is_trained_on_its_rows(tiny_base: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "ChatbotData.csv").write_text(
        "Q,A,label\n" + "".join(f"질문 {number},답은 {number}번이에요.,0\n" for number in range(200)), encoding="utf-8"
    )
    told = told_by(place(tmp_path, given(tiny_base, lines=None, task="chat", texts=str(texts), rows=9)))
    assert isinstance(told[0], Started)
    assert told[0].examples == 9
    assert variants.read(tmp_path / "variant").task == "chat"
    assert steps(told)[-1].validation is not None


def test_a_budget_that_was_changed_before_the_first_checkpoint_is_measured_anew(
    tiny_base: Path, tmp_path: Path
) -> None:
    folder = place(tmp_path / "job", given(tiny_base, steps=None, seconds=2))
    assert isinstance(told_by(folder, lambda: True)[-1], Cancelled)
    (before,) = (told.steps for told in told_by(folder, lambda: True) if isinstance(told, Started))
    place(folder, given(tiny_base, steps=None, seconds=600))
    (after,) = (told.steps for told in told_by(folder, lambda: True) if isinstance(told, Started))
    assert after > 10 * before
