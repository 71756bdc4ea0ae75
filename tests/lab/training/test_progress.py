"""The curve stays bounded, goes on after a stop, survives its row, and stands inside its picture."""

from __future__ import annotations

import json

import pytest

from app.lab.training.drawing import FOOT, LEFT, RIGHT, TOP, chart
from app.lab.training.progress import MOST, Curve, Progress, from_json, to_json
from models.jobs.progress import Saved, Started, Step


def started(done: int = 0, untrained: float | None = 5.0) -> Started:
    return Started(trainable=10, total=1000, examples=24, steps=10, done=done, device="cpu", untrained=untrained)


def step(number: int, validation: float | None = None) -> Step:
    return Step(number=number, of=10, loss=5 - number / 10, validation=validation, seconds_left=10.0 - number)


def test_a_long_training_keeps_few_points_and_their_means() -> None:
    curve = Curve()
    for number in range(1, 2001):
        curve.add(number, float(number))
    assert MOST / 2 <= len(curve.points) < MOST
    assert curve.stretch == 16
    last, mean = curve.points[-1]
    assert mean == last - (curve.stretch - 1) / 2


def test_going_on_forgets_what_is_trained_once_more() -> None:
    progress = Progress()
    progress.hear(started())
    for number in range(1, 8):
        progress.hear(step(number, 4.0 if number % 2 == 0 else None))
    progress.hear(started(done=4))
    assert [number for number, _ in progress.curve.points] == [1, 2, 3, 4]
    assert progress.curve.looks == [(0, 5.0), (2, 4.0), (4, 4.0)]
    assert (progress.done, progress.resumed, progress.share) == (4, 4, 1.0)


def test_without_held_out_rows_the_first_batch_is_what_came_before() -> None:
    progress = Progress()
    for told in (started(untrained=None), step(1), step(2)):
        progress.hear(told)
    assert progress.before == 4.9
    progress.hear(started(done=2, untrained=None))
    assert progress.before == 4.9


def test_a_row_holds_all_of_it() -> None:
    progress = Progress()
    assert from_json({}) == from_json(to_json(progress)) == progress
    saved = Saved(path="x", steps=10, loss=4, validation=4.2, trainable=10, total=1000, size=7, seconds=3)
    told: tuple[Started | Step | Saved, ...] = (started(), step(1), step(2, 4.5), saved)
    for message in told:
        progress.hear(message)
    assert from_json(json.loads(json.dumps(to_json(progress)))) == progress


@pytest.mark.parametrize("losses", [[5.0], [5.0, 5.0], [9.0, 0.001], [1e-6, 2e-6], [4.7, 4.71, 4.72]])
def test_every_point_stands_inside_the_picture(losses: list[float]) -> None:
    points = list(enumerate(losses, start=1))
    found = chart(Progress(steps=len(losses), before=losses[0], curve=Curve(points, points[-1:])))
    assert found is not None
    places = [tuple(map(float, pair.split(","))) for pair in f"{found.line} {found.between}".split()]
    assert all(LEFT <= x <= RIGHT and TOP - 0.1 <= y <= FOOT + 0.1 for x, y in places)
    assert len(places) >= 3
    assert 2 <= len(found.scale) <= 7
    assert len({mark.label for mark in found.scale}) == len(found.scale)


def test_lower_losses_stand_lower_and_there_is_no_picture_of_nothing() -> None:
    found = chart(Progress(steps=4, before=5.0, curve=Curve([(1, 5.0), (4, 3.0)], [(0, 5.0), (4, 3.5)])))
    assert found is not None
    assert found.looks[0].y < found.looks[1].y
    assert [look.label for look in found.looks] == ["5.000", "3.500"]
    assert chart(Progress()) is None
