"""The makers of demos from texts to table, on a tiny model and made-up reviews: search, train, measure, publish."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from models.base import load
from models.demos import making, table
from models.demos.rates import best, searches
from models.demos.recipes import RECIPES, chosen
from models.demos.results import read_table
from models.demos.searching import edge, search
from models.demos.workshop import Workshop
from models.tasks import TASKS
from models.training import Plan
from models.variants import read
from tests.models.demos.small import tiny_base, write_texts


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    root = tmp_path_factory.mktemp("demos")
    write_texts(root / "texts")
    return Workshop(load(str(tiny_base(root / "base"))), root / "texts", root / "work")


@pytest.mark.parametrize(("slug", "name"), [("negative", "lora-2"), ("chat", "prefix"), ("label", "bitfit")])
def test_a_variant_is_trained_saved_read_back_and_measured(shop: Workshop, slug: str, name: str) -> None:
    folder = shop.work / "make" / slug / name / "0"
    outcome = making.make(shop, TASKS[slug], RECIPES[name], Plan(12, 1e-2, 8), folder)
    assert outcome.trainable == sum(tensor.numel() for tensor in read(folder / "variant").tensors.values())
    assert outcome.bytes == (folder / "variant" / "adapter_model.safetensors").stat().st_size
    assert 0 <= outcome.figure <= 1
    assert outcome.test_loss < table.untuned(shop, TASKS[slug], None).test_loss.mean


def test_measuring_leaves_nothing_in_the_base_that_the_next_recipe_would_train_on(shop: Workshop) -> None:
    making.make(shop, TASKS["positive"], RECIPES["pfeiffer"], Plan(2, 1e-2, 8), shop.work / "make/positive/pfeiffer/0")
    assert not any(module._forward_hooks for module in shop.base.model.modules())


def test_a_second_call_finds_the_outcome_and_trains_nothing(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shop.work / "make" / "negative" / "prompt" / "0"
    first = making.make(shop, TASKS["negative"], RECIPES["prompt"], Plan(2, 1e-2, 8), folder)
    monkeypatch.setattr(making, "train", None)
    assert making.make(shop, TASKS["negative"], RECIPES["prompt"], Plan(2, 1e-2, 8), folder) == first


def test_full_fine_tuning_is_measured_on_a_copy_and_leaves_the_base_alone(shop: Workshop) -> None:
    before = {name: tensor.clone() for name, tensor in shop.base.model.state_dict().items()}
    folder = shop.work / "make" / "chat" / "full" / "0"
    outcome = making.make(shop, TASKS["chat"], RECIPES["full"], Plan(3, 1e-3, 8), folder)
    assert outcome.share == 100
    assert all(torch.equal(before[name], tensor) for name, tensor in shop.base.model.state_dict().items())


def test_the_search_keeps_what_it_tried_and_the_best_rate_and_length_are_taken(shop: Workshop) -> None:
    folder = shop.work / "search" / "chat" / "lora-2"
    found = search(shop, TASKS["chat"], RECIPES["lora-2"], Plan(4, 0.0, 8), folder)
    assert set(RECIPES["lora-2"].rates) <= set(found)
    assert json.loads((folder / "steps-4.json").read_text()) == {
        str(rate): loss for rate, loss in sorted(found.items())
    }
    assert best(searches(shop.work))["chat"]["lora-2"] == {
        "rate": min(found, key=lambda rate: found[rate]),
        "loss": min(found.values()),
    }
    longer = search(shop, TASKS["chat"], RECIPES["lora-2"], Plan(8, 0.0, 8), folder)
    assert set(longer) < set(found)
    choice = best(searches(shop.work))["chat"]["lora-2"]
    assert choice["loss"] == min(*found.values(), *longer.values())
    assert choice["steps"] in (4, 8)


def test_what_was_not_searched_takes_the_middle_of_the_grid_and_the_steps_asked_for(tmp_path: Path) -> None:
    assert chosen("chat", "lora-8", 400, tmp_path / "none.json") == (RECIPES["lora-8"].rates[1], 400)
    (tmp_path / "rates.json").write_text('{"chat": {"lora-8": {"rate": 0.5, "steps": 200}}}')
    assert chosen("chat", "lora-8", 400, tmp_path / "rates.json") == (0.5, 200)


def test_the_grid_grows_only_where_the_best_rate_lies_at_its_edge() -> None:
    assert edge({1e-3: 2.0, 3e-3: 1.0, 1e-2: 1.5}) is None
    assert edge({1e-3: 2.0, 3e-3: 1.5, 1e-2: 1.0}) == pytest.approx(3e-2)
    assert edge({1e-3: 1.0, 3e-3: 1.5}) == pytest.approx(3e-4)


def test_what_is_published_can_be_read_and_every_variant_has_its_card(shop: Workshop, tmp_path: Path) -> None:
    for seed in (0, 1):
        folder = shop.work / "make" / "label" / "pfeiffer" / str(seed)
        making.make(shop, TASKS["label"], RECIPES["pfeiffer"], Plan(4, 1e-2, 8, seed=seed), folder)
    whole = table.publish(shop, tmp_path / "out")
    assert read_table(tmp_path / "out" / "results.json") == whole
    line = next(one for one in whole.lines if (one.task, one.recipe) == ("label", "pfeiffer"))
    assert line.seeds == (0, 1)
    assert line.test_loss.deviation is not None
    card = (tmp_path / "out" / "label-pfeiffer" / "README.md").read_text(encoding="utf-8")
    assert f"{line.trainable:,}" in card
    assert "figures over 2: 0, 1" in card
    assert read(tmp_path / "out" / "label-pfeiffer").task == "label"
