"""The pages of trainings over HTTP: the form, following, cancelling, what is one's own, download, deletion."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.database import Database
from app.lab.tables import LabTraining
from app.lab.training import records
from tests.conftest import HTMX
from tests.lab.training.conftest import FORM, until
from tests.lab.training.pretend import DYING, FAILING, SLOWLY

pytestmark = pytest.mark.usefixtures("pretending")


def begin(client: TestClient, **change: str) -> str:
    """Sends the form; the address of the training."""
    sent = client.post("/lab/train", data=FORM | change)
    assert sent.status_code == 303, sent.text
    return str(sent.headers["location"])


def ended(client: TestClient, address: str) -> str:
    """Asks again as a browser without scripts does, until there is nothing to wait for."""
    until(lambda: 'http-equiv="refresh"' not in client.get(address).text)
    return client.get(address).text


def reached(client: TestClient, address: str, step: int) -> None:
    until(lambda: f"{step} / 6단계" in client.get(address).text)


def test_the_form_is_there_for_everybody_and_an_address_fills_it(mina: TestClient, database: Database) -> None:
    page = mina.get("/lab/train?method=houlsby&task=own&bottleneck=4&sample=cat&duration=120").text
    assert re.search(r'value="houlsby" checked', page)
    assert re.search(r'name="bottleneck" [^>]*value="4"', page)
    assert "참치 통조림" in page
    assert re.search(r'value="120" checked', page)
    with database.read() as session:
        assert session.scalars(select(LabTraining)).all() == []


def test_without_scripts_one_sends_waits_sees_and_downloads(mina: TestClient, database: Database) -> None:
    address = begin(mina)
    page = ended(mina, address)
    assert "6단계를 모두 학습했습니다." in page
    assert "49,152개" in page
    assert "5.000 → 4.400" in page
    assert "✓ 예측 맞음" in page
    assert f"variant={address.rsplit('/', 1)[1]}" in page
    answer = mina.get(f"{address}/download")
    assert re.fullmatch(r'attachment; filename="[\x20-\x7e]+\.zip"', answer.headers["content-disposition"])
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {
            "README.txt", "variant.json", "adapter_config.json", "adapter_model.safetensors"
        }  # fmt: skip
        readme = archive.read("README.txt").decode()
        assert 'from_pretrained("models/checkpoints/base")' in readme
        assert 'base.load("bundled")' in readme
    with database.read() as session:
        row = session.scalars(select(LabTraining)).one()
        assert records.finished(session, row.learner_id) == [row]
        assert (row.task, row.method, len(row.key)) == ("sentences", "lora", 22)


def test_the_stream_tells_whole_pieces_and_ends_with_what_came_of_it(mina: TestClient) -> None:
    address = begin(mina)
    with mina.stream("GET", f"{address}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        told = "".join(stream.iter_text())
    assert "6단계를 모두 학습했습니다." in told
    assert f"data: {address}" in told


def test_a_training_is_nobody_elses(mina: TestClient, jun: TestClient) -> None:
    address = begin(mina, rate=str(SLOWLY))
    reached(mina, address, 3)
    assert address not in jun.get("/lab/train").text
    for path in ("", "/events", "/download"):
        assert jun.get(address + path).status_code == 404
    for path in ("/cancel", "/resume", "/delete"):
        assert jun.post(address + path).status_code == 404
    key = address.rsplit("/", 1)[1]
    assert jun.get(f"/lab/train?from={key}").status_code == 404
    assert "3 / 6단계" in mina.get(address).text


def test_two_learners_wait_for_each_other_and_are_told(mina: TestClient, jun: TestClient) -> None:
    first = begin(mina, rate=str(SLOWLY))
    reached(mina, first, 3)
    second = begin(jun)
    assert "1개가 앞에 있습니다. 약 " in jun.get(second).text
    mina.post(f"{first}/cancel")
    assert "6단계를 모두" in ended(jun, second)


def test_a_second_one_of_the_same_learner_is_refused_with_a_way_to_the_first(mina: TestClient) -> None:
    address = begin(mina, rate=str(SLOWLY))
    page = mina.post("/lab/train", data=FORM | {"lines": "두 번째 글"})
    assert page.status_code == 409
    assert f'href="{address}"' in page.text
    assert "두 번째 글" in page.text


def test_nobody_trains_on_an_example_that_they_took_out(mina: TestClient) -> None:
    answer = mina.post("/lab/train", data=FORM | {"lines": " "})
    assert answer.status_code == 422
    assert "적은 줄이 없습니다" in answer.text


def test_a_full_line_gives_the_form_back_filled(mina: TestClient, app: FastAPI, database: Database) -> None:
    app.state.trainings.most = 0
    page = mina.post("/lab/train", data=FORM)
    assert (page.status_code, page.headers["retry-after"]) == (503, "60")
    assert "나쁘다</textarea>" in page.text
    with database.read() as session:
        assert session.scalars(select(LabTraining)).all() == []


def test_a_mistake_loses_nothing_that_was_typed(mina: TestClient) -> None:
    page = mina.post("/lab/train", data=FORM | {"rate": "<b>", "rank": "0", "lines": "<i>좋다"})
    assert page.status_code == 422
    for told in ("&lt;i&gt;좋다</textarea>", 'value="&lt;b&gt;"', "1 이상이어야", "학습률(rate)"):
        assert told in page.text
    assert re.search(r'name="guess" value="small" checked', page.text)


def test_another_method_brings_its_own_fields_and_rate_and_keeps_the_rest(mina: TestClient) -> None:
    told = FORM | {"method": "prefix", "rate": "0.003", "usual": "0.003"}
    page = mina.post("/lab/train/form", data=told, headers=HTMX).text
    assert page.lstrip().startswith("<form")
    assert 'name="reparameterise"' in page
    assert 'name="rate" inputmode="decimal" value="0.1"' in page
    assert "나쁘다</textarea>" in page
    typed = mina.post("/lab/train/form", data=told | {"rate": "0.5"}).text
    assert 'name="rate" inputmode="decimal" value="0.5"' in typed


def test_cancelling_keeps_the_place_and_it_goes_on_from_there(mina: TestClient) -> None:
    address = begin(mina, rate=str(SLOWLY))
    reached(mina, address, 3)
    assert mina.post(f"{address}/delete").headers["location"] == address, "first it has to stop"
    assert mina.post(f"{address}/cancel", headers=HTMX).status_code == 204
    assert "3단계에서 멈추었습니다." in ended(mina, address)
    assert mina.post(f"{address}/resume").headers["location"] == address
    reached(mina, address, 4)
    assert "3단계에서 이어서" in mina.get(address).text


def test_a_killed_trainer_is_told_and_goes_on_when_asked(mina: TestClient) -> None:
    address = begin(mina, rate=str(DYING))
    page = ended(mina, address)
    assert "강제로 끝났습니다" in page
    assert "이어서 학습" in page
    mina.post(f"{address}/resume")
    assert "6단계를 모두" in ended(mina, address)


def test_a_loss_that_ran_away_offers_a_smaller_rate_and_no_way_into_the_same_end(mina: TestClient) -> None:
    address = begin(mina, rate=str(FAILING))
    page = ended(mina, address)
    assert "발산했습니다" in page
    assert "이어서 학습" not in page
    again = re.search(r'href="([^"]+)">학습률을 10분의 1로', page)
    assert again is not None
    form = mina.get(again[1].replace("&amp;", "&")).text
    assert 'value="0.3"' in form
    assert "나쁘다</textarea>" in form
    assert mina.post(f"{address}/resume").headers["location"] == address
    assert "발산했습니다" in mina.get(address).text


def test_deleting_takes_the_variant_and_what_was_written(mina: TestClient, app: FastAPI, database: Database) -> None:
    address = begin(mina)
    ended(mina, address)
    own: Path = app.state.trainings.folders.own
    assert len(list(own.iterdir())) == 1
    assert mina.post(f"{address}/delete").headers["location"] == "/lab/train"
    assert list(own.iterdir()) == []
    assert mina.get(address).status_code == mina.get(f"{address}/download").status_code == 404
    with database.read() as session:
        row = session.scalars(select(LabTraining)).one()
        assert (row.state, row.job) == ("deleted", {})
