"""The lab's pages over HTTP: the form, the stream, the record, and what belongs to whom."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.database import Database
from models.protocol import Failed
from tests.lab.compare.stage import Said, shelf_in

DIED = Failed(code="died", message="모델 프로세스가 멈추었습니다.", retry_after=1)
FORM = {
    "task": "negative",
    "variant": ["negative-lora-8", "negative-prompt"],
    "prompt": "이 영화는",
    "fewest": "negative-prompt",
    "changed": ["negative-lora-8"],
}


@pytest.fixture(autouse=True)
def shelf(app: FastAPI, tmp_path: Path) -> None:
    app.state.shelf = shelf_in(tmp_path / "variants")
    app.state.comparisons.lab = Said()


def compare(client: TestClient, **change: object) -> str:
    """Sends the form and waits as a browser without scripts does; the address of the record."""
    sent = client.post("/lab", data=FORM | change)
    assert sent.status_code == 303, sent.text
    ended = client.get(f"{sent.headers['location']}/wait")
    assert ended.status_code == 303
    return str(ended.headers["location"])


def test_the_form_is_there_for_everybody_and_makes_no_learner(mina: TestClient, database: Database) -> None:
    page = mina.get("/lab")
    assert page.status_code == 200
    assert "LoRA (r=8)" in page.text
    with database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM learner")) == 0


def test_an_address_fills_the_form(mina: TestClient) -> None:
    page = mina.get("/lab?task=negative&variant=negative-lora-8&prompt=스토리가&mode=chance&temperature=1.2").text
    assert re.search(r'value="negative-lora-8" checked', page)
    assert ">스토리가</textarea>" in page
    assert re.search(r'value="chance" checked', page)
    assert 'value="1.2"' in page


def test_without_scripts_one_sends_waits_and_sees(mina: TestClient) -> None:
    address = compare(mina)
    assert address.startswith("/lab/records/")
    page = mina.get(address).text
    assert "<mark>아까운</mark>" in page
    assert "바탕과 같습니다" in page
    assert "✓ 맞음" in page
    assert "3.25 ms" in page
    assert "아직 재지 않음" in page


def test_the_record_stands_in_ones_own_history_and_nobody_elses(mina: TestClient, jun: TestClient) -> None:
    address = compare(mina)
    assert address in mina.get("/lab").text
    assert address not in jun.get("/lab").text
    assert jun.get(address).status_code == 404


def test_a_run_and_a_record_lead_to_the_labs_other_pages(app: FastAPI, mina: TestClient) -> None:
    app.state.comparisons.lab = Said(held=True)  # else it may have ended before its page is asked for
    run = mina.post("/lab", data=FORM).headers["location"]
    assert 'class="rooms" aria-label="실습실"' in mina.get(run).text
    mina.post(f"{run}/stop")
    page = mina.get(mina.get(f"{run}/wait").headers["location"]).text
    assert '<a href="/lab" aria-current="true">' in page
    assert '<a href="/lab/trained">' in page


def test_a_run_is_nobody_elses_either(mina: TestClient, jun: TestClient) -> None:
    address = mina.post("/lab", data=FORM).headers["location"]
    for path in ("", "/events", "/wait"):
        assert jun.get(address + path).status_code == 404
    assert jun.post(f"{address}/stop").status_code == 404
    mina.get(f"{address}/wait")


def test_the_stream_ends_with_the_result_and_its_address(mina: TestClient) -> None:
    address = mina.post("/lab", data=FORM).headers["location"]
    with mina.stream("GET", f"{address}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        told = "".join(stream.iter_text())
    assert "<mark>아까운</mark>" in told
    assert re.search(r"event: ended\ndata: /lab/records/\d+", told) or re.search(
        r"data: /lab/records/\d+\nevent: ended", told
    )
    assert mina.get(address).headers["location"].startswith("/lab/records/")


def test_a_mistake_loses_nothing_that_was_typed(mina: TestClient) -> None:
    page = mina.post("/lab", data=FORM | {"length": "900", "prompt": "<b>스토리가"})
    assert page.status_code == 422
    assert "&lt;b&gt;스토리가</textarea>" in page.text
    assert 'value="900"' in page.text
    assert "길이(length)는 1 이상 128 이하" in page.text
    assert re.search(r'name="fewest" value="negative-prompt" checked', page.text)
    assert re.search(r'name="changed" value="negative-lora-8" checked', page.text)


def test_when_it_is_full_the_form_comes_back_filled(mina: TestClient, app: FastAPI) -> None:
    app.state.comparisons.most = 0
    page = mina.post("/lab", data=FORM)
    assert (page.status_code, page.headers["retry-after"]) == (503, "10")
    assert "더 받을 수 없습니다" in page.text
    assert ">이 영화는</textarea>" in page.text


def test_a_column_that_died_is_offered_again(mina: TestClient, app: FastAPI) -> None:
    app.state.comparisons.lab = Said({"negative-lora-8": DIED})
    address = compare(mina)
    page = mina.get(address).text
    assert DIED.message in page
    assert "끝나지 않은 열만 다시" in page
    app.state.comparisons.lab = Said()
    again = mina.post(f"{address}/again").headers["location"]
    whole = mina.get(mina.get(f"{again}/wait").headers["location"]).text
    assert DIED.message not in whole
    assert "<mark>아까운</mark>" in whole
    assert DIED.message in mina.get(address).text, "the old record stays"


def test_a_choice_is_shown_as_bars_with_their_values(mina: TestClient) -> None:
    label = {
        "task": "label",
        "variant": ["label-bitfit"],
        "prompt": "졸렸다.",
        "fewest": "unknown",
        "changed": ["none"],
    }
    page = mina.get(compare(mina, **label)).text
    assert page.count('class="bars"') == 2
    assert "90.0%" in page
    assert "바탕과 달리 ‘긍정’" in page
    assert "✕ 틀림" in page


def test_the_record_leads_back_to_the_form_with_its_settings(mina: TestClient) -> None:
    page = mina.get(compare(mina, mode="chance", temperature="0.7", seed="5")).text
    address = unquote_plus(re.search(r'href="(/lab\?[^"]+)"', page)[1]).replace("&amp;", "&")  # type: ignore[index]
    assert "variant=negative-lora-8&variant=negative-prompt&prompt=이 영화는&mode=chance" in address
    assert "temperature=0.7" in address
    assert "seed=5" in address


@pytest.mark.parametrize("change", ["UPDATE lab_comparison SET prompt = ''", "DELETE FROM lab_comparison"])
def test_a_record_is_never_changed(mina: TestClient, database: Database, change: str) -> None:
    compare(mina)
    with database.write() as session, pytest.raises(IntegrityError, match="only ever appended"):
        session.execute(text(change))
