"""A learner reads what was measured: sorts, goes from a plot to a variant, on a phone and without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.flows import looking
from tests.flows.conftest import Visitor
from tests.flows.test_accessibility import assert_accessible
from tests.flows.watching import Watch

PATH = "/lab/results"


def test_sorting_and_opening_a_variant_need_no_scripts(visitor: Visitor, watch: Watch) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(f"{PATH}?task=label")
    page.get_by_role("link", name="시험 손실", exact=True).last.click()
    expect(page).to_have_url(re.compile("sort=loss"))
    expect(page.get_by_role("columnheader", name="시험 손실")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("rowheader", name="LoRA (r=8)").get_by_role("link").click()
    expect(page.locator("#lora-8")).to_be_visible()
    page.locator("#lora-8").get_by_role("link", name="견주어 보기").click()
    expect(page.get_by_role("checkbox", name="LoRA (r=8)").first).to_be_checked()


def test_on_a_phone_only_the_table_scrolls_and_its_first_column_stays(visitor: Visitor) -> None:
    page = visitor(390, 844)
    page.goto(PATH)
    assert page.evaluate(looking.WIDER_THAN_WINDOW) == 0
    box = page.locator(".wide-table").first
    box.evaluate("one => one.scrollLeft = 300")
    first = page.get_by_role("rowheader", name="LoRA (r=8)").first
    assert first.evaluate("one => one.getBoundingClientRect().left") >= 0
    outside = """() => [...document.querySelectorAll(".plot text")].filter((one) => {
      const box = one.getBoundingClientRect(), plot = one.closest(".figure").getBoundingClientRect();
      return box.left < plot.left || box.right > plot.right;
    }).map((one) => one.textContent)"""
    assert page.evaluate(outside) == []


def test_no_two_labels_of_the_plot_meet_at_any_width(visitor: Visitor) -> None:
    meeting = """() => {
      const boxes = [...document.querySelectorAll("#quality .point text")].map((one) => one.getBoundingClientRect());
      return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) =>
        a.left < b.right && b.left < a.right && a.top + 3 < b.bottom - 3 && b.top + 3 < a.bottom - 3)).length;
    }"""
    for width in (360, 768, 1280):
        page = visitor(width, 844)
        for task in ("negative", "positive", "chat", "label"):
            page.goto(f"{PATH}?task={task}")
            assert page.evaluate(meeting) == 0, (width, task)


def test_the_page_is_accessible_with_a_variant_open(visitor: Visitor) -> None:
    page = visitor()
    page.goto(f"{PATH}?task=chat&sort=-figure")
    page.locator("summary", has_text="Houlsby 어댑터 (m=8)").click()
    assert_accessible(page)
