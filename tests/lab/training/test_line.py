"""The line: one at a time, one a learner, cancelled, dead, closed and gone on with. The trainer only pretends."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.lab.training.line import Refusal
from models.locking import held
from tests.lab.training.conftest import Line, add, at, over, run_of, until
from tests.lab.training.pretend import AT_ONCE, REACHED, SLOWLY


def test_a_training_runs_to_its_end_and_its_variant_stands_in_its_place(line: Line, tmp_path: Path) -> None:
    kept: list[str] = []
    run = over(add(line(kept), run_of("a")))
    assert run.state == "done"
    assert run.progress.done == run.progress.steps == 6
    assert run.progress.curve.looks == [(0, 5.0), (2, 4.8), (4, 4.6), (6, 4.4)]
    assert (tmp_path / "own" / "a" / "variant.json").exists()
    assert not (tmp_path / "trainings" / "a").exists()
    until(lambda: kept[-1] == "done")
    assert kept[0] == "running"


def test_one_trains_at_a_time_and_the_others_wait_in_order(line: Line) -> None:
    trainings = line()
    first, second, third = (add(trainings, run_of(name, SLOWLY, number)) for number, name in enumerate("abc"))
    at(first, 3)
    assert [one.state for one in (second, third)] == ["waiting", "waiting"]
    assert trainings.ahead(third)[0] == 2
    assert trainings.ahead(third)[1] > trainings.ahead(second)[1] > 0
    trainings.cancel(first)
    at(second, 1)
    assert third.state == "waiting"


def test_a_learner_has_one_in_the_line(line: Line) -> None:
    trainings = line()
    add(trainings, run_of("a", SLOWLY))
    with pytest.raises(Refusal, match="이미 하고 있는") as refusal, trainings.place(run_of("b")):
        pass
    assert refusal.value.key == "a"


def test_a_full_line_refuses_and_a_place_whose_row_failed_is_free_again(line: Line) -> None:
    trainings = line(most=1)
    with pytest.raises(OSError, match="disk"), trainings.place(run_of("a")):
        raise OSError("disk")
    add(trainings, run_of("b", SLOWLY))
    with pytest.raises(Refusal, match="1개라서"), trainings.place(run_of("c", learner=2)):
        pass


def test_what_waits_leaves_the_line_at_once_and_what_runs_stops_with_its_place(line: Line, tmp_path: Path) -> None:
    kept: list[str] = []
    trainings = line(kept)
    running, waiting = add(trainings, run_of("a", SLOWLY)), add(trainings, run_of("b", learner=2))
    trainings.cancel(waiting)
    assert waiting.state == kept[-1] == "cancelled"
    at(running, 3)
    trainings.cancel(running)
    assert over(running).state == "cancelled"
    assert running.progress.done == int((tmp_path / "trainings" / "a" / REACHED).read_text()) == 3


def test_a_cancelled_training_goes_on_where_it_stopped(line: Line) -> None:
    trainings = line()
    first = add(trainings, run_of("a", SLOWLY))
    at(first, 3)
    trainings.cancel(first)
    over(first)
    again = run_of("a", AT_ONCE)
    again.progress = first.progress
    assert over(add(trainings, again)).state == "done"
    assert again.progress.resumed == 3
    assert [step for step, _ in again.progress.curve.points] == [1, 2, 3, 4, 5, 6]


def test_a_server_that_closes_stops_what_runs_and_the_next_one_goes_on(line: Line) -> None:
    kept: list[str] = []
    before = line(kept)
    running, waiting = add(before, run_of("a", SLOWLY)), add(before, run_of("b", learner=2))
    at(running, 3)
    before.close()
    assert [running.state, waiting.state, kept[-1]] == ["waiting"] * 3
    with pytest.raises(Refusal, match="끄는 중"), before.place(run_of("c", learner=3)):
        pass
    after, again = line(), run_of("a", AT_ONCE)
    other = run_of("b", learner=2)
    after.put_back([again, other])
    after.put_back([run_of("a"), run_of("b")])
    assert over(again).progress.resumed == 3
    assert over(other).state == "done"


def test_somebody_elses_is_not_found(line: Line) -> None:
    trainings = line()
    run = add(trainings, run_of("a", SLOWLY))
    assert trainings.find("a", "mina") is run
    assert trainings.find("a", "jun") is None


def test_a_trainer_of_the_server_before_is_waited_for(line: Line, tmp_path: Path) -> None:
    (tmp_path / "trainings" / "a").mkdir(parents=True)
    with held(tmp_path / "trainings" / "a" / "trainer.lock"):
        run = add(line(), run_of("a"))
        until(lambda: run.state == "starting")
        time.sleep(0.3)
        assert run.state == "starting"
    assert over(run).state == "done"


def test_the_row_says_how_it_ended_before_its_page_does(line: Line) -> None:
    """Else who goes on at once, as the page offers, would be told that there is nothing to go on with."""
    kept: list[tuple[str, bool]] = []
    trainings, run = line(), run_of("a")
    trainings.keep = lambda told: kept.append((told.state, run.live))
    over(add(trainings, run))
    assert kept[-1] == ("done", True)
