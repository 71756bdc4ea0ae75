"""A learner asks what is trained: predicts, sees, turns a setting; with a worker that only pretends to measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.flows.conftest import Visitor, served
from tests.flows.looking import CLIPPED, WIDER_THAN_WINDOW
from tests.flows.test_accessibility import assert_accessible
from tests.flows.watching import Watch

PATH = "/lab/trained"


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("trained"), "tests.flows.pretending") as place:
        yield place


def ready(page: Page, query: str = "") -> None:
    """The first visit finds the worker asleep; the page asks again by itself."""
    page.goto(f"{PATH}?{query}")
    expect(page.locator(".dissected .answer, .predicting")).to_be_visible(timeout=20_000)


def test_the_page_waits_for_the_worker_by_itself_and_follows_the_settings(page: Page) -> None:
    ready(page)
    expect(page.locator(".answer")).to_contain_text("학습되는 것은 0개입니다")
    page.get_by_label("train_layer_norm").focus()
    page.get_by_label("train_layer_norm").select_option("true")
    expect(page.locator(".answer")).to_contain_text("학습되는 것은 14개입니다")
    expect(page).to_have_url(re.compile("train_layer_norm=true"))
    expect(page.locator("#announce")).to_contain_text("학습되는 것은 14개입니다")
    expect(page.get_by_label("train_layer_norm")).to_be_focused()
    page.get_by_label("방법", exact=True).select_option("lora")
    expect(page.get_by_role("list", name="입력에서 출력까지")).to_contain_text("새로 더함: + LoRA 256")
    expect(page.get_by_label("rank", exact=True)).to_have_value("8")
    assert_accessible(page)


def test_an_answer_does_not_overtake_what_is_typed_meanwhile(page: Page) -> None:
    ready(page)
    held: list[Route] = []
    page.route("**/lab/trained?*", lambda route: route.continue_() if held else held.append(route))
    page.get_by_label("train_layer_norm").select_option("true")
    field, slider = page.get_by_label("bottleneck", exact=True), page.locator("[data-powers-for]").first
    box = slider.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    page.mouse.down()  # the slider stands at its end and has not been let go
    chosen = field.input_value()
    with page.expect_response("**/lab/trained?*"):
        held[0].continue_()
    page.wait_for_timeout(300)
    expect(field).to_have_value(chosen)
    page.mouse.up()
    expect(page.locator(".answer")).to_contain_text(f"bottleneck={chosen}")
    expect(page.get_by_label("train_layer_norm")).to_have_value("true")


def test_a_prediction_comes_first_and_is_judged(page: Page) -> None:
    ready(page)
    page.get_by_role("link", name="BitFit은 편향 말고 다른 것도 학습할까요?").click()
    expect(page.locator(".answer")).to_have_count(0)
    page.get_by_role("checkbox", name="그 선형층의 편향").check()
    assert_accessible(page)
    page.get_by_role("button", name="결과 보기").click()
    expect(page.get_by_text("예측 6개 가운데 5개가 맞았습니다")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("레이어 정규화"))).to_contain_text("빗나감")
    expect(page.locator(".presets [aria-current]")).to_contain_text("BitFit")
    assert_accessible(page)


def test_a_mistake_is_told_at_its_field_and_mended_there(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    ready(page, "method=lora")
    rank = page.get_by_label("rank", exact=True)
    rank.fill("999")
    rank.press("Enter")
    expect(page.locator("#set-rank-problem")).to_contain_text("256 이하로 해 주세요")
    expect(rank).to_have_value("999")
    expect(page.locator(".answer")).to_have_count(0)
    rank.fill("4")
    rank.press("Enter")
    expect(page.locator(".answer")).to_contain_text("rank=4")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_drawing_fits_every_window(visitor: Visitor, width: int, scheme: str) -> None:
    page = visitor(width=width, color_scheme=scheme)
    for query in ("method=houlsby&train_layer_norm=on&guess=", "method=prefix"):
        ready(page, query)
        assert page.evaluate(WIDER_THAN_WINDOW) == 0
        assert page.evaluate(CLIPPED) == []
        assert (
            page.evaluate("""() => [...document.querySelectorAll(".dissected :is(.piece, .new, .of)")]
          .filter((one) => one.scrollWidth > one.clientWidth + 1 && !one.closest(".sr")).length""")
            == 0
        )


def test_everything_works_without_javascript(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False, width=360)
    page.goto(PATH)
    while page.get_by_role("link", name="다시 재기").count():
        page.get_by_role("link", name="다시 재기").click()
    page.get_by_label("방법", exact=True).select_option("prompt")
    page.get_by_role("button", name="붙여 보기").click()
    expect(page.locator(".answer")).to_contain_text("새로 더한 텐서 1개(파라미터 256개)만 학습됩니다")
    page.get_by_role("link", name="LoRA는 바탕 모델의 가중치를 바꿀까요?").click()
    page.get_by_role("checkbox", name="새로 더한 텐서").check()
    page.get_by_role("button", name="결과 보기").click()
    expect(page.get_by_text("예측 6개 가운데 6개가 맞았습니다")).to_be_visible()
    expect(page.locator(".tensors.added")).to_contain_text("2단계")
