"""The record of `seodang verify`: what it proves of a bank, and when it no longer does."""

from pathlib import Path

import pytest

from app.bank import loading, record
from app.bank.loading import Bank
from app.bank.record import Entry, Record
from tests.bank.sample import OX, write

CHECKED = OX + "  check: lora.frozen\n"


def bank(folder: Path, item: str = CHECKED) -> Bank:
    read = loading.read(write(folder, item)).bank
    assert read is not None
    return read


def recorded(whole: Bank) -> Record:
    entry = Entry(
        check="lora.frozen", proves="가중치가 그대로인지 봅니다.", revision=whole.revision("demo-ox-01"), seconds=0.1
    )
    return Record(date="2026-11-21", versions={"torch": "2.13"}, items={"demo-ox-01": entry})


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    whole = bank(tmp_path)
    record.write(tmp_path, recorded(whole))
    proof = record.proofs(whole, record.read(tmp_path))["demo-ox-01"]
    assert (proof.check, proof.date, dict(proof.versions)) == ("lora.frozen", "2026-11-21", {"torch": "2.13"})


@pytest.mark.parametrize(
    "changed",
    [
        CHECKED.replace("answer: O", "answer: X"),
        CHECKED.replace("풀이입니다", "다른 풀이입니다"),
        CHECKED.replace("lora.frozen", "lora.thawed"),
        OX,
    ],
    ids=["another key", "another explanation", "another check", "no check"],
)
def test_a_changed_item_loses_its_badge(tmp_path: Path, changed: str) -> None:
    before = recorded(bank(tmp_path))
    assert record.proofs(bank(tmp_path, changed), before) == {}


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"items": 3}', '{"items": {"demo-ox-01": {}}}', "\udcff"])
def test_a_missing_or_broken_record_proves_nothing_and_is_no_error(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / record.FILE).write_bytes(text.encode(errors="surrogateescape"))
    assert record.proofs(bank(tmp_path), record.read(tmp_path)) == {}


def test_an_item_that_is_gone_is_passed_over(tmp_path: Path) -> None:
    before = recorded(bank(tmp_path))
    assert record.proofs(bank(tmp_path, OX.replace("demo-ox-01", "demo-ox-02")), before) == {}
