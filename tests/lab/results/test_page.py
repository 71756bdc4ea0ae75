"""GET /lab/results: what is said of one seed and of several, sorting by address, and what is said of no table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.lab.results.wording import DRAWN
from app.lab.variants import Shelf
from models.demos.measuring import SAMPLES
from models.demos.results import write_table
from tests.lab.results.measured import table


@pytest.fixture
def folder(app: FastAPI, tmp_path: Path) -> Path:
    app.state.shelf = Shelf((tmp_path,))
    write_table(table(), tmp_path / "results.json")
    return tmp_path


def recipes(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="#([\w-]+)">', page)


def test_every_task_has_its_tab_table_and_plots(mina: TestClient, folder: Path) -> None:
    for slug in ("negative", "positive", "chat", "label"):
        page = mina.get(f"/lab/results?task={slug}").text
        assert f'href="/lab/results?task={slug}" aria-current="page"' in page
        assert len(recipes(page)) == 9
        assert page.count('role="img"') == 2
        assert "LoRA (r=8): 49,152개, 70.0%" in page, "the plot in words"
        assert "바탕 30.0%" in page


def test_one_seed_is_said_to_be_one(mina: TestClient, folder: Path) -> None:
    page = mina.get("/lab/results").text
    assert "시드 하나로 한 번씩만" in page
    assert "막대가 없습니다" in page
    assert "±8%p" in page, "128 texts"
    assert "± 2.0" not in page


def test_several_seeds_come_with_their_spread(mina: TestClient, folder: Path) -> None:
    mina.get("/lab/results")
    write_table(table(3), folder / "results.json")
    page = mina.get("/lab/results").text
    assert "시드 3개로" in page
    assert "이 ±보다 작으면" in page
    assert "80.0 ± 2.0%" in page
    assert "4.820 ± 0.020" in page
    assert page.count('class="spread"') == 9


def test_mixed_numbers_of_seeds_are_said_to_be_mixed(mina: TestClient, folder: Path) -> None:
    three, one = table(3), table()
    mixed = three.model_copy(update={"lines": (*three.lines[:5], *one.lines[5:])})
    write_table(mixed, folder / "results.json")
    page = mina.get("/lab/results").text
    assert "시드 1–3개로" in page
    assert "하나뿐인 방법에는 ±가 없습니다" in page


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("", "full", "prompt"),
        ("trainable", "prompt", "full"),
        ("-figure", "full", "bitfit"),
        ("merged", "lora-2", "prompt"),
        ("-merged", "lora-8", "prompt"),
        ("nonsense", "full", "prompt"),
    ],
)
def test_an_address_sorts_the_table(mina: TestClient, folder: Path, sort: str, first: str, last: str) -> None:
    found = recipes(mina.get(f"/lab/results?sort={sort}").text)
    assert (found[0], found[-1]) == (first, last)
    assert len(found) == 9


def test_a_second_click_turns_the_order_round(mina: TestClient, folder: Path) -> None:
    first = mina.get("/lab/results?task=label").text
    assert "task=label&amp;sort=-figure#table" in first
    assert "aria-sort" not in first
    second = mina.get("/lab/results?task=label&sort=-figure").text
    assert "task=label&amp;sort=figure#table" in second
    assert second.count('aria-sort="descending"') == 1


def test_the_plot_shows_the_loss_when_asked(mina: TestClient, folder: Path) -> None:
    assert "LoRA (r=8): 49,152개, 4.830" in mina.get("/lab/results?axis=loss&sort=loss").text


def test_a_variant_leads_to_the_pages_where_it_is_at_work(mina: TestClient, folder: Path) -> None:
    page = mina.get("/lab/results").text
    assert "/lab/parameters?architecture=bundled&amp;method=prefix&amp;length=16" in page
    assert "/lab/trained?method=houlsby&amp;bottleneck=8&amp;train_layer_norm=false" in page
    assert "/lab?task=negative&amp;variant=" not in page, "no weights lie here"


def test_the_bundled_variants_can_be_compared_from_their_cards(mina: TestClient) -> None:
    assert "/lab?task=label&amp;variant=label-lora-8" in mina.get("/lab/results?task=label").text


def test_where_the_way_in_which_it_was_measured_stands(mina: TestClient, folder: Path) -> None:
    page = mina.get("/lab/results").text
    for told in (
        "시험용 기계",
        "torch 2.13.0",
        "0123456789abcdef",
        "seodang train-demos --texts texts --task negative",
    ):
        assert told in page


def test_a_missing_or_broken_table_is_said_in_words(mina: TestClient, folder: Path) -> None:
    for content in (None, "{}"):
        (folder / "results.json").unlink(missing_ok=True)
        if content:
            (folder / "results.json").write_text(content)
        page = mina.get("/lab/results")
        assert page.status_code == 200
        assert "없거나 읽을 수 없습니다" in page.text


def test_the_table_of_another_base_is_not_shown(mina: TestClient, app: FastAPI, folder: Path) -> None:
    app.state.shelf = Shelf((folder,), "my-model")
    page = mina.get("/lab/results").text
    assert "‘my-model’" in page
    assert "<table" not in page


def test_the_number_of_drawn_texts_is_that_of_the_measurement() -> None:
    assert DRAWN == SAMPLES
