"""Temperatures and soft targets, and the same for a teacher that finds all wrong answers alike."""

import pytest

from models.checks import distilling


@pytest.mark.parametrize(("temperature", "ratio"), [(1, 64), (2, 8), (3, 4), (6, 2)])
def test_a_higher_temperature_brings_probabilities_together(temperature: int, ratio: float) -> None:
    assert distilling.ratio_at_a_temperature(r=64, T=temperature) == ratio


def test_the_teacher_tells_wrong_answers_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    assert distilling.what_the_teacher_tells_apart() == "wrong_answers"
    with monkeypatch.context() as alike:
        alike.setattr(distilling, "TEACHER", {"coffee": 0.7, "tea": 0.1, "milk": 0.1, "car": 0.1})
        assert distilling.what_the_teacher_tells_apart() == "nothing"
    told_apart = distilling._told_apart
    monkeypatch.setattr(distilling, "_told_apart", lambda target: told_apart(target) if target.max() < 1 else set())
    assert distilling.what_the_teacher_tells_apart() == "right_answer"
