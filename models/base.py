"""A base model with its tokenizer: the bundled checkpoint, a folder, or a hub id. Knows no tuning method.

Safetensors only and no code from the model's repository; weights in half precision are fp32 on the CPU (decision 13).
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from torch import nn
from transformers import AutoModelForCausalLM, AutoTokenizer
from transformers.utils import logging

from models.refusals import Refused

BUILDING = threading.RLock()  # while it builds a model, the library changes the default precision of all threads
BUNDLED = Path(__file__).parent / "checkpoints" / "base"


@dataclass(frozen=True)
class Base:
    """A causal language model in evaluation mode and its tokenizer; `fingerprint` tells weights from other weights."""

    name: str
    model: nn.Module
    tokenizer: Any
    fingerprint: str

    @property
    def device(self) -> torch.device:
        return next(self.model.parameters()).device

    @property
    def end(self) -> int | None:
        """The token that ends a text, if the model has one."""
        end = self.tokenizer.eos_token_id
        return None if end is None else int(end)

    def encode(self, text: str) -> list[int]:
        """The text's ids behind the begin token (or the end token, where the tokenizer has no begin).

        A text that spells a special token, such as </s>, is read as its letters.
        """
        begin = self.tokenizer.bos_token_id if self.tokenizer.bos_token_id is not None else self.end
        return [
            *([] if begin is None else [begin]),
            *self.tokenizer.encode(text, add_special_tokens=False, split_special_tokens=True),
        ]

    def decode(self, ids: list[int]) -> str:
        return str(self.tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False))


def load(name: str = "bundled", device: str | torch.device = "cpu") -> Base:
    """Reads the model. Raises Refused with the reason when it cannot be had or has no safetensors weights."""
    source = str(BUNDLED) if name == "bundled" else name
    try:
        tokenizer = AutoTokenizer.from_pretrained(source, trust_remote_code=False)
        model, missing = _weights(source, torch.float32 if torch.device(device).type == "cpu" else "auto")
    except Exception as error:  # a foreign folder makes the libraries raise anything, plain Exception included
        why = (str(error).splitlines() or [type(error).__name__])[0]
        raise Refused(f"‘{name}’ 모델을 읽지 못했습니다: {why}", "base") from error
    if missing:
        raise Refused(f"‘{name}’ 모델의 파일에 가중치가 빠져 있습니다: {', '.join(sorted(missing)[:3])}.", "base")
    if not tokenizer.encode(
        "a 가", add_special_tokens=False
    ):  # the library makes an empty one where there are no files
        raise Refused(f"‘{name}’ 모델에는 쓸 수 있는 토크나이저가 없습니다.", "base")
    cast(Any, model).to(device).eval()
    return Base(name, model, tokenizer, fingerprint(model))


def _weights(source: str, kind: torch.dtype | str) -> tuple[nn.Module, set[str]]:
    """The model, and the names of tensors that its file lacks (which the library would fill with noise)."""
    library, quiet = cast(Any, AutoModelForCausalLM), cast(Any, logging)
    shown = quiet.is_progress_bar_enabled()
    quiet.disable_progress_bar()
    try:
        with BUILDING:
            model, info = library.from_pretrained(
                source, use_safetensors=True, trust_remote_code=False, dtype=kind, output_loading_info=True
            )
    finally:
        if shown:
            quiet.enable_progress_bar()
    return model, set(info["missing_keys"])


def fingerprint(model: nn.Module) -> str:
    """Sixteen hexadecimal digits over names, sizes and sampled values of all tensors, the same in fp16 and fp32."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        sample = tensor.flatten()[:: max(1, tensor.numel() // 64)].to(device="cpu", dtype=torch.float16)
        digest.update(f"{name} {tuple(tensor.shape)}".encode() + sample.contiguous().numpy().tobytes())
    return digest.hexdigest()[:16]
