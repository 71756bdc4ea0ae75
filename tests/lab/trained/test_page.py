"""GET /lab/trained: what was measured on one page, a prediction before it, errors at their fields, waiting."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.lab.trained.claims import CLAIMS
from models.methods import METHODS
from models.protocol import Dissect, Dissected, Failed
from tests.conftest import HTMX
from tests.lab.trained.stage import dissected

PATH = "/lab/trained"


class Answering:
    """A lab that measures at once, or says why not, and remembers the questions."""

    def __init__(self, failed: Failed | None = None) -> None:
        self.failed, self.asked = failed, list[Dissect]()

    async def dissect(self, asked: Dissect) -> Dissected | Failed:
        self.asked.append(asked)
        return self.failed or dissected(asked.method, asked.config)

    async def close(self) -> None: ...


@pytest.fixture
def lab(app: FastAPI) -> Answering:
    answering = Answering()
    app.state.lab = answering
    return answering


def page(mina: TestClient, query: str = "", status: int = 200) -> str:
    response = mina.get(f"{PATH}?{query}")
    assert response.status_code == status
    return response.text


def test_the_page_opens_with_adapters_and_sets_no_cookie(mina: TestClient, lab: Answering) -> None:
    response = mina.get(PATH)
    assert response.status_code == 200
    assert "set-cookie" not in response.headers
    assert response.text.count("<h1") == 1
    assert "학습되는 것은 0개입니다" in response.text
    assert lab.asked == [Dissect(method="houlsby", config={"bottleneck": 16, "train_layer_norm": False})]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_shown(mina: TestClient, lab: Answering, method: str) -> None:
    html = page(mina, f"method={method}")
    assert f"<b>{METHODS[method].TITLE}</b>" in html
    assert "× 3" in html


@pytest.mark.parametrize("way", ["on", "true", "1", "True"])
def test_addresses_carry_the_calculators_names_and_any_way_to_say_yes(
    mina: TestClient, lab: Answering, way: str
) -> None:
    html = page(mina, f"architecture=bert-base&method=houlsby&train_layer_norm={way}&bottleneck=8&rank=4")
    assert lab.asked[0].config == {"bottleneck": 8, "train_layer_norm": True}
    assert '<option value="true" selected>예</option>' in html
    assert 'type="hidden" name="rank" value="4"' in html


@pytest.mark.parametrize(
    ("query", "id", "words"),
    [
        ("method=lora&rank=2000", "set-rank-problem", "256 이하로 해 주세요"),
        ("method=lora&rank=", "set-rank-problem", "값을 적어 주세요"),
        ("method=prefix&length=256", "set-length-problem", "255 이하로 해 주세요"),
        ("method=magic", "method-problem", "목록에서 골라 주세요"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_wakes_nobody(
    mina: TestClient, lab: Answering, query: str, id: str, words: str
) -> None:
    html = page(mina, query, 422)
    assert re.search(rf'<p class="problem" id="{id}">[^<]*{re.escape(words)}', html)
    assert lab.asked == []
    assert words in mina.get(f"{PATH}?{query}", headers=HTMX).text


def test_what_was_typed_is_text_and_never_markup(mina: TestClient, lab: Answering) -> None:
    evil = '"><img src=x>'
    for field in ("method", "rank", "targets", "bottleneck", "guess", "predict"):
        for method in ("lora", "houlsby"):
            assert "<img" not in mina.get(PATH, params={"method": method, field: evil}).text


def test_a_lesson_gets_the_result_alone_with_nothing_of_the_page(mina: TestClient, lab: Answering) -> None:
    html = mina.get(f"{PATH}?method=lora", headers=HTMX).text
    assert html.lstrip().startswith('<section class="dissected lora" id="dissected-')
    assert html.rstrip().endswith("</section>")
    assert "<h1" not in html
    assert 'name="rank"' not in html


def test_a_prediction_is_asked_for_before_anything_is_told(mina: TestClient, lab: Answering) -> None:
    html = page(mina, "method=bitfit&predict=yes")
    assert html.count('type="checkbox" name="guess"') == 6
    assert "학습되는 것은" not in html
    assert "layers." not in html


def test_the_prediction_is_judged_kind_by_kind_and_nothing_chosen_is_one_too(mina: TestClient, lab: Answering) -> None:
    html = page(mina, "method=bitfit&predict=yes&guess=&guess=bias&guess=embedding")
    assert "예측 6개 가운데 4개가 맞았습니다" in html
    assert html.count("✗ 빗나감") == 2
    assert "예측 6개 가운데 4개가 맞았습니다" in page(mina, "method=bitfit&guess=")
    assert "맞았습니다" not in page(mina, "method=bitfit")


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.question)
def test_every_claim_asks_first_and_is_marked_where_it_is_shown(mina: TestClient, lab: Answering, claim) -> None:  # type: ignore[no-untyped-def]
    html = mina.get(claim.address).text
    assert 'type="checkbox" name="guess"' in html
    marked = re.findall(r'<a href="([^"]*)" aria-current="true"><span>', html)
    assert [one.replace("&amp;", "&") for one in marked] == [claim.address]


def test_while_the_worker_starts_the_page_says_so_and_asks_again(app: FastAPI, mina: TestClient) -> None:
    app.state.lab = Answering(Failed(code="starting", message="켜는 중입니다.", retry_after=8))
    response = mina.get(f"{PATH}?method=lora&predict=yes&guess=&guess=bias", headers=HTMX)
    assert response.status_code == 202
    assert response.headers["retry-after"] == "3"
    assert 'hx-trigger="load delay:3s"' in response.text
    again = re.search(r'hx-get="([^"]*)"', response.text)
    assert again is not None
    assert again[1].replace("&amp;", "&").endswith("predict=yes&guess=&guess=bias")
    whole = mina.get(f"{PATH}?method=lora")
    assert whole.status_code == 202
    assert "켜는 중입니다." in whole.text


def test_a_worker_that_died_is_asked_again_by_the_learner_alone(app: FastAPI, mina: TestClient) -> None:
    app.state.lab = Answering(Failed(code="unavailable", message="거듭 멈춥니다.", retry_after=200))
    html = mina.get(f"{PATH}?method=lora", headers=HTMX).text
    assert "hx-trigger" not in html
    assert "다시 재기" in html


def test_a_worker_that_fails_for_good_is_told_and_not_asked_for_ever(app: FastAPI, mina: TestClient) -> None:
    app.state.lab = Answering(Failed(code="internal", message="문제가 생겼습니다."))
    for headers in ({}, HTMX):
        response = mina.get(f"{PATH}?method=lora", headers=headers)
        assert response.status_code == 503
        assert "문제가 생겼습니다." in response.text
        assert "hx-trigger" not in response.text.split('class="dissected')[1]


def test_whoever_asks_shows_a_failure_too(app: FastAPI, mina: TestClient) -> None:
    app.state.lab = Answering(Failed(code="internal", message="문제가 생겼습니다."))
    failed = mina.get(f"{PATH}?method=lora").text
    app.state.lab = Answering()
    asked = mina.get(f"{PATH}?method=lora&predict=yes").text
    asking = re.findall(r'<[^>]* hx-get="/lab/trained[^>]*>', failed + asked)
    assert len(asking) == 5
    assert all("hx-status:503=" in element for element in asking)


def test_another_base_is_called_by_its_name_and_never_by_its_folder(app: FastAPI, mina: TestClient) -> None:
    app.state.lab = Answering()
    app.state.settings = app.state.settings.model_copy(update={"base_model": "/srv/secret/our-llama"})
    html = page(mina, "method=lora")
    assert "our-llama" in html
    assert "secret" not in html
    assert "/lab/parameters?architecture=bundled" not in html
