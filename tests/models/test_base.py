"""A model is read from its folder in full precision, or the reason is told; its fingerprint tells it from others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from models.base import fingerprint, load
from models.refusals import Refused
from tests.models.methods.cases import IDS
from tests.models.tiny import BEGIN, END, KINDS, PAD, tiny, tiny_folder


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_is_read_as_it_was_saved(kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tiny_folder(kind, tmp_path / "model")
    capfd.readouterr()
    base = load(str(folder))
    assert capfd.readouterr() == ("", "")
    with torch.no_grad():
        assert torch.equal(base.model(input_ids=IDS).logits, tiny(kind)(input_ids=IDS).logits)
    assert (base.end, base.device.type, base.model.training) == (END, "cpu", False)


def test_a_text_begins_with_its_mark_and_comes_back(tmp_path: Path) -> None:
    base = load(str(tiny_folder("opt", tmp_path / "model")))
    ids = base.encode("이 영화는 , 참 좋았어요 😀")
    assert ids[0] == BEGIN
    assert END not in ids
    assert base.decode([*ids, END]) == "이 영화는 , 참 좋았어요 😀"


def test_a_text_that_spells_a_special_token_is_read_as_its_letters(tmp_path: Path) -> None:
    base = load(str(tiny_folder("opt", tmp_path)))
    ids = base.encode("</s><pad>")
    assert not {PAD, END} & {*ids}
    assert base.decode(ids) == "</s><pad>"


@pytest.mark.parametrize("kind", KINDS)
def test_half_precision_is_read_as_fp32_with_the_same_fingerprint(kind: str, tmp_path: Path) -> None:
    folder = tiny_folder(kind, tmp_path / "model")
    half = tiny(kind).half()
    half.save_pretrained(folder)
    base = load(str(folder))
    assert {tensor.dtype for tensor in base.model.parameters()} == {torch.float32}
    assert base.fingerprint == fingerprint(half) == fingerprint(tiny(kind))


def test_other_weights_have_another_fingerprint() -> None:
    assert len({fingerprint(tiny(kind, seed)) for kind in KINDS for seed in (0, 1)}) == 6


def test_a_name_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="읽지 못했습니다") as refused:
        load(str(tmp_path / "nothing"))
    assert refused.value.field == "base"


def test_weights_in_another_format_are_refused(tmp_path: Path) -> None:
    folder = tiny_folder("opt", tmp_path / "model")
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    with pytest.raises(Refused, match="읽지 못했습니다"):
        load(str(folder))


def test_missing_weights_are_not_filled_with_noise(tmp_path: Path) -> None:
    folder = tiny_folder("opt", tmp_path / "model")
    tensors = load_file(folder / "model.safetensors")
    tensors.pop("model.decoder.layers.1.fc1.bias")
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(Refused, match=r"빠져.*layers\.1\.fc1\.bias"):
        load(str(folder))


def test_code_of_the_folder_is_never_run(tmp_path: Path) -> None:
    folder = tiny_folder("opt", tmp_path / "model")
    config = json.loads((folder / "config.json").read_text())
    config |= {"model_type": "ours", "auto_map": {"AutoConfig": "own.Own", "AutoModelForCausalLM": "own.Own"}}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "own.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')")
    with pytest.raises(Refused):
        load(str(folder))
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("file", ["config.json", "tokenizer.json", "model.safetensors"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00"])
def test_a_damaged_folder_is_refused(file: str, content: bytes, tmp_path: Path) -> None:
    folder = tiny_folder("gpt2", tmp_path / "model")
    (folder / file).write_bytes(content)
    with pytest.raises(Refused, match="읽지 못했습니다"):
        load(str(folder))


def test_a_folder_without_a_tokenizer_is_refused(tmp_path: Path) -> None:
    folder = tiny_folder("opt", tmp_path / "model")
    (folder / "tokenizer.json").unlink()
    (folder / "tokenizer_config.json").unlink()
    with pytest.raises(Refused, match="토크나이저"):
        load(str(folder))
