"""What `seodang verify --write` found, `verified.json` of the content folder: which keys were established by running.

Knows no check; a record that is missing or broken proves nothing and is no error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from app.bank.loading import Bank

FILE = "verified.json"


class Entry(BaseModel):
    """One item whose key was established: by which check, what that proves, for which text, in how many seconds."""

    model_config = ConfigDict(frozen=True)

    check: str
    proves: str
    revision: str
    seconds: float


class Record(BaseModel):
    """The whole file. `date` is a day (ISO), `versions` what the computations ran on."""

    model_config = ConfigDict(frozen=True)

    date: str = ""
    versions: dict[str, str] = {}
    items: dict[str, Entry] = {}


@dataclass(frozen=True)
class Proof:
    """What a learner is told of a key that was run."""

    check: str
    proves: str
    date: str
    versions: Mapping[str, str]


def read(folder: Path) -> Record:
    try:
        return Record.model_validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError):
        return Record()


def write(folder: Path, record: Record) -> None:
    text = record.model_dump_json(indent=1)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")


def proofs(bank: Bank, record: Record) -> dict[str, Proof]:
    """By item. Only where the item still says what was established then, by the check it still names."""
    return {
        name: Proof(entry.check, entry.proves, record.date, record.versions)
        for name, entry in record.items.items()
        if name in bank.items and _holds(bank, name, entry)
    }


def _holds(bank: Bank, name: str, entry: Entry) -> bool:
    check = bank.items[name].check
    return check is not None and check.run == entry.check and bank.revision(name) == entry.revision
