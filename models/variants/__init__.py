"""A tuned variant on disk: exactly the tensors that its method trained. Knows no method's mathematics.

A folder holds `variant.json` (method, settings, task, base) and `adapter_model.safetensors`. Tensors are named as in
`Tuned.trainable`; those of LoRA as peft names them, with its `adapter_config.json`, so that peft reads the folder.
What served the training only is folded: a reparameterised prefix is kept as the prefix that it puts out, an encoded
prompt (p_tuning) as the prompt that it puts out; `trained_as` remembers the method.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any, cast

import torch
from pydantic import ValidationError
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from models.label import LABEL, WEIGHTS, Label
from models.methods import Config, configure, lora
from models.refusals import Refused
from models.tuning import Tuned
from models.variants import lora_files
from models.variants.fitting import Ready, Variant, attach, ready
from models.virtual_tokens import EncodedPrompt, ReparameterisedPrefix

__all__ = ["Ready", "Variant", "attach", "read", "ready", "save"]

PEFT = "adapter_config.json"
KINDS = (torch.float32, torch.float16, torch.bfloat16)


def save(tuned: Tuned, folder: Path, *, task: str, base: str, half: bool = False) -> None:
    """Writes what `tuned` trained into `folder`, in fp16 if `half`. A variant that stands there already is replaced.

    Raises Refused when a weight is no finite number (in fp16: too large), and for a task or base that is no name.
    """
    name, config, tensors = _kept(tuned)
    try:
        label = Label(method=name, config=config.model_dump(), task=task, base=base, trained_as=tuned.method)
    except ValidationError:
        raise Refused(
            f"과제 이름이나 바탕 모델의 지문으로 쓸 수 없는 글자가 있습니다: {task[:40]}, {base[:40]}."
        ) from None
    files: dict[str, Any] = {}
    if isinstance(config, lora.Config):
        tensors, files[PEFT] = lora_files.write(tuned, config)
    files[LABEL] = label.model_dump()
    kind = torch.float16 if half else torch.float32
    stored = {key: tensor.detach().to("cpu", kind).contiguous() for key, tensor in tensors.items()}
    _finite(stored)
    _write(folder, stored, {file: json.dumps(told, ensure_ascii=False, indent=2) for file, told in files.items()})


def _kept(tuned: Tuned) -> tuple[str, Config, dict[str, Tensor]]:
    """Method, settings and tensors of what is left when what served the training only is dropped."""
    with torch.no_grad():
        if isinstance(tuned.context, ReparameterisedPrefix):
            plain = tuned.config.model_copy(update={"reparameterise": False})
            return tuned.method, plain, {"tuning.values": tuned.context.keys_values()}
        if isinstance(tuned.context, EncodedPrompt):
            vectors = tuned.context.embeddings()
            return "prompt", configure("prompt", {"length": tuned.length}), {"tuning.vectors": vectors}
    return tuned.method, tuned.config, cast("dict[str, Tensor]", tuned.trainable)


def _write(folder: Path, tensors: dict[str, Tensor], texts: dict[str, str]) -> None:
    """All files beside their place first, then renamed: no reader meets half a file. `variant.json` comes last."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".saving-", dir=folder.parent) as beside:
        place = Path(beside) / "variant"
        place.mkdir()
        save_file(tensors, place / WEIGHTS, metadata={"format": "pt"})
        (place / WEIGHTS).chmod(place.stat().st_mode & 0o666)  # the library writes for the owner alone
        for file, text in texts.items():
            (place / file).write_text(text + "\n", encoding="utf-8")
        if not folder.exists():
            place.rename(folder)
            return
        (folder / PEFT).unlink(missing_ok=True)
        for file in (WEIGHTS, *texts):
            (place / file).replace(folder / file)


def read(folder: Path) -> Variant:
    """The variant in `folder`, or a LoRA that peft saved there. Refused says what is missing, foreign or damaged."""
    tensors = _tensors(folder / WEIGHTS)
    if not (folder / LABEL).exists() and (folder / PEFT).exists():
        foreign, tensors = lora_files.read_foreign(tensors, _bytes(folder / PEFT))
        return Variant(lora.NAME, foreign, tensors, "", "", lora.NAME)
    label = _label(_bytes(folder / LABEL))
    config = configure(label.method, label.config)
    if isinstance(config, lora.Config):
        tensors = lora_files.read(tensors, config)
    return Variant(label.method, config, tensors, label.task, label.base, label.trained_as or label.method)


def _label(given: bytes) -> Label:
    try:
        return Label.model_validate_json(given)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"])[:40] or "JSON"
        raise Refused(f"variant.json을 읽지 못했습니다. 잘못된 곳: {field}.") from None


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Refused(f"‘{file.parent.name}’ 폴더의 파일을 읽지 못했습니다: {file.name}.") from None


def _tensors(file: Path) -> dict[str, Tensor]:
    try:
        tensors = load_file(file)
    except FileNotFoundError:
        raise Refused(f"‘{file.parent.name}’ 폴더에 있어야 할 파일이 없습니다: {file.name}.") from None
    except (SafetensorError, OSError, ValueError, KeyError, RuntimeError):
        raise Refused(f"온전한 safetensors 파일이 아닙니다: {file.name}. 다시 저장해 주세요.") from None
    if strange := [key for key, tensor in tensors.items() if tensor.dtype not in KINDS]:
        raise Refused(f"텐서 ‘{strange[0][:100]}’의 자료형이 fp32나 fp16, bf16이 아닙니다.")
    _finite(tensors)
    return {key: tensor.to(torch.float32, copy=True) for key, tensor in tensors.items()}


def _finite(tensors: dict[str, Tensor]) -> None:
    if strange := [key for key, tensor in tensors.items() if not torch.isfinite(tensor).all()]:
        raise Refused(f"텐서 ‘{strange[0][:100]}’에 수가 아닌 값(NaN, 무한대)이 있습니다.")
