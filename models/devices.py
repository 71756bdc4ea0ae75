"""Where models run: which device, whether a model fits on it, how running out of memory looks. Knows no method."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any, cast

import torch
from transformers import AutoConfig, AutoModelForCausalLM

from models.base import BUILDING, BUNDLED
from models.refusals import Refused

SPARE = 1.3  # a model needs its weights and room to work in
MISSING = {
    "cuda": "NVIDIA GPU(CUDA)",
    "mps": "애플 GPU(MPS)",
}


def pick(wanted: str = "auto") -> torch.device:
    """`auto` is CUDA where it works, else the CPU. A named device that is not there or does not work is refused."""
    if wanted == "auto":
        return torch.device("cuda" if _works("cuda") else "cpu")
    if wanted != "cpu" and not _works(wanted):
        raise Refused(
            f"SEODANG_DEVICE={wanted}: 이 컴퓨터에서는 쓸 수 없는 장치입니다({MISSING.get(wanted, wanted)}). "
            "auto나 cpu로 바꾸어 주세요.",
            "device",
        )
    return torch.device(wanted)


def _works(device: str) -> bool:
    """A driver may be there and fail at the first real work."""
    there = torch.cuda.is_available() if device == "cuda" else torch.backends.mps.is_available()
    try:
        return there and float(torch.ones(2, 2, device=device).sum()) == 4
    except RuntimeError:
        return False


def free(device: torch.device) -> int | None:
    """Bytes that can still be had on the device; None where nobody knows."""
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    if device.type == "cpu":
        found = [size for size in (_available(), _allowed()) if size is not None]
        return min(found, default=None)
    return None


def _available() -> int | None:
    """Of the machine, in bytes (Linux)."""
    path = Path("/proc/meminfo")
    lines = path.read_text().splitlines() if path.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), None)


def _allowed() -> int | None:
    """Of the container, in bytes (cgroup 2)."""
    group = Path("/sys/fs/cgroup")
    try:
        limit, used = ((group / name).read_text().strip() for name in ("memory.max", "memory.current"))
        return None if limit == "max" else max(0, int(limit) - int(used))
    except (OSError, ValueError):
        return None


def must_fit(name: str, size: int, device: torch.device) -> None:
    """Raises Refused when `size` bytes of weights and room to work in are more than is free."""
    there = free(device)
    if there is not None and size * SPARE > there:
        raise Refused(
            f"‘{name}’ 모델을 읽을 메모리가 모자랍니다: {_gigabytes(size * SPARE)}가 "
            f"필요한데 {device.type}에 {_gigabytes(there)}만 남아 있습니다. 더 작은 모델을 골라 주세요.",
            "base",
        )


def _gigabytes(size: float) -> str:
    return f"{size / 1e9:.1f} GB"


def is_out_of_memory(error: BaseException) -> bool:
    """torch says so with an error of its own on a GPU and with a plain RuntimeError on the CPU."""
    return isinstance(error, torch.OutOfMemoryError | MemoryError) or "can't allocate memory" in str(error)


def give_back_memory() -> None:
    """What is not used any more goes back to the device."""
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def limit_threads(number: int) -> None:
    """How many cores one step uses; more than one slows small models down (docs/lab-worker.md)."""
    torch.set_num_threads(max(1, min(number, os.cpu_count() or 1)))


def size_of_model(name: str, device: torch.device) -> int:
    """Bytes of the weights as models/base.py reads them, from the configuration alone; 0 where that cannot be read."""
    source = str(BUNDLED) if name == "bundled" else name
    try:
        config = AutoConfig.from_pretrained(source, trust_remote_code=False)
        with BUILDING, torch.device("meta"):
            model = cast(Any, AutoModelForCausalLM).from_config(config, trust_remote_code=False)
    except Exception:  # whoever reads the weights next says what is wrong
        return 0
    kind = torch.float32 if device.type == "cpu" else getattr(config, "dtype", None) or torch.float32
    return sum(int(parameter.numel()) for parameter in model.parameters()) * int(kind.itemsize)
