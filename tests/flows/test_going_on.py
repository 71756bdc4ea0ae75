"""Where the focus goes when a page refuses, and what long tables and long formulas do in a small window."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.flows import looking
from tests.flows.acting import LECTURE, start_round
from tests.flows.conftest import Visitor
from tests.flows.watching import Watch
from tests.people.acting import PASSWORD

LONG = r"n_t = \tanh\bigl(W_{in}x_t + b_{in} + r_t \odot (W_{hn}h_{t-1} + b_{hn})\bigr)"
ADD_FORMULA = """(source) => {
  const line = document.createElement("p");
  line.innerHTML = '<span class="math" id="long"></span>';
  line.firstChild.textContent = source;
  document.querySelector(".lecture-head").append(line);
  document.dispatchEvent(new CustomEvent("htmx:after:swap", { detail: { ctx: { swap: "none" } } }));
}"""


def test_a_refusal_takes_the_focus(page: Page, watch: Watch) -> None:
    watch.expect("status of 4")
    page.goto("/sign-in")
    page.get_by_label("로그인 이름").fill("nobody")
    page.get_by_label("비밀번호").fill("wrong")
    page.get_by_role("main").get_by_role("button", name="로그인").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("로그인 이름")).to_have_value("nobody")


def test_a_refused_field_has_the_focus_rather_than_the_alert(page: Page, watch: Watch) -> None:
    watch.expect("status of 422")
    page.goto("/sign-up")
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="계정 만들기").click()
    expect(page.locator("#name")).to_be_focused()


def test_what_was_done_takes_the_focus(page: Page) -> None:
    form = {"name": "going.on", "shown": "가는이", "password": PASSWORD, "again": PASSWORD}
    page.request.post("/sign-up", form=form)
    page.goto("/account")
    page.get_by_role("button", name="이름 바꾸기").click()
    expect(page.get_by_role("main").get_by_role("status")).to_be_focused()


def test_escape_folds_a_doubt_and_keeps_what_was_typed(page: Page) -> None:
    start_round(page, kind="ox", concept="adapter-trains")
    page.locator(".item").get_by_role("button", name="맞다").click()
    opening = page.locator("summary", has_text="이 문항이 이상해요")
    opening.press("Enter")
    page.locator(".doubt textarea").fill("아직 쓰는 중")
    page.keyboard.press("Escape")
    expect(opening).to_be_focused()
    expect(page.locator(".doubt textarea")).to_be_hidden()
    opening.press("Enter")
    expect(page.locator(".doubt textarea")).to_have_value("아직 쓰는 중")


def test_a_formula_wider_than_its_line_goes_on_in_the_next(visitor: Visitor) -> None:
    page = visitor(width=320)
    page.goto(LECTURE)
    page.evaluate(ADD_FORMULA, LONG)
    expect(page.locator("#long")).to_have_class(re.compile("parted"))
    assert page.evaluate(looking.WIDER_THAN_WINDOW) == 0
    assert page.locator(".ask .math.parted").count() == 0


def test_nothing_is_said_to_be_left_after_the_last_answer(page: Page) -> None:
    start_round(page, kind="ox", concept="adapter-trains")
    left = page.get_by_text("문항이 남아 있습니다")
    expect(left).to_be_visible()
    page.locator(".item").get_by_role("button", name="맞다").click()
    page.locator(".verdict").wait_for()
    expect(left).to_be_hidden()


def test_a_long_name_in_the_bar_ends_with_an_ellipsis(page: Page) -> None:
    page.goto("/search")
    me = page.locator(".me")
    assert me.evaluate("one => getComputedStyle(one).display") == "block"  # a grid would cut the name off
    bar, theme = page.locator(".bar").bounding_box(), page.locator(".theme").bounding_box()
    assert bar
    assert theme
    assert theme["x"] + theme["width"] > bar["width"] - 60  # at the end, with no field for searching before it
