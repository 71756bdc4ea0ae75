"""A variant that its owner deletes while the worker runs: refused in a sentence, gone from memory, no text torn."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.base import Base
from models.label import LABEL, WEIGHTS
from models.refusals import Refused
from models.sampling import Sampling
from models.serving.library import Library, Room
from tests.models.serving.shelf import IDS, add


@pytest.fixture
def library(base: Base, tmp_path: Path) -> Library:
    for method in ("lora", "full"):
        add(tmp_path / "own", method, base.fingerprint, method)
    add(tmp_path / "own", "prompt", base.fingerprint, "stays")
    return Library(base, [tmp_path / "own", tmp_path / "nowhere"], Room(rows=8))


@pytest.mark.parametrize("name", ["lora", "full"])
def test_a_deleted_variant_is_refused_and_leaves_memory(library: Library, tmp_path: Path, name: str) -> None:
    library.take(name)
    library.give_back(name)
    shutil.rmtree(tmp_path / "own" / name)
    with pytest.raises(Refused, match=f"‘{name}’ 변형은 없습니다"):
        library.take(name)
    assert name not in library.loaded
    assert name not in library.engine.names
    assert name not in {card.name for card in library.listing()}


def test_it_leaves_as_soon_as_anything_else_is_asked_for(library: Library, tmp_path: Path) -> None:
    library.take("lora")
    library.give_back("lora")
    shutil.rmtree(tmp_path / "own" / "lora")
    library.take("stays")
    assert list(library.loaded) == ["stays"]


def test_a_text_that_is_being_written_is_not_torn(library: Library, tmp_path: Path) -> None:
    engine, name = library.take("lora")
    engine.join(1, IDS, name, Sampling(length=8))
    engine.step()
    shutil.rmtree(tmp_path / "own" / "lora")
    with pytest.raises(Refused):
        library.take("lora")
    while engine.rows:
        engine.step()
    library.give_back("lora")
    with pytest.raises(Refused):
        library.take("lora")
    assert "lora" not in library.loaded


@pytest.mark.parametrize(("name", "file"), [("full", LABEL), ("lora", WEIGHTS)])
def test_one_that_goes_between_finding_and_reading_is_refused(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, file: str
) -> None:
    there = library.cards()
    (tmp_path / "own" / name / file).unlink()
    monkeypatch.setattr(library, "cards", lambda: there)
    with pytest.raises(Refused):
        library.take(name)
    assert name not in library.loaded
