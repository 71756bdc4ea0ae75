"""Where models run, and whether they fit."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from models import devices
from models.devices import free, is_out_of_memory, must_fit, pick, size_of_model
from models.refusals import Refused
from tests.models.tiny import tiny, tiny_folder

CPU = torch.device("cpu")


def test_auto_takes_the_gpu_where_it_works_and_else_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_works", lambda device: device == "cuda")
    assert pick("auto").type == "cuda"
    monkeypatch.setattr(devices, "_works", lambda device: False)
    assert pick("auto").type == "cpu"
    assert pick("cpu").type == "cpu"


@pytest.mark.parametrize("device", ["cuda", "mps"])
def test_a_device_that_is_not_there_is_refused_with_the_setting_to_mend(
    monkeypatch: pytest.MonkeyPatch, device: str
) -> None:
    monkeypatch.setattr(devices, "_works", lambda device: False)
    with pytest.raises(Refused, match=f"SEODANG_DEVICE={device}.*cpu로") as told:
        pick(device)
    assert told.value.field == "device"


def test_a_driver_that_fails_at_real_work_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no kernel image is available")

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch, "ones", broken)
    assert pick("auto").type == "cpu"


def test_what_is_larger_than_what_is_free_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "free", lambda device: 10**9)
    must_fit("small", 700_000_000, CPU)
    with pytest.raises(Refused, match=r"‘large’.*1\.3 GB.*1\.0 GB"):
        must_fit("large", 10**9, CPU)


def test_where_nobody_knows_what_is_free_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "free", lambda device: None)
    must_fit("large", 10**15, CPU)


def test_what_is_free_here_is_a_number_that_can_be() -> None:
    there = free(CPU)
    assert there is None or 0 <= there < 2**50


def test_the_size_is_known_from_the_configuration_alone(tmp_path: Path) -> None:
    folder = tiny_folder("opt", tmp_path)
    (folder / "model.safetensors").unlink()
    assert size_of_model(str(folder), CPU) == 4 * sum(tensor.numel() for tensor in tiny("opt").parameters())
    assert size_of_model(str(tmp_path / "nothing"), CPU) == 0


def test_running_out_of_memory_is_told_from_other_errors() -> None:
    assert is_out_of_memory(torch.OutOfMemoryError())
    assert is_out_of_memory(RuntimeError("DefaultCPUAllocator: can't allocate memory"))
    assert not is_out_of_memory(RuntimeError("shapes do not match"))
