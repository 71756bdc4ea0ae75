"""Which variants lie in folders, from their `variant.json` alone. Reads no weights and imports no torch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from models.methods import Config, configure
from models.refusals import Refused

FILE = "variant.json"  # as models/variants/ writes it
WEIGHTS = "adapter_model.safetensors"
WORDS = ("method", "task", "base", "trained_as")


@dataclass(frozen=True)
class Card:
    """A variant in `folder`, made for the base with the fingerprint `base`. `made` changes when it is rewritten.

    `trained_as` differs from `method` where what served the training only was dropped (p_tuning leaves a prompt).
    """

    name: str
    folder: Path
    method: str
    config: Config
    task: str
    base: str
    trained_as: str
    made: int


def cards(folders: Iterable[Path]) -> Iterator[Card]:
    """The variants in subfolders of these, in this order, named like them. The unreadable are left out."""
    for folder in folders:
        for file in sorted(folder.glob(f"*/{FILE}")):
            card = _card(file)
            if card is not None:
                yield card


def _card(file: Path) -> Card | None:
    try:
        made = file.stat().st_mtime_ns
        return _read(file, made)
    except (OSError, ValueError, KeyError, RecursionError, Refused):
        return None


@lru_cache(maxsize=1024)
def _read(file: Path, made: int) -> Card:
    told = json.loads(file.read_text(encoding="utf-8"))
    name, given = file.parent.name, told.get("config") if isinstance(told, dict) else None
    if not isinstance(given, dict) or not all(isinstance(told.get(key, ""), str) for key in WORDS):
        raise ValueError("no card")
    method, trained_as = told["method"], told.get("trained_as", "")
    "".join((name, told["task"], told["base"], trained_as)).encode()  # half a character could not be sent on
    config = configure(method, given)
    return Card(name, file.parent, method, config, told["task"], told["base"], trained_as or method, made)


def has_weights(card: Card) -> bool:
    """Large files are not shipped; the figures of such a variant are, and a command makes the rest."""
    return (card.folder / WEIGHTS).is_file()
