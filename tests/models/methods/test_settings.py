"""Settings come as numbers or text; what is not possible is refused with the field, its value and its bounds."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from models.methods import METHODS, configure, method
from models.refusals import Refused


@pytest.mark.parametrize("name", METHODS)
def test_every_method_has_defaults_a_title_and_help_for_each_setting(name: str) -> None:
    module = method(name)
    assert name == module.NAME
    assert module.TITLE
    assert configure(name) == module.Config()
    assert all(field.description for field in module.Config.model_fields.values())


def test_numbers_may_come_as_text() -> None:
    assert configure("lora", {"rank": "4", "alpha": "8", "targets": "v, q"}).model_dump() == {
        "rank": 4,
        "alpha": 8,
        "targets": "q,v",
    }


@pytest.mark.parametrize(
    ("name", "given", "field", "why"),
    [
        ("lora", {"rank": 0}, "rank", "rank=0: 1 이상이어야 합니다."),
        ("lora", {"rank": 5000}, "rank", "rank=5000: 4096 이하여야 합니다."),
        ("lora", {"rank": 2.5}, "rank", "rank=2.5: 알맞은 수가 아닙니다."),
        ("lora", {"rank": "여덟"}, "rank", "rank=여덟: 알맞은 수가 아닙니다."),
        ("lora", {"alpha": 0}, "alpha", "alpha=0: 0보다 커야 합니다."),
        ("lora", {"alpha": float("nan")}, "alpha", "alpha=nan: 알맞은 수가 아닙니다."),
        ("lora", {"targets": "q,x"}, "targets", "targets=q,x: q,k,v,o를 쉼표로 잇거나 all-linear라고 적어야 합니다."),
        ("lora", {"targets": "q,q"}, "targets", "targets=q,q: q,k,v,o를 쉼표로 잇거나 all-linear라고 적어야 합니다."),
        ("lora", {"targets": ""}, "targets", "targets=: q,k,v,o를 쉼표로 잇거나 all-linear라고 적어야 합니다."),
        ("lora", {"targets": 3}, "targets", "targets=3: 글이어야 합니다."),
        ("lora", {"ranks": 3}, "ranks", "lora에는 ‘ranks’ 설정이 없습니다. 있는 설정: rank, alpha, targets."),
        ("full", {"rank": 3}, "rank", "full에는 ‘rank’ 설정이 없습니다. 있는 설정: 없음."),
        ("houlsby", {"train_layer_norm": "maybe"}, "train_layer_norm", "true나 false여야 합니다."),
        ("houlsby", {"train_layer_norm": [1]}, "train_layer_norm", "true나 false여야 합니다."),
        ("p_tuning", {"encoder": "gru"}, "encoder", "encoder=gru: 'lstm', 'mlp' 가운데 하나여야 합니다."),
    ],
)
def test_an_impossible_value_is_refused_with_its_reason(name: str, given: dict[str, Any], field: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        configure(name, given)
    assert refused.value.field == field
    assert str(refused.value).endswith(why)


def test_an_unknown_method_lists_the_known_ones() -> None:
    with pytest.raises(
        Refused, match="아는 방법: full, head, bitfit, houlsby, pfeiffer, lora, prefix, prompt, p_tuning"
    ):
        configure("adapterfusion")


def test_methods_and_their_settings_need_no_torch() -> None:
    code = (
        "import sys, models.methods as m; [m.configure(name) for name in m.METHODS]; sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
