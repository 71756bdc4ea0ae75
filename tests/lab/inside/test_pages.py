"""GET /lab/inside: three views by their address, mistakes at their fields, a worker that starts or fails."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.lab.inside import cutting, pages
from models.protocol import Attend, Failed, Peek
from tests.conftest import HTMX
from tests.lab.compare.stage import shelf_in
from tests.lab.inside.stage import Answering
from tests.lab.pretend import BEFORE, HEADS, LAYERS, LONGEST

PATH = "/lab/inside"


@pytest.fixture(autouse=True)
def lab(app: FastAPI, tmp_path: Path) -> Answering:
    app.state.shelf = shelf_in(tmp_path / "variants")
    app.state.lab = Answering()
    return app.state.lab  # type: ignore[no-any-return]


def page(mina: TestClient, status: int = 200, **query: str) -> str:
    response = mina.get(PATH, params=query)
    assert response.status_code == status, response.text
    assert "set-cookie" not in response.headers
    return unescape(response.text)


def test_the_page_opens_with_base_and_lora_beside_each_other(mina: TestClient, lab: Answering) -> None:
    html = page(mina)
    assert [(one.variant, one.prompt, one.task) for one in lab.asked] == [
        (None, "이 영화는", "negative"),
        ("negative-lora-8", "이 영화는", "negative"),
    ]
    assert html.count('<section class="col') == 2
    assert html.count("<h1") == 1
    assert "50.0% → <b>50.0%</b>" in html
    assert "␣정말" in html
    assert "글의 끝" in html


def test_the_settings_reach_the_worker_and_stand_in_the_form(mina: TestClient, lab: Answering) -> None:
    html = page(mina, variant="negative-prompt", prompt="스토리가", temperature="1.2", top_p="0.4")
    (base, tuned) = lab.asked
    assert isinstance(base, Peek)
    assert isinstance(tuned, Peek)
    assert (base.temperature, base.top_p, base.prompt) == (1.2, 0.4, "스토리가")
    assert tuned == base.model_copy(update={"variant": "negative-prompt"})
    assert re.search(r'id="temperature"[^>]*value="1.2"', html)
    assert re.search(r'value="negative-prompt" selected', html)
    assert html.count('<li class="cut">') == 18
    assert '<td class="right">잘림</td>' in html


def test_htmx_gets_the_part_that_changes_and_what_is_said(mina: TestClient) -> None:
    html = mina.get(PATH, headers=HTMX).text
    assert "<h1" not in html
    assert 'id="inside"' in html
    assert re.search(r"data-announce-text>온도 0.8, top-p 0.9: 바탕 모델은 8,192개", html)


def test_attention_shows_all_heads_and_one_of_them_large(mina: TestClient, lab: Answering) -> None:
    html = page(mina, view="attention", prompt="이 영화는 참", layer="2", head="2", row="2")
    (asked,) = lab.asked
    assert isinstance(asked, Attend)
    assert (asked.variant, asked.layer) == (None, 2)
    assert html.count('name="head"') == HEADS
    assert "2층 헤드 2의 어텐션 가중치" in html
    assert '<option value="2" selected>2. 이</option>' in html
    assert html.count("50.0%") >= 2
    assert re.search(r"2층 헤드 2: ‘이’ 토큰은 <s> 50.0%, 이 50.0% 순으로", html)
    assert html.count("<option value=") >= LAYERS


def test_columns_before_the_text_are_marked(mina: TestClient) -> None:
    html = page(mina, view="attention", variant="negative-prefix", prompt="이 영화는")
    assert f"앞자리 {BEFORE}" in html
    assert 'class="w4 ahead"' in html
    assert "앞에 둔 3자리를 모두 더하면 50.0%" in html


@pytest.mark.parametrize("view", ["next", "attention"])
@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"prompt": "송강호가"}, "실제 사람의 이름"),
        ({"prompt": "가" * 2001}, "2,000자까지"),
        ({"task": "label", "prompt": " "}, "읽을 글이 있어야"),
        ({"variant": "nothing"}, "목록에서 골라"),
        ({"task": "nothing"}, "그런 과제는 없습니다"),
    ],
)
def test_a_mistake_is_told_nobody_is_asked_and_the_text_stays(
    mina: TestClient, lab: Answering, view: str, query: dict[str, str], told: str
) -> None:
    html = page(mina, 422, view=view, **query)
    assert told in html
    assert lab.asked == []
    assert f">{query.get('prompt', '')}" in html


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"temperature": "9"}, "온도(temperature)는 0 이상 2 이하"),
        ({"top_p": "많이"}, "top_p는 0보다 크고"),
        ({"view": "attention", "layer": "영"}, "1부터 세는 정수"),
        ({"view": "attention", "layer": f"{LAYERS + 1}"}, f"1부터 {LAYERS}까지"),
        ({"view": "attention", "prompt": "가 " * LONGEST}, f"{LONGEST}토큰까지"),
    ],
)
def test_a_number_out_of_bounds_and_what_the_worker_refuses_stand_at_their_fields(
    mina: TestClient, query: dict[str, str], told: str
) -> None:
    html = page(mina, 422, **query)
    field = next(name for name in query if name != "view")
    assert re.search(rf'id="problem-{field}">[^<]*{re.escape(told)}', html)
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true"', html)


def test_what_no_field_is_to_blame_for_is_told_too(mina: TestClient, lab: Answering) -> None:
    lab.failed = Failed(code="refused", message="이 바탕 모델은 어텐션 가중치를 내놓지 않습니다.", field="view")
    assert "내놓지 않습니다" in page(mina, 422, view="attention")


def test_while_the_worker_starts_the_page_asks_again_by_itself(mina: TestClient, lab: Answering) -> None:
    lab.failed = Failed(code="starting", message="모델 프로세스를 켜는 중입니다.", retry_after=3)
    answer = mina.get(PATH, params={"prompt": "결말은"})
    assert (answer.status_code, answer.headers["retry-after"]) == (202, "3")
    assert 'hx-trigger="every 3s"' in answer.text
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in answer.text
    assert "결말은</textarea>" in answer.text


def test_a_worker_that_died_is_told_and_not_asked_over_and_over(mina: TestClient, lab: Answering) -> None:
    lab.failed = Failed(code="died", message="모델 프로세스가 멈추었습니다.", retry_after=1)
    html = page(mina, 503)
    assert "모델 프로세스가 멈추었습니다" in html
    assert "every" not in html
    assert "다시 보기" in html


def test_updates_need_no_worker(mina: TestClient, lab: Answering) -> None:
    lab.failed = Failed(code="unavailable", message="없음")
    html = page(mina, view="update", task="chat", rank="4")
    assert '<option value="4" selected>' in html
    assert html.count('class="curve only"') == 10  # nine steps, and one in the key
    assert "Hu et al. (2022) 7.2절" in html
    assert "랭크 4: 갱신 크기의" in html
    assert "7.2절" in page(mina, view="update", matrix="fc1")


def test_what_was_not_measured_is_told(mina: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "measured", lambda: cutting.measured(Path("/no/such.json")))
    assert "아직 재지 않았습니다" in page(mina, view="update")


def test_for_another_base_the_figures_are_said_to_be_of_the_bundled_one(mina: TestClient, app: FastAPI) -> None:
    app.state.settings = app.state.settings.model_copy(update={"base_model": "./mine"})
    assert "지금 쓰는 바탕 모델의 것이 아닙니다" in page(mina, view="update")


def test_another_task_keeps_view_and_recipe_and_brings_its_own_prompt(mina: TestClient) -> None:
    html = page(mina, prompt="결말은", variant="negative-lora-8")
    assert "view=next&task=chat&variant=chat-lora-8" in html.replace("&amp;", "&")
    assert "view=attention&task=negative&variant=negative-lora-8&prompt=" in html.replace("&amp;", "&")


def test_without_variants_the_base_is_shown_beside_itself(mina: TestClient, app: FastAPI, lab: Answering) -> None:
    html = page(mina, task="positive")
    assert [one.variant for one in lab.asked] == [None, None]
    assert html.count('<section class="col') == 2
