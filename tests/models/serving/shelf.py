"""Variants of a tiny base on disk, the library over them, and the oracle of what they say. Knows no single test."""

from __future__ import annotations

from pathlib import Path

import torch

from models.base import Base
from models.methods import configure
from models.serving.library import Library, Room
from models.tuning import Tuned
from models.variants import read, save
from models.variants.fitting import attach
from tests.models.tiny import tiny

IDS = [1, 40, 41, 42]


def add(shelf: Path, method: str, fingerprint: str, name: str = "", seed: int = 1) -> None:
    given = {"length": 3} if method in ("prefix", "prompt") else {}
    tuned = Tuned(tiny("opt"), method, configure(method, given))
    torch.manual_seed(seed)
    with torch.no_grad():
        for parameter in tuned.trainable.values():
            parameter += 0.3 * torch.randn_like(parameter)
    save(tuned, shelf / (name or f"chat-{method}"), task="chat", base=fingerprint)


def library(base: Base, shelf: Path, **room: int) -> Library:
    return Library(base, [shelf], Room(rows=8, **room))


def alone(base: Base, shelf: Path, name: str) -> list[int]:
    """The oracle: the method attached to a model of its own, the whole text read again for every token."""
    tuned = attach(tiny("opt"), read(shelf / name))
    ids = list(IDS)
    with torch.no_grad():
        for _ in range(8):
            logits = tuned(torch.tensor([ids]))[0, -1]
            logits[[0, 1]] = -torch.inf
            ids.append(int(logits.argmax()))
            if ids[-1] == base.end:
                break
    return ids[len(IDS) :]
