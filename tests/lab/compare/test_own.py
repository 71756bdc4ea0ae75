"""A learner's own variants among the others: for them alone, with their figures, and gone when they are deleted."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.database import Database
from app.lab.tables import LabTraining
from app.people.tables import Learner
from models.protocol import Failed, Generate
from tests.lab.compare.stage import Said, put, shelf_in

LORA = {"rank": 4, "alpha": 8.0, "targets": "q,v"}
GONE = "이 과제에 없는 방법"
Trained = Callable[..., str]


@pytest.fixture
def own(app: FastAPI, tmp_path: Path) -> Path:
    app.state.shelf = shelf_in(tmp_path / "variants", own=tmp_path / "own")
    app.state.comparisons.lab = Said()
    return tmp_path / "own"


@pytest.fixture
def trained(mina: TestClient, own: Path, database: Database) -> Trained:
    """Makes a finished training of Mina's, and the variant that came of it; its key."""
    sent = mina.post("/lab", data=form("negative-lora-8"))
    mina.get(f"{sent.headers['location']}/wait")

    def make(task: str = "negative", title: str = "LoRA (rank=4)", **progress: object) -> str:
        key = secrets.token_urlsafe(16)
        put(own / key, "lora", LORA, task)
        add(database, key, task, title, progress)
        return key

    return make


def add(database: Database, key: str, task: str, title: str, progress: dict[str, object]) -> None:
    now = datetime.now(UTC)
    with database.write() as session:
        learner = session.scalars(select(Learner.id)).one()
        row = LabTraining(key=key, learner_id=learner, created=now, title=title, method="lora", config=LORA, task=task,
                          job={}, guess="", state="done", queued=now, progress=progress)  # fmt: skip
        session.add(row)
        session.commit()


def form(*variants: str, **change: object) -> dict[str, object]:
    asked = {"task": "negative", "variant": list(variants), "prompt": "이 영화는"}
    return asked | {"fewest": "unknown", "changed": ["unknown"]} | change


def delete(database: Database, own: Path, key: str) -> None:
    with database.write() as session:
        session.scalars(select(LabTraining).where(LabTraining.key == key)).one().state = "deleted"
        session.commit()
    shutil.rmtree(own / key)


def compared(client: TestClient, asked: dict[str, object]) -> str:
    sent = client.post("/lab", data=asked)
    assert sent.status_code == 303, sent.text
    return str(client.get(f"{sent.headers['location']}/wait").headers["location"])


def test_what_a_learner_trained_is_a_column_with_its_measured_figures(mina: TestClient, trained: Trained) -> None:
    key = trained(trainable=24_576, total=6_902_272)
    page = mina.get("/lab").text
    assert f'value="{key}"' in page
    assert "내가 학습함" in page
    shown = mina.get(compared(mina, form("negative-lora-8", key))).text
    assert "LoRA (rank=4)" in shown
    assert "24,576개" in shown
    assert "2.0 kB" in shown
    assert "아직 재지 않음" in shown, "nobody has recorded how long a token takes"


def test_the_worker_is_asked_by_the_key(mina: TestClient, app: FastAPI, trained: Trained) -> None:
    key = trained()
    app.state.comparisons.lab = said = Said()
    compared(mina, form(key))
    assert {asked.variant for asked in said.asked} == {None, key}


def test_nobody_else_can_choose_it(mina: TestClient, jun: TestClient, trained: Trained) -> None:
    key = trained()
    assert f'value="{key}"' not in jun.get("/lab").text
    named = jun.get(f"/lab?task=negative&variant={key}").text
    assert GONE in named
    assert f'value="{key}"' not in named
    refused = jun.post("/lab", data=form("negative-lora-8", key))
    assert refused.status_code == 422
    assert GONE in refused.text


def test_equal_titles_are_numbered_as_they_were_made(mina: TestClient, trained: Trained) -> None:
    trained()
    trained()
    page = mina.get("/lab").text
    assert page.index("LoRA (rank=4) (2) <small>") < page.index("LoRA (rank=4) <small>")


def test_sentences_of_ones_own_are_a_task_for_who_has_trained_on_them(
    mina: TestClient, jun: TestClient, trained: Trained
) -> None:
    assert "내 문장" not in mina.get("/lab").text
    key = trained("sentences")
    page = mina.get("/lab?task=sentences").text
    assert "내 문장" in page
    assert f'value="{key}"' in page
    assert "내 문장" not in jun.get("/lab?task=sentences").text
    assert GONE in jun.post("/lab", data=form("negative-lora-8", task="sentences")).text


def test_the_base_continues_sentences_as_they_stand(mina: TestClient, app: FastAPI, trained: Trained) -> None:
    key = trained("sentences")
    app.state.comparisons.lab = said = Said()
    address = compared(mina, form(key, task="sentences", prompt="우리 집"))
    assert [asked.task for asked in said.asked if isinstance(asked, Generate)] == [None, None]
    assert "내 문장" in mina.get(address).text
    assert address in mina.get("/lab").text


def test_a_pair_of_ones_own_belongs_to_the_chat(mina: TestClient, trained: Trained) -> None:
    key = trained("chat")
    assert f'value="{key}"' in mina.get("/lab?task=chat").text
    assert f'value="{key}"' not in mina.get("/lab?task=negative").text


def test_the_record_holds_its_figures_when_the_variant_is_gone(
    mina: TestClient, own: Path, database: Database, trained: Trained
) -> None:
    key = trained(trainable=24_576)
    address = compared(mina, form(key))
    delete(database, own, key)
    assert "24,576개" in mina.get(address).text
    refused = mina.post("/lab", data=form(key))
    assert refused.status_code == 422
    assert GONE in refused.text


def test_a_column_that_fell_out_cannot_be_had_again_once_the_variant_is_gone(
    mina: TestClient, app: FastAPI, own: Path, database: Database, trained: Trained
) -> None:
    key = trained()
    app.state.comparisons.lab = Said({key: Failed(code="died", message="멈추었습니다.", retry_after=1)})
    address = compared(mina, form(key))
    delete(database, own, key)
    again = mina.post(f"{address}/again")
    assert again.status_code == 422
    assert "지금은 없는 방법" in again.text


def test_a_variant_deleted_while_it_waits_is_told_in_words(mina: TestClient, app: FastAPI, trained: Trained) -> None:
    key = trained()
    app.state.comparisons.lab = Said(
        {key: Failed(code="refused", message=f"‘{key}’ 변형은 없습니다.", field="variant")}
    )
    shown = mina.get(compared(mina, form(key))).text
    assert "그사이에 지워졌습니다" in shown
    assert key not in shown.replace(f"variant={key}", "")


def test_a_variant_that_goes_while_the_page_is_made_breaks_no_page(
    mina: TestClient, own: Path, trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look whether its weights are there and the look how large they are."""
    key = trained()
    (own / key / "adapter_model.safetensors").unlink()
    monkeypatch.setattr("app.lab.variants.has_weights", lambda card: True)
    assert mina.get("/lab?task=negative").status_code == 200
