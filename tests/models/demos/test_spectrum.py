"""Full updates taken apart, on a tiny model: shares, curves that meet base and tuned model, and a LoRA beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from models.base import load
from models.demos import making
from models.demos.recipes import RECIPES
from models.demos.spectrum import places, spectrum
from models.demos.updates import Update, Updates, read_updates, write_updates
from models.demos.workshop import Workshop
from models.refusals import Refused
from models.tasks import TASKS
from models.training import Plan
from tests.models.demos.small import tiny_base, write_texts
from tests.models.tiny import KINDS, tiny

TASK = TASKS["label"]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    root = tmp_path_factory.mktemp("spectrum")
    write_texts(root / "texts")
    shop = Workshop(load(str(tiny_base(root / "base"))), root / "texts", root / "work")
    for name, rate in (("full", 3e-3), ("lora-8", 1e-2)):
        making.make(shop, TASK, RECIPES[name], Plan(12, rate, 8), shop.work / "make" / TASK.slug / name / "0")
    return shop


@pytest.fixture(scope="module")
def found(shop: Workshop) -> Updates:
    return spectrum(shop, [TASK])


@pytest.fixture(scope="module")
def update(found: Updates) -> Update:
    return found.tasks[0]


def test_shares_rise_with_the_rank_from_nothing_to_all(found: Updates, update: Update) -> None:
    assert found.ranks == (0, 1, 2, 4, 8, 16)
    assert [(one.block, one.kind) for one in update.matrices] == [
        (block, kind) for block in (1, 2) for kind in ("q", "k", "v", "o", "fc1", "fc2")
    ]
    for matrix in update.matrices:
        assert matrix.shares[0] == 0
        assert matrix.shares[-1] == 1
        assert list(matrix.shares) == sorted(matrix.shares)
        assert matrix.norm > 0


def test_the_curves_end_at_the_base_and_at_the_tuned_model(shop: Workshop, update: Update) -> None:
    outcome = making.make(shop, TASK, RECIPES["full"], Plan(12, 3e-3, 8), shop.work / "make" / TASK.slug / "full" / "0")
    assert update.full.test_loss == pytest.approx(outcome.test_loss, abs=1e-3)
    assert update.full.figure == pytest.approx(outcome.figure, abs=0.02)
    assert update.base.test_loss > update.matrices_only[-1].test_loss > update.full.test_loss
    assert update.base.test_loss > update.rest_tuned[0].test_loss
    assert update.test_rows == len(shop.examples(TASK, "test"))


def test_a_lora_has_its_rank_and_its_likeness_with_everything_is_whole(found: Updates, update: Update) -> None:
    assert update.lora_rank == 8
    assert {(one.block, one.kind) for one in update.overlaps} == {(block, kind) for block in (1, 2) for kind in "qv"}
    for one in update.overlaps:
        assert len(one.singular) == 8
        assert list(one.singular) == sorted(one.singular, reverse=True)
        assert one.likeness[-1] == pytest.approx(1, abs=1e-3)
        assert one.chance[-1] == 1
        assert 0 < one.held < 1
        assert one.held_by_chance == 8 / 16


def test_taking_apart_leaves_the_base_as_it_was(shop: Workshop) -> None:
    before = {name: tensor.clone() for name, tensor in shop.base.model.state_dict().items()}
    spectrum(shop, [TASK])
    assert all(torch.equal(before[name], tensor) for name, tensor in shop.base.model.state_dict().items())


@pytest.mark.parametrize("kind", KINDS)
def test_the_matrices_of_every_shape_of_model_are_found_the_right_way_round(kind: str) -> None:
    model = tiny(kind)
    shapes = {place.kind: tuple(place.of(model).shape) for place in places(model)}
    assert shapes["q"] == shapes["o"] == (16, 16)
    assert shapes["k"] == shapes["v"] == ((8, 16) if kind == "llama" else (16, 16))
    assert len(places(model)) == 2 * len(shapes)
    place = next(one for one in places(model) if one.kind == "v")
    place.of(model).zero_()
    assert not place.of(model).any()


def test_what_is_written_is_read_back_and_stays_legible(found: Updates, tmp_path: Path) -> None:
    write_updates(found, tmp_path / "out" / "updates.json")
    assert read_updates(tmp_path / "out" / "updates.json") == found
    assert max(map(len, (tmp_path / "out" / "updates.json").read_text().splitlines())) < 1200


def test_without_the_weights_one_is_told_how_to_make_them(shop: Workshop) -> None:
    with pytest.raises(Refused, match="--recipe full"):
        spectrum(shop, [TASKS["chat"]])
