"""How the pages stand at every width, and that nothing jumps, flashes or breaks a Korean word."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.flows import looking
from tests.flows.acting import LECTURE, start_round
from tests.flows.conftest import Visitor
from tests.flows.watching import Watch

WIDTHS = (320, 360, 390, 768, 1280, 1600)  # 320: what 1280 px are at a zoom of 400 %


def stands_at_every_width(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(looking.WIDER_THAN_WINDOW) == 0, f"scrolls sideways at {width} px"
        assert page.evaluate(looking.CLIPPED) == [], f"clipped at {width} px"


def test_what_does_not_fit_or_breaks_words_would_be_noticed(page: Page) -> None:
    page.goto("/about")
    page.locator("h1").evaluate("one => { one.style.cssText = 'white-space: nowrap; font-size: 30rem' }")
    page.locator("main li").first.evaluate("one => { one.style.wordBreak = 'break-all' }")
    assert page.evaluate(looking.WIDER_THAN_WINDOW) > 0
    assert len(page.evaluate(looking.CLIPPED)) == 1
    assert len(page.evaluate(looking.BROKEN_WORDS)) == 1


@pytest.mark.parametrize("path", looking.PAGES)
def test_a_page_fits_every_width_and_breaks_no_word(page: Page, watch: Watch, path: str) -> None:
    watch.expect("status of 404")
    page.goto(path)
    stands_at_every_width(page)
    assert page.evaluate(looking.BROKEN_WORDS) == []


@pytest.mark.parametrize("act", [looking.answer_each_kind, looking.finish_a_round, start_round])
def test_what_comes_after_answers_fits_every_width(page: Page, act: Callable[[Page], None]) -> None:
    act(page)
    stands_at_every_width(page)


@pytest.mark.parametrize("path", ["/", LECTURE, "/lab/parameters"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_jumps_while_a_page_arrives_and_is_read(visitor: Visitor, path: str, width: int) -> None:
    page = visitor(width=width)
    page.goto(path)
    assert page.evaluate(looking.SHIFT) < 0.05


@pytest.mark.parametrize("path", looking.PAGES)
def test_a_page_has_its_landmarks_and_its_headings_in_order(page: Page, watch: Watch, path: str) -> None:
    watch.expect("status of 404")
    page.goto(path)
    for landmark in ("banner", "main", "contentinfo"):
        expect(page.get_by_role(landmark)).to_have_count(1)
    expect(page.get_by_role("navigation", name="주 메뉴")).to_have_count(1)
    levels = page.locator(":is(h1, h2, h3, h4):visible").evaluate_all("all => all.map(one => +one.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels)), levels


def test_the_chosen_theme_is_there_before_the_first_paint(visitor: Visitor) -> None:
    page = visitor(color_scheme="light")
    page.goto("/")
    page.get_by_label("화면 밝기").select_option("dark")
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.add_init_script("""
      new MutationObserver((changes, observer) => {
        if (!document.body) return;
        const root = document.documentElement;
        window.atFirst = [root.dataset.theme, getComputedStyle(root).colorScheme];
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    """)
    page.goto("/glossary")
    assert page.evaluate("window.atFirst") == ["dark", "dark"]
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == dark
    expect(page.get_by_label("화면 밝기")).to_have_value("dark")
    page.get_by_label("화면 밝기").select_option("auto")
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != dark
