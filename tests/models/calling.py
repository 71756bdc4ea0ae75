"""The worker as a process, and who calls it over its socket. Knows no single test."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import torch
from transformers import OPTConfig, OPTForCausalLM

from models import base as bases
from models.methods import configure
from models.protocol import Done, Event, Failed, Generate, Hello, Message, Text, Welcome, event, line
from models.sampling import Sampling
from models.tuning import Tuned
from models.variants import save
from tests.models.tiny import SPECIAL, VOCABULARY, tokenizer

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


class Caller:
    """One connection, greeted."""

    def __init__(self, path: Path, greet: bool = True) -> None:
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(120)
        try:
            self.socket.connect(str(path))
        except OSError:
            self.socket.close()
            raise
        self.file = self.socket.makefile("rwb")
        if greet:
            self.say(Hello())
            assert isinstance(self.hear(), Welcome)

    def say(self, message: Message) -> None:
        self.send(line(message))

    def send(self, data: bytes) -> None:
        self.file.write(data)
        self.file.flush()

    def hear(self) -> Welcome | Event:
        return event(self.file.readline())

    def until(self, *kinds: type) -> list[Event]:
        """Everything up to and with the first of these kinds."""
        told: list[Event] = []
        while not told or not isinstance(told[-1], kinds):
            told.append(self.hear())  # type: ignore[arg-type]
        return told

    def all_of(self, asked: Message) -> list[Event]:
        self.say(asked)
        return self.until(Done, Failed)

    def close(self) -> None:
        self.file.close()
        self.socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def ask(prompt: str = "이 영화는", caller: str = "mina", length: int = 128, variant: str | None = None) -> Generate:
    return Generate(prompt=prompt, caller=caller, variant=variant, sampling=Sampling(length=length))


def text(told: list[Event]) -> str:
    return "".join(one.text for one in told if isinstance(one, Text))


def model() -> OPTForCausalLM:
    """Wide and deep enough that a text of 128 tokens takes a good part of a second."""
    torch.manual_seed(0)
    sizes = {"hidden_size": 64, "word_embed_proj_dim": 64, "num_hidden_layers": 6, "num_attention_heads": 4}
    return OPTForCausalLM(
        OPTConfig(vocab_size=VOCABULARY, ffn_dim=128, max_position_embeddings=256, init_std=0.2, **sizes, **SPECIAL)
    ).eval()


def start(path: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "models.worker", "--socket", str(path), "--device", "cpu", *options]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)


def listening(path: Path) -> bool:
    return waits(lambda: path.is_socket())


def waits(found: Callable[[], bool]) -> bool:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if found():
            return True
        time.sleep(0.02)
    return False


def end(process: subprocess.Popen[bytes]) -> int:
    """Its parent is gone."""
    process.communicate(timeout=60)
    return process.returncode


def answers(path: Path) -> bool:
    try:
        Caller(path).close()
    except ConnectionRefusedError:
        return False
    return True


def shelve(place: Path) -> None:
    """Puts a base and two variants of it into the folder."""
    model().save_pretrained(place / "base")
    tokenizer().save_pretrained(place / "base")
    base = bases.load(str(place / "base"))
    for method in ("lora", "full"):
        tuned = Tuned(model(), method, configure(method))
        with torch.no_grad():
            for parameter in tuned.trainable.values():
                parameter += 0.1 * torch.randn_like(parameter)
        save(tuned, place / "variants" / f"our-{method}", task="chat", base=base.fingerprint)
