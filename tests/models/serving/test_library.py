"""Variants on disk: found, loaded when asked for, dropped by use, and never one that is in use."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import torch

from models import base as bases
from models.base import Base
from models.examples import Example
from models.generation import Engine
from models.methods import configure
from models.refusals import Refused
from models.sampling import Sampling
from models.serving import library as module
from models.serving.cards import cards
from models.serving.library import Library, NoRoom, Room
from models.serving.scoring import log_likelihoods, shares
from models.tuning import Tuned
from models.variants import save
from tests.models.tiny import tiny, tiny_folder

IDS = [1, 40, 41, 42]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_folder("opt", tmp_path_factory.mktemp("base"))


@pytest.fixture
def base(place: Path) -> Base:
    return bases.load(str(place))


@pytest.fixture
def shelf(tmp_path: Path, base: Base) -> Path:
    """Variants of five kinds in one folder."""
    for name in ("lora", "pfeiffer", "prefix", "prompt", "bitfit", "full", "head"):
        add(tmp_path, name, base.fingerprint)
    return tmp_path


def add(shelf: Path, method: str, fingerprint: str, name: str = "", seed: int = 1) -> None:
    given = {"length": 3} if method in ("prefix", "prompt") else {}
    tuned = Tuned(tiny("opt"), method, configure(method, given))
    torch.manual_seed(seed)
    with torch.no_grad():
        for parameter in tuned.trainable.values():
            parameter += 0.3 * torch.randn_like(parameter)
    save(tuned, shelf / (name or f"chat-{method}"), task="chat", base=fingerprint)


def test_bundled_variants_are_looked_for_beside_the_bundled_base() -> None:
    assert module.BUNDLED / "base" == bases.BUNDLED
    assert (module.BUNDLED / "base" / "config.json").is_file()


def test_variants_are_bundled_beside_the_base() -> None:
    assert (module.BUNDLED / "base" / "config.json").is_file()


def library(base: Base, shelf: Path, **room: int) -> Library:
    return Library(base, [shelf], Room(rows=8, **room))


def spoken(engine: Engine, name: str | None) -> list[int]:
    engine.join(1, IDS, name, Sampling(length=8))
    said: list[int] = []
    while not said or engine.rows:
        said += [token.id for token in engine.step()]
    return said


def alone(base: Base, shelf: Path, name: str) -> list[int]:
    """The oracle: the method attached to a model of its own, the whole text read again for every token."""
    from models.variants import read
    from models.variants.fitting import attach

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


CARD = {"method": "lora", "config": {}, "task": "chat", "base": "1", "trained_as": "lora"}


@pytest.mark.parametrize(
    "told",
    [
        *("", "[]", "{}", "5", "null", "\xff", "[" * 100_000),
        *(json.dumps({**CARD, key: value}) for key in CARD for value in ([1], 5, "\ud800")),
        json.dumps({**CARD, "trained_as": {}}),
        json.dumps({**CARD, "method": "magic"}),
    ],
)
def test_a_folder_with_a_card_that_cannot_be_read_is_left_out(shelf: Path, told: str) -> None:
    (shelf / "broken").mkdir()
    (shelf / "broken" / "variant.json").write_text(told, encoding="latin-1")
    assert {card.name for card in cards([shelf])} == {
        f"chat-{n}" for n in ("lora", "pfeiffer", "prefix", "prompt", "bitfit", "full", "head")
    }


def test_of_one_name_the_first_that_can_be_used_counts(base: Base, shelf: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    for method in ("lora", "full"):
        add(made, method, base.fingerprint)
    (shelf / "chat-full" / "adapter_model.safetensors").unlink()
    own = Library(base, [tmp_path / "nowhere", shelf, made])
    assert own.card("chat-lora").folder == shelf / "chat-lora"
    assert own.card("chat-full").folder == made / "chat-full"


def test_a_card_names_the_method_whose_product_was_kept(base: Base, tmp_path: Path) -> None:
    add(tmp_path, "p_tuning", base.fingerprint)
    told: dict[str, Any] = json.loads((tmp_path / "chat-p_tuning" / "variant.json").read_text())
    card = next(cards([tmp_path]))
    assert (card.method, card.trained_as) == ("prompt", "p_tuning") == (told["method"], told["trained_as"])


@pytest.mark.parametrize("method", [None, "lora", "pfeiffer", "prefix", "prompt", "bitfit", "full"])
def test_log_likelihoods_are_those_of_the_model_tuned_alone(base: Base, shelf: Path, method: str | None) -> None:
    from models.variants import read
    from models.variants.fitting import attach

    name = None if method is None else f"chat-{method}"
    rows = [Example((1, 40, 41, 50, 2), 3), Example((1, 40, 41, 60, 61, 62, 2), 3)]
    engine, inside = library(base, shelf).take(name)
    engine.join(1, IDS, inside, Sampling(length=8))
    engine.step()
    wanted = []
    plain = tiny("opt")
    tuned = None if name is None else attach(plain, read(shelf / name))
    for ids, start in rows:
        given = torch.tensor([ids])
        with torch.no_grad():
            logits = plain(given).logits if tuned is None else tuned(given)
        logs = logits[0].log_softmax(-1)
        wanted.append(sum(float(logs[place - 1, ids[place]]) for place in range(start, len(ids))))
    assert log_likelihoods(engine, inside, rows) == pytest.approx(wanted, abs=1e-3)
    assert len(engine.step()) == 1


@pytest.mark.parametrize(("method", "room"), [(None, 64), ("prefix", 61), ("prompt", 61)])
def test_a_choice_behind_more_text_than_the_context_holds_is_refused(
    base: Base, shelf: Path, method: str | None, room: int
) -> None:
    engine, inside = library(base, shelf).take(None if method is None else f"chat-{method}")
    fits = Example((1, *[40] * (room - 1)), 3)
    assert log_likelihoods(engine, inside, [fits])
    with pytest.raises(Refused, match=f"{room}토큰 이하") as refused:
        log_likelihoods(engine, inside, [fits, Example((*fits.ids, 40), 3)])
    assert refused.value.field == "text"


def test_shares_add_up_to_one() -> None:
    assert shares({"긍정": -1.0, "부정": -1.0}) == pytest.approx({"긍정": 0.5, "부정": 0.5})
