"""A variant as a zip, streamed from disk while it is written. Knows no learner."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

PIECE = 1 << 18  # bytes
PEFT = "adapter_config.json"
PLACE = "models/checkpoints/base"
LORA = """
With the peft library (adapter_config.json is in its format):

    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    base = AutoModelForCausalLM.from_pretrained("{place}")
    model = PeftModel.from_pretrained(base, "this folder")
"""
OURS = """
With Seodang's own code:

    from pathlib import Path

    from models import base, variants

    loaded = base.load("{base}")
    variants.attach(loaded.model, variants.read(Path("this folder")))
"""
README = """\
{title}

A tuned variant trained in Seodang's lab: exactly the tensors that the method trained.

    adapter_model.safetensors   the weights
    variant.json                method, settings, task, and the fingerprint of the base model
{how}
Works only on the base model it was trained on: {base}{where}.
"""


def zipped(folder: Path, title: str, base: str) -> Iterator[bytes]:
    """Pieces of the archive. All files are open before the first piece: FileNotFoundError comes at once or never."""
    files = sorted(file for file in folder.iterdir() if file.is_file())
    if not files:
        raise FileNotFoundError(folder)
    stack = ExitStack()
    opened = [(zipfile.ZipInfo.from_file(file, file.name), stack.enter_context(file.open("rb"))) for file in files]
    return _pieces(stack, opened, _readme(title, base, peft=(folder / PEFT).exists()))


def _readme(title: str, base: str, *, peft: bool) -> str:
    bundled = base == "bundled"
    how = ((LORA if peft else "") + OURS).format(base=base, place=PLACE if bundled else base)
    where = f", which is {PLACE} in Seodang's repository" if bundled else ""
    return README.format(title=title, how=how, base=base, where=where)


def _pieces(stack: ExitStack, opened: Sequence[tuple[zipfile.ZipInfo, IO[bytes]]], readme: str) -> Iterator[bytes]:
    pipe = _Pipe()
    with stack, zipfile.ZipFile(pipe, "w") as archive:
        archive.writestr("README.txt", readme)
        for info, file in opened:
            with archive.open(info, "w") as entry:
                while piece := file.read(PIECE):
                    entry.write(piece)
                    yield pipe.take()
    yield pipe.take()


class _Pipe(io.RawIOBase):
    """What has been written since the last look; cannot be sought in, so the archive is written straight on."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(memoryview(data))  # type: ignore[arg-type]
        self._written += piece
        return len(piece)

    def take(self) -> bytes:
        found, self._written = bytes(self._written), bytearray()
        return found
