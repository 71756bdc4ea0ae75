"""WCAG 2.2 AA by axe-core: every template in light and dark. (/docs is swagger-ui's own markup and is left out.)"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.flows import looking
from tests.flows.acting import start_round
from tests.flows.watching import Watch

AXE = (Path(__file__).parent.parent / "vendor/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast"]
RUN = "only => axe.run(document, { runOnly: only, resultTypes: ['violations'] }).then(found => found.violations)"


def violations(page: Page, only: list[str] = RULES) -> list[str]:
    """Evaluated, not added as a script: the page's policy allows no inline scripts, and should not for a test."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(RUN, only)
    return [f"{one['id']}: {node['html'][:160]} {node['failureSummary']}" for one in found for node in one["nodes"]]


def assert_accessible(page: Page) -> None:
    """All rules once; in the other theme only what a theme changes."""
    page.emulate_media(color_scheme="light")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOURS) == []


def test_a_mistake_would_be_found_in_either_theme(page: Page) -> None:
    page.goto("/about")
    page.evaluate("""() => {
      document.querySelector("h1").innerHTML = "<img src='/static/icon.svg'>";
      document.querySelector(".lead").style.color = "color-mix(in srgb, var(--ink) 40%, var(--paper))";
    }""")
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert {line.split(":")[0] for line in violations(page)} == {"image-alt", "color-contrast"}
        assert {line.split(":")[0] for line in violations(page, COLOURS)} == {"color-contrast"}


@pytest.mark.parametrize("path", looking.PAGES)
def test_a_page_is_accessible_in_light_and_dark(page: Page, watch: Watch, path: str) -> None:
    watch.expect("status of 404")
    page.goto(path)
    assert_accessible(page)


@pytest.mark.parametrize("act", [looking.answer_each_kind, looking.finish_a_round, start_round])
def test_what_comes_after_answers_is_accessible_in_light_and_dark(page: Page, act: Callable[[Page], None]) -> None:
    act(page)
    assert_accessible(page)
