"""A folder of a variant: what is in it, what is folded, how it is replaced, and how a foreign one is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from models.label import LABEL, WEIGHTS
from models.methods import configure
from models.refusals import Refused
from models.tuning import Tuned
from models.variants import PEFT, read, save
from tests.models.methods.cases import logits, train, tuned
from tests.models.tiny import tiny


def saved(folder: Path, name: str = "pfeiffer", half: bool = False, **given: Any) -> Tuned:
    on = tuned("opt", name, given)
    train(on)
    save(on, folder, task="chat", base="0123456789abcdef", half=half)
    return on


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_the_file_holds_exactly_the_methods_tensors(tmp_path: Path) -> None:
    on = saved(tmp_path / "variant")
    stored = load_file(tmp_path / "variant" / WEIGHTS)
    assert {name: tensor.shape for name, tensor in stored.items()} == {
        name: tensor.shape for name, tensor in on.trainable.items()
    }
    assert names(tmp_path / "variant") == {LABEL, WEIGHTS}
    assert names(tmp_path) == {"variant"}


def test_what_was_saved_is_told_again(tmp_path: Path) -> None:
    on = saved(tmp_path / "variant", "houlsby", bottleneck=3, train_layer_norm=True)
    variant = read(tmp_path / "variant")
    assert (variant.method, variant.trained_as, variant.config) == ("houlsby", "houlsby", on.config)
    assert (variant.task, variant.base) == ("chat", "0123456789abcdef")


def test_a_reparameterised_prefix_is_kept_as_a_plain_one(tmp_path: Path) -> None:
    saved(tmp_path / "variant", "prefix", length=5, reparameterise=True)
    variant = read(tmp_path / "variant")
    assert (variant.method, variant.config) == ("prefix", configure("prefix", {"length": 5}))
    assert {name: tuple(tensor.shape) for name, tensor in variant.tensors.items()} == {"tuning.values": (2, 2, 2, 5, 8)}


def test_an_encoded_prompt_is_kept_as_a_prompt(tmp_path: Path) -> None:
    saved(tmp_path / "variant", "p_tuning", length=5)
    variant = read(tmp_path / "variant")
    assert (variant.method, variant.trained_as) == ("prompt", "p_tuning")
    assert variant.config == configure("prompt", {"length": 5})
    assert {name: tuple(tensor.shape) for name, tensor in variant.tensors.items()} == {"tuning.vectors": (5, 16)}


def test_half_precision_takes_half_the_room_and_is_read_as_fp32(tmp_path: Path) -> None:
    on = saved(tmp_path / "half", half=True)
    stored = load_file(tmp_path / "half" / WEIGHTS)
    assert {tensor.dtype for tensor in stored.values()} == {torch.float16}
    variant = read(tmp_path / "half")
    for name, tensor in on.trainable.items():
        assert torch.equal(variant.tensors[name], tensor.half().float())


@pytest.mark.parametrize(("half", "value"), [(False, torch.nan), (False, torch.inf), (True, 1e6)])
def test_a_weight_that_is_no_number_is_not_saved(half: bool, value: float, tmp_path: Path) -> None:
    on = tuned("opt", "prompt", {})
    with torch.no_grad():
        on.trainable["tuning.vectors"][0, 0] = value
    with pytest.raises(Refused, match="수가 아닌 값"):
        save(on, tmp_path / "variant", task="chat", base="b", half=half)
    assert names(tmp_path) == set()


@pytest.mark.parametrize(
    ("task", "base"), [("../up", "b"), ("a/b", "b"), ("<b>", "b"), ("chat", "x" * 65), ("a\n", "b")]
)
def test_a_task_or_base_that_is_no_name_is_not_saved(task: str, base: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="이름"):
        save(tuned("opt", "prompt", {}), tmp_path / "variant", task=task, base=base)
    assert names(tmp_path) == set()


def test_saving_again_replaces_the_variant_and_leaves_other_files(tmp_path: Path) -> None:
    saved(tmp_path / "variant", "lora")
    (tmp_path / "variant" / "README.md").write_text("card")
    on = saved(tmp_path / "variant", "prompt")
    assert names(tmp_path / "variant") == {LABEL, WEIGHTS, "README.md"}
    assert torch.equal(read(tmp_path / "variant").tensors["tuning.vectors"], on.trainable["tuning.vectors"])


def test_a_saving_that_fails_leaves_the_old_variant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(tmp_path / "variant", "prompt")
    before = {file: (tmp_path / "variant" / file).read_bytes() for file in (LABEL, WEIGHTS)}

    def full(tensors: dict[str, Tensor], file: Path, metadata: dict[str, str]) -> None:
        file.write_bytes(b"half a file")
        raise OSError("no space left")

    monkeypatch.setattr("models.variants.save_file", full)
    with pytest.raises(OSError, match="no space"):
        saved(tmp_path / "variant", "prompt")
    assert before == {file: (tmp_path / "variant" / file).read_bytes() for file in (LABEL, WEIGHTS)}
    assert names(tmp_path) == {"variant"}


def test_a_merged_lora_is_saved_as_what_it_is(tmp_path: Path) -> None:
    from models.variants import attach
    from models.variants.merging import merge

    on = tuned("opt", "lora", {})
    train(on)
    beside = logits(on)
    merge(on)
    save(on, tmp_path / "variant", task="chat", base="b")
    assert torch.equal(logits(attach(tiny("opt"), read(tmp_path / "variant"))), beside)


@pytest.mark.parametrize("file", [LABEL, WEIGHTS])
def test_a_missing_file_is_named(file: str, tmp_path: Path) -> None:
    saved(tmp_path / "variant")
    (tmp_path / "variant" / file).unlink()
    with pytest.raises(Refused, match=file):
        read(tmp_path / "variant")


@pytest.mark.parametrize("file", [LABEL, WEIGHTS])
def test_a_folder_in_the_place_of_a_file_is_refused(file: str, tmp_path: Path) -> None:
    saved(tmp_path / "variant")
    (tmp_path / "variant" / file).unlink()
    (tmp_path / "variant" / file).mkdir()
    with pytest.raises(Refused, match=file):
        read(tmp_path / "variant")


def test_a_folder_that_is_not_there_is_refused_without_its_path(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path / "nowhere")
    assert str(tmp_path) not in str(refused.value)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: b"",
        lambda whole: b"PK\x03\x04 not safetensors",
        lambda whole: whole[:20],
        lambda whole: whole[:-1],
        lambda whole: whole + b"\x00",
        lambda whole: b"\xff" * 8 + whole[8:],
        lambda whole: whole[:8] + b"\xff" * 40 + whole[48:],
    ],
    ids=["empty", "foreign", "cut in the header", "cut at the end", "too long", "huge header", "no JSON"],
)
def test_a_damaged_weight_file_is_refused(spoil: Any, tmp_path: Path) -> None:
    saved(tmp_path / "variant")
    file = tmp_path / "variant" / WEIGHTS
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(Refused, match="온전한"):
        read(tmp_path / "variant")


@pytest.mark.parametrize("value", [torch.nan, torch.inf, -torch.inf])
def test_weights_that_are_no_numbers_are_refused(value: float, tmp_path: Path) -> None:
    saved(tmp_path / "variant", "prompt")
    save_file({"tuning.vectors": torch.full((16, 16), value)}, tmp_path / "variant" / WEIGHTS)
    with pytest.raises(Refused, match=r"tuning\.vectors.*NaN"):
        read(tmp_path / "variant")


@pytest.mark.parametrize("kind", [torch.int64, torch.float64, torch.bool])
def test_weights_of_another_kind_are_refused(kind: torch.dtype, tmp_path: Path) -> None:
    saved(tmp_path / "variant", "prompt")
    save_file({"tuning.vectors": torch.ones(16, 16).to(kind)}, tmp_path / "variant" / WEIGHTS)
    with pytest.raises(Refused, match="자료형"):
        read(tmp_path / "variant")


@pytest.mark.parametrize("text", [b"", b"[]", b"null", b"\xff\xfe", b"{", b"[" * 100_000, b'{"format": 1}'])
def test_a_card_that_is_no_card_is_refused(text: bytes, tmp_path: Path) -> None:
    saved(tmp_path / "variant")
    (tmp_path / "variant" / LABEL).write_bytes(text)
    with pytest.raises(Refused, match=r"variant\.json"):
        read(tmp_path / "variant")


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"format": "1"},
        {"method": 3},
        {"method": "adapterfusion"},
        {"method": "__import__"},
        {"config": []},
        {"config": None},
        {"config": {"bottleneck": -1}},
        {"config": {"bottleneck": "many"}},
        {"config": {"bottleneck": 1e400}},
        {"config": {"bottleneck": {"a": 1}}},
        {"config": {"rank": 8}},
        {"config": {"x" * 10_000: 8}},
        {"task": "../../etc"},
        {"task": ["chat"]},
        {"base": None},
        {"more": 1},
    ],
    ids=str,
)
def test_a_card_that_says_something_impossible_is_refused(change: dict[str, Any], tmp_path: Path) -> None:
    saved(tmp_path / "variant")
    file = tmp_path / "variant" / LABEL
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    with pytest.raises(Refused, match=r"[가-힣]") as refused:
        read(tmp_path / "variant")
    assert len(str(refused.value)) < 300


def test_lora_tensors_without_peft_names_are_refused(tmp_path: Path) -> None:
    on = saved(tmp_path / "variant", "lora")
    assert (tmp_path / "variant" / PEFT).exists()
    save_file({name: tensor.detach() for name, tensor in on.trainable.items()}, tmp_path / "variant" / WEIGHTS)
    with pytest.raises(Refused, match="짝"):
        read(tmp_path / "variant")


def test_whoever_may_read_new_files_may_read_the_weights_too(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        saved(tmp_path / "variant", "lora")
    finally:
        os.umask(before)
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "variant").iterdir()} == {0o644}
