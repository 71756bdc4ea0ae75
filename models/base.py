"""A base model with its tokenizer, by short name: the bundled checkpoint, a folder, or a hub id. Knows no tuning method.

Safetensors only and no code from the model's repository; half-precision weights are read as fp32 on the CPU (decision 13).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import AutoModelForCausalLM, AutoTokenizer

from models.refusals import Refused

BUNDLED = Path(__file__).parent / "checkpoints" / "base"


@dataclass(frozen=True)
class Base:
    """A causal language model in evaluation mode and its tokenizer. `fingerprint` tells one set of weights from another."""

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
        """The text's ids behind the begin token (or the end token, where the tokenizer has no begin)."""
        begin = self.tokenizer.bos_token_id if self.tokenizer.bos_token_id is not None else self.end
        return [*([] if begin is None else [begin]), *self.tokenizer.encode(text, add_special_tokens=False)]

    def decode(self, ids: list[int]) -> str:
        return str(self.tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False))


def load(name: str = "bundled", device: str | torch.device = "cpu") -> Base:
    """Reads the model. Raises Refused with the reason when it cannot be had or has no safetensors weights."""
    source = str(BUNDLED) if name == "bundled" else name
    kind = torch.float32 if torch.device(device).type == "cpu" else "auto"
    try:
        tokenizer = AutoTokenizer.from_pretrained(source, trust_remote_code=False)
        model = AutoModelForCausalLM.from_pretrained(
            source, use_safetensors=True, trust_remote_code=False, dtype=kind, attn_implementation="sdpa"
        )
    except (OSError, ValueError, KeyError) as error:
        raise Refused(f"모델 ‘{name}’을 읽지 못했습니다: {str(error).splitlines()[0]}", "base") from error
    model = model.to(device).eval()
    return Base(name, model, tokenizer, fingerprint(model))


def fingerprint(model: nn.Module) -> str:
    """Sixteen hexadecimal digits over names, sizes and a sample of the values of all tensors, the same in fp16 and fp32."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        sample = tensor.flatten()[:: max(1, tensor.numel() // 64)].to(device="cpu", dtype=torch.float16)
        digest.update(f"{name} {tuple(tensor.shape)}".encode() + sample.contiguous().numpy().tobytes())
    return digest.hexdigest()[:16]
