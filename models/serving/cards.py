"""Which variants lie in folders, from their `variant.json` alone. Reads no weights and imports no torch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from models.label import LABEL, WEIGHTS, Label
from models.methods import Config, configure
from models.refusals import Refused


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
        for file in sorted(folder.glob(f"*/{LABEL}")):
            card = card_of(file)
            if card is not None:
                yield card


def card_of(file: Path) -> Card | None:
    """What a `variant.json` says; None where it cannot be read."""
    try:
        made = file.stat().st_mtime_ns
        return _read(file, made)
    except (OSError, ValueError, Refused):
        return None


@lru_cache(maxsize=1024)
def _read(file: Path, made: int) -> Card:
    label = Label.model_validate_json(file.read_bytes())
    name = file.parent.name
    name.encode()  # half a character could not be sent on
    config = configure(label.method, label.config)
    trained_as = label.trained_as or label.method
    return Card(name, file.parent, label.method, config, label.task, label.base, trained_as, made)


def has_weights(card: Card) -> bool:
    """Large files are not shipped; the figures of such a variant are, and a command makes the rest."""
    return (card.folder / WEIGHTS).is_file()
