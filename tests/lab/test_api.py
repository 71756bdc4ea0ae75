"""GET /api/v1/parameters: refusals at once, 503 while the lab starts, and figures for other programs."""

from __future__ import annotations

import time
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.lab.client import Lab
from app.settings import Settings
from models.protocol import Counted, Failed
from tests.lab.counting import Answering

PATH = "/api/v1/parameters"


COUNTED = Counted(
    architecture="bert-base",
    method="lora",
    config={"rank": 4, "alpha": 16.0, "targets": "q,v"},
    base_parameters=109_482_240,
    trainable_parameters=147_456,
    head_parameters=1538,
    percent=0.1347,
    tensors=[{"name": "A", "shape": (4, 768), "count": 3072}],  # type: ignore[list-item]
    formula="r(d + d)",
)


def with_lab(app: FastAPI, answer: Counted | Failed) -> Answering:
    app.state.lab = Answering(answer)
    return app.state.lab  # type: ignore[no-any-return]


def test_the_figures_have_the_shape_that_is_promised(app: FastAPI, mina: TestClient) -> None:
    lab = with_lab(app, COUNTED)
    response = mina.get(PATH, params={"architecture": "bert-base", "method": "lora", "rank": "4"})
    assert response.status_code == 200
    told: dict[str, Any] = response.json()
    assert set(told) == {
        *("architecture", "method", "config", "base_parameters", "trainable_parameters", "head_parameters"),
        *("percent", "tensors", "formula"),
    }
    assert told["tensors"] == [{"name": "A", "shape": [4, 768], "count": 3072}]
    assert lab.asked[0].config["rank"] == 4
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("method=lora", "architecture"),
        ("architecture=bert-base", "method"),
        ("architecture=bert-huge&method=lora", "architecture"),
        ("architecture=/etc&method=lora", "architecture"),
        ("architecture=.&method=lora", "architecture"),
        ("architecture=bert-base&method=magic", "method"),
        ("architecture=bert-base&method=lora&rank=0", "rank"),
        ("architecture=bert-base&method=lora&rank=100000", "rank"),
        ("architecture=bert-base&method=lora&rank=769", "rank"),
        ("architecture=bert-base&method=lora&rank=eight", "rank"),
        ("architecture=bert-base&method=lora&bottleneck=8", "bottleneck"),
        ("architecture=bert-base&method=prefix&length=513", "length"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_wakes_nobody(
    app: FastAPI, mina: TestClient, query: str, field: str
) -> None:
    lab = with_lab(app, COUNTED)
    response = mina.get(f"{PATH}?{query}")
    assert response.status_code == 422
    error = response.json()["error"]
    assert (error["code"], error["field"]) == ("invalid", field)
    assert lab.asked == []


def test_an_unknown_architecture_lists_the_known_ones(mina: TestClient) -> None:
    response = mina.get(PATH, params={"architecture": "bert", "method": "lora"})
    assert "bert-base" in response.json()["error"]["message"]


def test_while_the_lab_starts_the_caller_is_told_when_to_come_again(app: FastAPI, mina: TestClient) -> None:
    with_lab(app, Failed(code="starting", message="켜는 중입니다.", retry_after=7.2))
    response = mina.get(PATH, params={"architecture": "bert-base", "method": "lora"})
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "8"
    assert response.json()["error"] == {"code": "unavailable", "message": "켜는 중입니다.", "field": None}


def test_what_only_the_lab_can_refuse_is_refused_too(app: FastAPI, mina: TestClient) -> None:
    with_lab(app, Failed(code="refused", message="안 됩니다.", field="rank"))
    response = mina.get(PATH, params={"architecture": "bert-base", "method": "lora"})
    assert response.status_code == 422
    assert response.json()["error"]["field"] == "rank"


def test_a_mistake_of_ours_is_no_fault_of_the_caller(app: FastAPI, mina: TestClient) -> None:
    with_lab(app, Failed(code="internal", message="문제가 생겼습니다."))
    assert mina.get(PATH, params={"architecture": "bert-base", "method": "lora"}).status_code == 500


def test_every_setting_of_every_method_is_described(mina: TestClient) -> None:
    described = mina.get("/openapi.json").json()["paths"][PATH]["get"]["parameters"]
    assert {"architecture", "method", "rank", "bottleneck", "length", "encoder"} <= {one["name"] for one in described}


def test_the_application_has_a_lab_that_is_asleep_and_closes_it(app: FastAPI, settings: Settings) -> None:
    lab: Lab = app.state.lab
    with TestClient(app):
        assert lab.process.child is None
    assert lab.closed
    folders = " ".join(f"--variants {settings.data.resolve() / name}" for name in ("variants", "own"))
    assert f"--base bundled {folders} --device auto" in " ".join(lab.process.command)


def test_the_first_question_starts_the_worker_and_a_later_one_is_answered(
    app: FastAPI, mina: TestClient, lab: Lab
) -> None:
    app.state.lab = lab
    asked = {"architecture": "gpt2", "method": "lora", "rank": "2"}
    response = mina.get(PATH, params=asked)
    assert response.status_code == 503
    until = time.monotonic() + 10
    while response.status_code == 503 and time.monotonic() < until:
        time.sleep(0.05)
        response = mina.get(PATH, params=asked)
    assert response.status_code == 200
    assert response.json()["config"]["rank"] == 2
