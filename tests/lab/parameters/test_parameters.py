"""GET /lab/parameters: the numbers of the formulas, all in the address, errors at their fields, tensors on demand."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.lab.parameters.calculating import calculate, share
from models import architectures
from models.architectures.published import FIGURES
from models.methods import METHODS, configure
from models.protocol import Counted, Failed
from models.protocol import TensorCount as One
from tests.conftest import HTMX
from tests.lab.counting import Answering

PATH = "/lab/parameters"


def page(mina: TestClient, status: int = 200, **query: str) -> str:
    response = mina.get(PATH, params=query)
    assert response.status_code == status
    return response.text


def test_the_page_opens_with_an_example_and_sets_no_cookie(mina: TestClient) -> None:
    response = mina.get(PATH)
    assert response.status_code == 200
    assert "set-cookie" not in response.headers
    assert response.text.count("<h1") == 1
    assert "294,912" in response.text


@pytest.mark.parametrize("architecture", architectures.names())
@pytest.mark.parametrize("method", METHODS)
def test_what_is_shown_is_what_the_formula_says(architecture: str, method: str) -> None:
    told = calculate({"architecture": architecture, "method": method})
    shape = architectures.shape(architecture)
    if method == "bitfit" and not shape.biases:
        assert "편향" in told.problems["method"]
        return
    assert told.outcome is not None
    assert told.outcome.formula == METHODS[method].formula(shape, configure(method))
    assert told.problems == {}


def test_formula_share_base_and_head_stand_apart(mina: TestClient) -> None:
    html = page(mina, architecture="roberta-base", method="lora", rank="4")
    for told in ("24×4×(768 + 768)", "147,456", "124,055,040", "0.119%", "592,130", "실제 텐서를 세어 확인한 식입니다"):
        assert told in html


def test_the_head_alone_says_that_the_body_stays(mina: TestClient) -> None:
    html = page(mina, architecture="gpt2", method="head")
    assert "본체는 그대로 두고 출력층" in html
    assert "<dd>0</dd>" in html
    assert "0%" in html


@pytest.mark.parametrize(
    ("query", "id", "words"),
    [
        ({"rank": "2000"}, "set-rank-problem", "768 이하로 해 주세요"),
        ({"rank": ""}, "set-rank-problem", "값을 적어 주세요"),
        ({"rank": "여덟"}, "set-rank-problem", "알맞은 수가 아닙니다"),
        ({"method": "prefix", "length": "512"}, "set-length-problem", "511 이하로 해 주세요"),
        ({"method": "bitfit", "architecture": "llama-7b"}, "method-problem", "편향(bias)이 없어서"),
        ({"architecture": "bert-huge"}, "architecture-problem", "목록에서 골라 주세요"),
        ({"architecture": "/etc"}, "architecture-problem", "목록에서 골라 주세요"),
        ({"method": "magic"}, "method-problem", "목록에서 골라 주세요"),
        ({"targets": "q,z"}, "set-targets-problem", "q,k,v,o를 쉼표로"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_stays_typed(
    mina: TestClient, query: dict[str, str], id: str, words: str
) -> None:
    asked = {"architecture": "roberta-base", "method": "lora"} | query
    html = page(mina, 422, **asked)
    assert re.search(rf'<p class="problem" id="{id}">[^<]*{re.escape(words)}', html)
    assert re.search(rf'aria-describedby="[^"]*{id}', html)
    for value in asked.values():
        assert re.search(rf'value="{re.escape(value)}"', html)


def test_what_was_typed_is_text_and_never_markup(mina: TestClient) -> None:
    evil = '"><img src=x>'
    for field in ("architecture", "method", "rank", "targets", "bottleneck"):
        assert "<img" not in mina.get(PATH, params={field: evil}).text


def test_names_that_mean_nothing_here_are_passed_over(mina: TestClient) -> None:
    assert "294,912" in page(mina, utm_source="mail", rank="8")


def test_settings_of_other_methods_stay_and_count_in_the_comparison(mina: TestClient) -> None:
    told = calculate({"architecture": "bert-base", "method": "lora", "length": "32", "bottleneck": "nine"})
    assert dict(told.kept) == {"length": "32", "bottleneck": "nine"}
    others = {one.method: one for one in told.others}
    assert others["prefix"].count == 2 * 12 * 32 * 768
    assert others["houlsby"].count is None
    assert told.problems == {}
    assert 'type="hidden" name="length" value="32"' in page(mina, length="32")


def test_htmx_gets_the_calculator_alone(mina: TestClient) -> None:
    response = mina.get(PATH, params={"rank": "0"}, headers=HTMX)
    assert response.status_code == 422
    assert "<html" not in response.text
    assert 'id="calculator"' in response.text


@pytest.mark.parametrize("figure", FIGURES, ids=lambda one: f"{one.architecture} {one.method} {one.stated}")
def test_every_figure_of_a_paper_is_one_click_away_and_agrees_with_what_the_page_counts(figure) -> None:  # type: ignore[no-untyped-def]
    printed = next(one for one in calculate({}).papers if one.figure is figure)
    query = {key: values[0] for key, values in parse_qs(urlsplit(printed.address).query).items()}
    told = calculate(query)
    assert told.problems == {}
    assert told.outcome is not None
    assert told.outcome.count == figure.exact
    assert figure in [one.figure for one in told.stated]


def test_where_paper_and_formula_differ_the_page_says_why(mina: TestClient) -> None:
    html = page(mina, architecture="gpt3-175b", method="bitfit")
    assert "논문은 <b>14.2M</b>, 식은 <b>12,988,416</b>" in html
    assert "층마다 12d로 세면" in html
    assert "논문은" not in page(mina, architecture="bert-base", method="bitfit").split("논문의 표에서")[0]


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (1, 1, "100"),
        (294_912, 124_055_040, "0.238"),
        (0, 5, "0"),
        (12_288, 174_604_259_328, "0.00000704"),
        (1, 4, "25"),
    ],
)
def test_a_share_has_three_digits_that_say_something(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text


COUNTED = Counted(
    architecture="bert-base",
    method="lora",
    config={},
    base_parameters=1,
    trainable_parameters=2 * 3072,
    head_parameters=0,
    percent=0.1,
    tensors=[One(name=f"layers.{layer}.q.A", shape=(4, 768), count=3072) for layer in (0, 1)],
    formula="",
)
QUERY = f"{PATH}/tensors?{urlencode({'architecture': 'bert-base', 'method': 'lora', 'rank': '4', 'length': '9'})}"


def test_the_tensors_are_counted_for_what_is_asked_and_stand_in_groups(app: FastAPI, mina: TestClient) -> None:
    app.state.lab = lab = Answering(COUNTED)
    html = mina.get(QUERY).text.replace("<wbr>", "")
    assert lab.asked[0].config == {"rank": 4, "alpha": 16.0, "targets": "q,v"}
    assert "layers.{0..1}.q.A" in html
    assert "모양 4 × 768, 2개" in html
    assert "6,144" in html
    assert "<h1" in html
    assert "<h1" not in mina.get(QUERY, headers=HTMX).text


def test_while_the_worker_starts_the_page_says_so_and_asks_again(app: FastAPI, mina: TestClient) -> None:
    app.state.lab = Answering(Failed(code="starting", message="켜는 중입니다.", retry_after=2.5))
    response = mina.get(QUERY, headers=HTMX)
    assert response.status_code == 202
    assert response.headers["retry-after"] == "3"
    assert 'hx-trigger="load delay:3s"' in response.text
    assert "켜는 중입니다." in mina.get(QUERY).text


def test_a_worker_that_fails_for_good_is_told_and_not_asked_for_ever(app: FastAPI, mina: TestClient) -> None:
    app.state.lab = Answering(Failed(code="internal", message="문제가 생겼습니다."))
    response = mina.get(QUERY, headers=HTMX)
    assert "문제가 생겼습니다." in response.text
    assert "hx-trigger" not in response.text


def test_tensors_of_what_cannot_be_wake_nobody(app: FastAPI, mina: TestClient) -> None:
    app.state.lab = lab = Answering(COUNTED)
    assert mina.get(f"{PATH}/tensors?rank=0").status_code == 422
    assert lab.asked == []
