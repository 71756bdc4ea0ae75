"""Comparisons as they run: followed, refused, and kept once."""

from __future__ import annotations

import asyncio

import pytest

from app.lab.compare import comparing
from app.lab.compare.asking import check
from app.lab.compare.comparing import Comparisons, Full
from app.lab.compare.outcome import Outcome
from app.lab.compare.run import Run
from app.lab.variants import Shelf
from models.protocol import Failed
from tests.lab.compare.playing import Kept, a_run, play, until_ended
from tests.lab.compare.stage import BAD, GOOD, WANTED, Said

pytestmark = pytest.mark.usefixtures("impatient")
DIED = Failed(code="died", message="모델 프로세스가 멈추었습니다.", retry_after=1)


def test_all_columns_are_filled_and_kept_once(shelf: Shelf) -> None:
    kept = Kept()

    async def story() -> None:
        run = Comparisons(Said(), kept).start(a_run(shelf))
        await until_ended(run)
        assert [one.text for one in run.columns] == [f" {said}" for said in (GOOD, BAD, GOOD)]
        assert run.record == 1

    play(story)
    (learner, outcome), *more = kept.outcomes
    assert (learner, more) == (1, [])
    assert outcome.whole
    assert outcome.prediction.fewest == "negative-prompt"


def test_every_column_asks_with_the_same_prompt_and_seed_in_the_learners_name(shelf: Shelf) -> None:
    said = Said()

    async def story() -> None:
        await until_ended(Comparisons(said, Kept()).start(a_run(shelf)))

    play(story)
    assert [one.variant for one in said.asked] == [None, "negative-lora-8", "negative-prompt"]
    assert len({(one.prompt, one.caller, one.task) for one in said.asked}) == 1


def test_who_comes_late_sees_the_same_as_who_was_there(shelf: Shelf) -> None:
    async def story() -> None:
        said = Said(held=True)
        run = Comparisons(said, Kept()).start(a_run(shelf))
        first = asyncio.create_task(until_ended(run))
        await asyncio.sleep(0.05)
        assert {one.state for one in run.columns} == {"queued"}
        said.gate.set()
        await asyncio.gather(first, until_ended(run))
        await until_ended(run)

    play(story)


def test_a_column_that_failed_says_why_and_the_others_go_on(shelf: Shelf) -> None:
    kept = Kept()

    async def story() -> None:
        run = Comparisons(Said({"negative-lora-8": DIED}), kept).start(a_run(shelf))
        await until_ended(run)
        assert [one.state for one in run.columns] == ["done", "failed", "done"]
        assert run.columns[1].problem == DIED.message

    play(story)
    assert not kept.outcomes[0][1].whole


def test_what_had_come_is_not_asked_for_again(shelf: Shelf) -> None:
    said, kept = Said(), Kept()

    async def story() -> None:
        asked = check(WANTED, shelf.of("negative"), shelf.base("negative"))
        broken = Comparisons(Said({"negative-lora-8": DIED}), kept)
        await until_ended(broken.start(Run("mina", 1, asked)))
        again = Run("mina", 1, asked, kept.outcomes[0][1].outputs)
        await until_ended(Comparisons(said, kept).start(again))

    play(story)
    assert [one.variant for one in said.asked] == ["negative-lora-8"]
    assert kept.outcomes[1][1].whole


def test_more_than_there_is_room_for_are_refused(shelf: Shelf) -> None:
    async def story() -> None:
        comparisons = Comparisons(Said(held=True), Kept(), most=1)
        comparisons.start(a_run(shelf, "jun"))
        with pytest.raises(Full, match="1개"):
            comparisons.start(a_run(shelf))
        await comparisons.close()

    play(story)


def test_finished_ones_are_forgotten_in_time(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "MOST_KEPT", 2)

    async def story() -> None:
        comparisons = Comparisons(Said(), Kept())
        runs = [comparisons.start(a_run(shelf, f"learner-{number}")) for number in range(4)]
        for run in runs:
            await until_ended(run)
        comparisons.start(a_run(shelf))
        assert [run.key in comparisons.runs for run in runs] == [False, False, True, True]
        await comparisons.close()

    play(story)


def test_one_sees_only_ones_own(shelf: Shelf) -> None:
    async def story() -> None:
        comparisons = Comparisons(Said(), Kept())
        run = comparisons.start(a_run(shelf))
        assert comparisons.find(run.key, "mina") is run
        assert comparisons.find(run.key, "jun") is None
        await until_ended(run)

    play(story)


def test_a_disk_that_is_full_does_not_hide_the_result(shelf: Shelf) -> None:
    def full(learner: int, outcome: Outcome) -> int:
        raise OSError("no space left")

    async def story() -> None:
        run = Comparisons(Said(), full).start(a_run(shelf))
        await until_ended(run)
        assert run.unsaved
        assert run.record is None

    play(story)
