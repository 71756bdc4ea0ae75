"""peft reads the LoRA that we save, and we read what peft saves; what ours cannot be is refused in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from peft import LoraConfig, PeftModel, get_peft_model
from safetensors.torch import load_file, save_file

from models.refusals import Refused
from models.variants import PEFT, WEIGHTS, attach, read, save
from tests.models.methods.cases import IDS, MASK, logits, train, tuned
from tests.models.tiny import KINDS, tiny

pytestmark = [
    # peft asks transformers for a property by its old name
    pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing` is deprecated:FutureWarning"),
    pytest.mark.filterwarnings("ignore:fan_in_fan_out is set to False:UserWarning"),
]
TARGETS = ["q,v", "q", "k,v,o", "all-linear"]
B = "base_model.model.model.decoder.layers.1.self_attn.v_proj.lora_B.weight"


def of(model: torch.nn.Module) -> torch.Tensor:
    with torch.no_grad():
        return model(input_ids=IDS, attention_mask=MASK).logits


def by_peft(kind: str, folder: Path, **given: Any) -> torch.Tensor:
    """A LoRA that peft made and saved; its logits."""
    model = get_peft_model(tiny(kind), LoraConfig(task_type="CAUSAL_LM", r=3, lora_alpha=5, **given)).eval()
    with torch.no_grad():
        for tensor in model.parameters():
            if tensor.requires_grad:
                tensor.add_(0.1 * torch.randn_like(tensor))
    model.save_pretrained(folder)
    return of(model)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("targets", TARGETS)
def test_peft_loads_our_lora_with_the_same_logits(kind: str, targets: str, tmp_path: Path) -> None:
    on = tuned(kind, "lora", {"rank": 3, "alpha": 5, "targets": targets})
    train(on)
    save(on, tmp_path / "variant", task="chat", base="b")
    theirs = PeftModel.from_pretrained(tiny(kind), tmp_path / "variant").eval()
    torch.testing.assert_close(of(theirs), logits(on), atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("targets", TARGETS)
def test_our_lora_comes_back_bit_for_bit(kind: str, targets: str, tmp_path: Path) -> None:
    on = tuned(kind, "lora", {"rank": 3, "alpha": 5, "targets": targets})
    train(on)
    save(on, tmp_path / "variant", task="chat", base="b")
    variant = read(tmp_path / "variant")
    assert variant.config == on.config
    assert variant.tensors.keys() == on.trainable.keys()
    assert all(torch.equal(variant.tensors[name], tensor) for name, tensor in on.trainable.items())


@pytest.mark.parametrize(
    ("kind", "given", "targets"),
    [
        ("opt", ["q_proj", "v_proj"], "q,v"),
        ("opt", "all-linear", "all-linear"),
        ("llama", ["q_proj", "k_proj", "v_proj", "o_proj"], "q,k,v,o"),
        ("llama", "all-linear", "all-linear"),
        ("gpt2", ["c_attn"], "q,k,v"),
        ("gpt2", "all-linear", "all-linear"),
    ],
)
def test_we_read_what_peft_saved(kind: str, given: Any, targets: str, tmp_path: Path) -> None:
    theirs = by_peft(kind, tmp_path, target_modules=given)
    variant = read(tmp_path)
    assert variant.config.model_dump() == {"rank": 3, "alpha": 5, "targets": targets}
    torch.testing.assert_close(logits(attach(tiny(kind), variant)), theirs, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize(
    "given",
    [
        {"target_modules": ["fc1"]},
        {"target_modules": ["q_proj", "fc1"]},
        {"target_modules": ["q_proj"], "use_dora": True},
        {"target_modules": ["q_proj"], "use_rslora": True},
        {"target_modules": ["q_proj"], "bias": "lora_only"},
        {"target_modules": ["q_proj", "v_proj"], "rank_pattern": {"v_proj": 2}},
        {"target_modules": ["q_proj"], "modules_to_save": ["fc2"]},
        {"target_modules": ["q_proj"], "layers_to_transform": [1]},
    ],
)
def test_a_lora_that_ours_cannot_be_is_refused(given: dict[str, Any], tmp_path: Path) -> None:
    by_peft("opt", tmp_path, **given)
    with pytest.raises(Refused, match=r"[가-힣]+니다"):
        attach(tiny("opt"), read(tmp_path))


@pytest.mark.parametrize(
    "change",
    [
        {"peft_type": "IA3"},
        {"r": "many"},
        {"r": 0},
        {"r": 10**9},
        {"r": 2},
        {"lora_alpha": None},
        {"lora_alpha": -1},
        {"rank_pattern": [1]},
        {"modules_to_save": {}},
    ],
)
def test_settings_of_peft_that_make_no_sense_are_refused(change: dict[str, Any], tmp_path: Path) -> None:
    by_peft("opt", tmp_path, target_modules=["q_proj", "v_proj"])
    told = json.loads((tmp_path / PEFT).read_text())
    (tmp_path / PEFT).write_text(json.dumps(told | change))
    with pytest.raises(Refused, match=r"[가-힣]+니다|해 주세요"):
        attach(tiny("opt"), read(tmp_path))


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "\x00", "[" * 100_000])
def test_settings_of_peft_that_are_no_json_object_are_refused(text: str, tmp_path: Path) -> None:
    by_peft("opt", tmp_path, target_modules=["q_proj"])
    (tmp_path / PEFT).write_text(text)
    with pytest.raises(Refused, match="LoRA 설정"):
        read(tmp_path)


@pytest.mark.parametrize("shape", [None, (48,), (5, 16), (16, 4), (16, 3, 1), ()])
def test_a_matrix_that_is_missing_or_does_not_fit_is_refused(shape: tuple[int, ...] | None, tmp_path: Path) -> None:
    by_peft("opt", tmp_path, target_modules=["q_proj", "v_proj"])
    tensors = load_file(tmp_path / WEIGHTS)
    del tensors[B]
    save_file(tensors if shape is None else tensors | {B: torch.ones(shape)}, tmp_path / WEIGHTS)
    with pytest.raises(Refused, match=r"[가-힣]+니다"):
        attach(tiny("opt"), read(tmp_path))


def test_blocks_that_are_not_where_ours_stand_are_refused(tmp_path: Path) -> None:
    on = tuned("gpt2", "lora", {"rank": 3, "targets": "q,v"})
    train(on)
    save(on, tmp_path / "variant", task="chat", base="b")
    file = tmp_path / "variant" / WEIGHTS
    tensors = {name: torch.ones_like(tensor) for name, tensor in load_file(file).items()}
    save_file(tensors, file)
    with pytest.raises(Refused, match="바깥"):
        read(tmp_path / "variant")
