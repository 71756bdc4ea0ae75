from __future__ import annotations

import subprocess
import sys

import pytest

from models.refusals import Refused
from models.sampling import BOUNDS, Sampling, sampling, uniform


def test_without_a_wish_the_text_is_greedy() -> None:
    assert sampling() == Sampling(temperature=0, top_p=1, seed=0, length=24)


def test_numbers_may_come_as_text() -> None:
    assert sampling({"temperature": "0.8", "length": "7"}) == Sampling(temperature=0.8, length=7)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("temperature", -0.1),
        ("temperature", 2.1),
        ("temperature", "nan"),
        ("top_p", 0),
        ("top_p", 1.01),
        ("seed", -1),
        ("seed", 1.5),
        ("seed", 1 << 63),
        ("length", 0),
        ("length", 129),
        ("length", "많이"),
    ],
)
def test_a_value_out_of_bounds_is_refused_with_its_field_and_what_was_given(field: str, value: object) -> None:
    with pytest.raises(Refused) as refusal:
        sampling({field: value})
    assert refusal.value.field == field
    assert str(value) in str(refusal.value)


def test_an_unknown_setting_lists_the_known_ones() -> None:
    with pytest.raises(Refused, match=r"top_k.*temperature, top_p, seed, length") as refusal:
        sampling({"top_k": 3})
    assert refusal.value.field == "top_k"


def test_every_setting_has_a_sentence_about_its_bounds() -> None:
    assert BOUNDS.keys() == Sampling.model_fields.keys()


def test_chance_depends_on_seed_step_and_attempt_alone() -> None:
    assert uniform(3, 5, 1) == uniform(3, 5, 1)
    places = {uniform(seed, step, attempt) for seed in range(10) for step in range(10) for attempt in range(10)}
    assert len(places) == 1000


def test_chance_is_even() -> None:
    drawn = [uniform(seed, step) for seed in range(100) for step in range(100)]
    tenths = [sum(tenth / 10 <= value < (tenth + 1) / 10 for value in drawn) for tenth in range(10)]
    assert sum(tenths) == 10_000
    assert all(880 < count < 1120 for count in tenths)  # four standard deviations


def test_settings_are_read_without_torch() -> None:
    asked = "import sys, models.sampling; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
