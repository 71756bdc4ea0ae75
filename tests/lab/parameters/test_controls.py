"""Controls come from the Config alone: their bounds, their help, what they say of a wrong value."""

from __future__ import annotations

import pytest

from app.lab.parameters.controls import Control, controls, written
from models.architectures import names, shape
from models.methods import METHODS, configure
from models.refusals import Refused

ROBERTA = shape("roberta-base")


def one(method: str, field: str, given: dict[str, str] | None = None, architecture: str = "roberta-base") -> Control:
    found = controls(method, given or {}, shape(architecture), None)
    return next(control for control in found if control.name == field)


@pytest.mark.parametrize("method", METHODS)
def test_every_setting_has_a_control_with_its_help_and_its_usual_value(method: str) -> None:
    fields = METHODS[method].Config.model_fields
    found = controls(method, {}, ROBERTA, None)
    assert [control.name for control in found] == list(fields)
    assert [control.help for control in found] == [about.description for about in fields.values()]
    assert configure(method, {control.name: control.value for control in found}) == configure(method)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("architecture", names())
def test_the_most_that_is_told_is_borne_and_one_more_is_not(method: str, architecture: str) -> None:
    sizes = shape(architecture)
    for control in controls(method, {}, sizes, None):
        if control.kind != "whole":
            continue
        assert control.most is not None
        most = int(control.most)
        METHODS[method].formula(sizes, configure(method, {control.name: most}))
        with pytest.raises(Refused):
            METHODS[method].formula(sizes, configure(method, {control.name: most + 1}))


def test_the_most_of_one_setting_follows_the_others() -> None:
    assert one("lora", "rank", {"targets": "q,v"}, "llama-7b").most == 4096
    assert one("lora", "rank", {"targets": "no such"}, "roberta-base").most == 768


def test_choices_are_those_of_the_config_and_a_wrong_one_stays_in_view() -> None:
    assert [value for value, _ in one("p_tuning", "encoder").choices] == ["lstm", "mlp"]
    assert [value for value, _ in one("houlsby", "train_layer_norm").choices] == ["false", "true"]
    wrong = one("p_tuning", "encoder", {"encoder": "gru"})
    assert ("gru", "gru") in wrong.choices
    assert wrong.problem is not None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "값을 적어 주세요"),
        ("  ", "값을 적어 주세요"),
        ("abc", "알맞은 수가 아닙니다"),
        ("0", "1 이상이어야 합니다"),
        ("5000", "768 이하여야 합니다"),
        ("9" * 5000, "알맞은 수가 아닙니다"),
        ("8\x00", "알맞은 수가 아닙니다"),
    ],
)
def test_a_wrong_value_is_kept_and_told(value: str, words: str) -> None:
    control = one("lora", "rank", {"rank": value})
    assert control.value == value
    assert words in str(control.problem)


def test_every_wrong_value_is_told_at_once() -> None:
    found = controls("lora", {"rank": "0", "alpha": "-1", "targets": "x"}, ROBERTA, None)
    assert all(control.problem for control in found)


@pytest.mark.parametrize(("value", "power"), [("1", 0), ("8", 3), ("9", 3), ("4096", 12), ("abc", 0), ("-3", 0)])
def test_the_slider_stands_at_the_power_of_two_below_the_value(value: str, power: int) -> None:
    control = Control("rank", value, "", "whole", 1, 4096)
    assert control.power == power
    assert control.powers == 12


@pytest.mark.parametrize(("value", "text"), [(True, "true"), (False, "false"), (16.0, "16"), (0.5, "0.5"), (8, "8")])
def test_settings_are_written_as_the_form_sends_them(value: object, text: str) -> None:
    assert written(value) == text
