"""What is said of a measurement is what was measured: sentences, kinds, the list."""

from __future__ import annotations

from typing import Any

import pytest

from app.lab.trained.findings import kinds, sections, sentences
from models.protocol import Dissected
from tests.lab.trained.stage import LAYERS, dissected

NORMS = 2 * (2 * LAYERS + 1)
BASE = 2 + 16 * LAYERS + 2


def said(told: Dissected) -> str:
    return " ".join(sentences(told, kinds(told, None)))


@pytest.mark.parametrize(
    ("method", "config", "words"),
    [
        ("houlsby", {"bottleneck": 4}, f"레이어 정규화 텐서 {NORMS}개 가운데 학습되는 것은 0개입니다. 두 단계를 학습해 "
                                       "보니 움직인 것도 0개입니다."),
        ("houlsby", {"bottleneck": 4, "train_layer_norm": True}, f"학습되는 것은 {NORMS}개입니다."),
        ("bitfit", {}, f"학습되는 것은 {NORMS // 2}개입니다."),
        ("full", {}, f"바탕 모델의 텐서 {BASE}개가 모두 학습됩니다. 새로 더한 것은 없습니다."),
        ("lora", {"rank": 2}, f"바탕 모델의 텐서 {BASE}개는 모두 얼어 있고, 새로 더한 텐서 12개(파라미터 384개)만"),
        ("lora", {"rank": 2}, "이 가운데 6개는 첫 단계에서 그대로였고 둘째 단계에서 움직였습니다. LoRA의 B가 0에서"),
        ("bitfit", {}, "만 학습됩니다. 새로 더한 것은 없습니다."),
        ("head", {}, "임베딩과 같은 행렬이던 출력층에서 떼어 낸 사본 1개(파라미터 1,024개)만 학습됩니다."),
        ("prompt", {"length": 5}, "열어 둔 1개는 움직였고, 얼려 둔"),
        ("pfeiffer", {"bottleneck": 4}, f"얼려 둔 {BASE}개는 한 비트도 바뀌지 않았습니다."),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_the_sentences_say_what_was_measured(method: str, config: dict[str, Any], words: str) -> None:
    assert words in said(dissected(method, config))


def changed(told: Dissected, name: str, **values: Any) -> Dissected:
    tensors = [one.model_copy(update=values) if one.name.endswith(name) else one for one in told.tensors]
    return told.model_copy(update={"tensors": tensors})


def test_where_moving_and_training_are_two_things_both_are_said() -> None:
    told = changed(dissected("bitfit", {}), "fc1.bias", moved=0)
    assert f"{LAYERS}개는 움직이지 않았고, 얼려 둔 텐서 가운데 0개가 움직였습니다" in said(told)
    assert f"얼려 둔 텐서 가운데 {LAYERS}개가" in said(changed(dissected("bitfit", {}), "fc1.weight", moved=1))
    stray = changed(dissected("houlsby", {"bottleneck": 4}), "final_layer_norm.bias", moved=1)
    assert f"움직인 것은 {LAYERS + 1}개입니다" in said(stray)


def test_without_a_step_nothing_is_said_of_moving() -> None:
    told = dissected("houlsby", {"bottleneck": 4}).model_copy(update={"steps": 0, "unmeasured": "너무 큽니다."})
    assert "움직" not in said(told)
    assert "너무 큽니다." in said(told)
    assert {kind.moved for kind in kinds(told, None)} == {None}


def test_a_norm_without_biases_is_not_called_layer_norm() -> None:
    told = dissected("lora", {"rank": 2})
    bare = told.model_copy(update={"tensors": [t for t in told.tensors if not t.name.endswith(".bias")]})
    assert "정규화(RMSNorm) 텐서 7개" in said(bare)


def test_kinds_hold_every_tensor_once_and_judge_the_prediction() -> None:
    told = dissected("bitfit", {})
    found = {kind.key: kind for kind in kinds(told, frozenset({"bias", "embedding"}))}
    assert sum(kind.number for kind in found.values()) == len(told.tensors)
    assert {key: kind.right for key, kind in found.items()} == {
        "embedding": False, "norm": False, "weight": True, "bias": True, "output": True, "added": True,
    }  # fmt: skip
    assert found["output"].tied
    assert (found["bias"].number, found["bias"].moved) == (6 * LAYERS, 6 * LAYERS)


def test_the_list_names_every_tensor_once_with_the_step_that_moved_it() -> None:
    told = dissected("lora", {"rank": 2})
    added, frozen = sections(told)
    assert [section.state for section in (added, frozen)] == ["added", "frozen"]
    assert {row.group.name.rpartition(".")[2]: row.moved for row in added.rows} == {"A": 2, "B": 1}
    assert sum(row.group.number for section in (added, frozen) for row in section.rows) == BASE + 12
    assert added.values + frozen.values == sum(t.count for t in told.tensors if not t.tied)


def test_layers_that_fared_differently_stand_on_lines_of_their_own() -> None:
    told = changed(dissected("bitfit", {}), "layers.1.fc1.bias", moved=2)
    (rows,) = [section.rows for section in sections(told) if section.state == "trains"]
    assert [(row.group.number, row.moved) for row in rows if "fc1" in row.group.name] == [(LAYERS - 1, 1), (1, 2)]
