"""Variants on disk: found, loaded when asked for, dropped by use, and never one that is in use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import torch

from models import base as bases
from models.base import Base
from models.generation import Engine
from models.refusals import Refused
from models.sampling import Sampling
from models.serving import library as module
from models.serving.library import Library, NoRoom
from tests.models.serving.shelf import IDS, add, alone, library


def test_bundled_variants_are_looked_for_beside_the_bundled_base() -> None:
    assert module.BUNDLED / "base" == bases.BUNDLED
    assert (module.BUNDLED / "base" / "config.json").is_file()


def spoken(engine: Engine, name: str | None) -> list[int]:
    engine.join(1, IDS, name, Sampling(length=8))
    said: list[int] = []
    while not said or engine.rows:
        said += [token.id for token in engine.step()]
    return said


@pytest.mark.parametrize("method", ["lora", "pfeiffer", "prefix", "prompt", "bitfit", "full", "head"])
def test_a_variant_of_every_kind_is_served_as_it_was_tuned(base: Base, shelf: Path, method: str) -> None:
    own = library(base, shelf)
    before = spoken(*own.take(None))
    assert spoken(*own.take(f"chat-{method}")) == alone(base, shelf, f"chat-{method}")
    assert spoken(*own.take(None)) == before


def test_what_changed_the_base_itself_gets_a_copy_and_the_others_share(base: Base, shelf: Path) -> None:
    own = library(base, shelf)
    assert own.take("chat-lora") == (own.engine, "chat-lora")
    engine, name = own.take("chat-full")
    assert engine is not own.engine
    assert name is None


def test_the_variant_used_longest_ago_makes_room(base: Base, shelf: Path) -> None:
    own = library(base, shelf, variants=2)
    for name in ("chat-lora", "chat-prefix", "chat-lora", "chat-bitfit"):
        own.take(name)
        own.give_back(name)
    assert set(own.loaded) == {"chat-lora", "chat-bitfit"}
    assert set(own.engine.names) == {"chat-lora", "chat-bitfit"}


def test_bytes_are_counted_as_well(base: Base, shelf: Path) -> None:
    wide = library(base, shelf)
    for name in ("chat-lora", "chat-pfeiffer"):
        wide.take(name)
    both = sum(loaded.size for loaded in wide.loaded.values())
    tight = library(bases.load(base.name), shelf, size=both - 1)
    for name in ("chat-lora", "chat-pfeiffer"):
        tight.take(name)
        tight.give_back(name)
    assert set(tight.loaded) == {"chat-pfeiffer"}
    with pytest.raises(Refused, match="MB"):
        library(bases.load(base.name), shelf, size=1).take("chat-lora")


def test_what_is_in_use_is_never_dropped(base: Base, shelf: Path) -> None:
    own = library(base, shelf, variants=1, copies=1)
    own.take("chat-lora")
    with pytest.raises(NoRoom):
        own.take("chat-prefix")
    own.take("chat-full")
    with pytest.raises(NoRoom):
        own.take("chat-head")
    own.give_back("chat-lora")
    own.take("chat-prefix")
    assert set(own.loaded) == {"chat-full", "chat-prefix"}


def test_what_was_trained_anew_is_read_again_once_nobody_uses_the_old(base: Base, shelf: Path) -> None:
    own = library(base, shelf)
    own.take("chat-lora")
    first = own.loaded["chat-lora"]
    add(shelf, "lora", base.fingerprint, seed=7)
    card = shelf / "chat-lora" / "variant.json"
    os.utime(card, ns=(1, card.stat().st_mtime_ns + 1_000_000))
    own.take("chat-lora")
    assert own.loaded["chat-lora"] is first
    own.give_back("chat-lora")
    own.give_back("chat-lora")
    assert spoken(*own.take("chat-lora")) == alone(base, shelf, "chat-lora")
    assert own.loaded["chat-lora"] is not first


def test_a_variant_of_another_base_is_listed_with_the_reason_and_refused(base: Base, shelf: Path) -> None:
    add(shelf, "lora", "0123456789abcdef", "chat-foreign")
    own = library(base, shelf)
    listed = {card.name: card for card in own.listing()}
    assert listed["chat-lora"].problem is None
    assert "train-demos" in (listed["chat-foreign"].problem or "")
    with pytest.raises(Refused, match="train-demos"):
        own.take("chat-foreign")


def test_a_copy_that_is_not_shipped_is_refused_with_the_command_that_makes_it(base: Base, shelf: Path) -> None:
    (shelf / "chat-full" / "adapter_model.safetensors").unlink()
    with pytest.raises(Refused, match=r"train-demos .*--recipe full"):
        library(base, shelf).take("chat-full")


@pytest.mark.parametrize("name", ["nothing", "../chat-lora", "chat-lora/../chat-lora", "", "/etc"])
def test_a_name_is_looked_up_and_never_a_path(base: Base, shelf: Path, name: str) -> None:
    with pytest.raises(Refused, match="없습니다"):
        library(base, shelf).take(name)


def test_a_damaged_file_is_refused_and_does_not_stay_loaded(base: Base, shelf: Path) -> None:
    (shelf / "chat-lora" / "adapter_model.safetensors").write_bytes(b"torn")
    own = library(base, shelf)
    with pytest.raises(Refused):
        own.take("chat-lora")
    assert own.loaded == {}
    own.take("chat-prefix")


def test_a_model_that_does_not_fit_is_refused_before_it_is_read(
    base: Base, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(name: str, size: int, device: torch.device) -> None:
        raise Refused("메모리가 모자랍니다.", "base")

    monkeypatch.setattr(module, "must_fit", full)
    with pytest.raises(Refused, match="메모리"):
        library(base, shelf).take("chat-full")


def test_of_one_name_the_first_that_can_be_used_counts(base: Base, shelf: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    for method in ("lora", "full"):
        add(made, method, base.fingerprint)
    (shelf / "chat-full" / "adapter_model.safetensors").unlink()
    own = Library(base, [tmp_path / "nowhere", shelf, made])
    assert own.card("chat-lora").folder == shelf / "chat-lora"
    assert own.card("chat-full").folder == made / "chat-full"
