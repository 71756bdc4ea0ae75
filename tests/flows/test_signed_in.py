"""The pages that need somebody signed in, in a course with long names and texts: accessible in light and dark, fit for
every width, with their headings in order and no control too small to hit. One server, one browser a role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows import looking
from tests.flows.conftest import PATIENCE, served
from tests.flows.test_accessibility import assert_accessible
from tests.flows.watching import Watch
from tests.people.acting import PASSWORD

ROLES = ("hana", "seo", "root")
SMALL = """() => [...document.querySelectorAll("main :is(a, button, input, select, textarea, summary)")]
  .filter((one) => one.type !== "hidden" && !one.closest(".sr") && getComputedStyle(one).display !== "inline")
  .filter((one) => { // what is inline stands in a sentence, whose line decides
    const box = (one.closest("label") ?? one).getBoundingClientRect();
    return box.width > 1 && Math.min(box.width, box.height) < 24;
  }).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("peopled"), "tests.flows.peopled") as place:
        yield place


@pytest.fixture(scope="module")
def watching(address: str) -> Watch:
    found = Watch(address)
    found.expect("status of 422")
    return found


@pytest.fixture(scope="module")
def pages(browser: Browser, address: str, watching: Watch) -> Iterator[dict[str, Page]]:
    """A page for each of them."""
    contexts = {name: browser.new_context(base_url=address, reduced_motion="reduce") for name in ROLES}
    found = {}
    for name, context in contexts.items():
        context.set_default_timeout(PATIENCE)
        watching.follow(context)
        found[name] = context.new_page()
        answer = context.request.post("/sign-in", form={"name": name, "password": PASSWORD}, max_redirects=0)
        assert answer.status == 303
    yield found
    for context in contexts.values():
        context.close()


def _looks_right(page: Page) -> None:
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(looking.WIDER_THAN_WINDOW) == 0, f"scrolls sideways at {width} px"
        assert page.evaluate(looking.CLIPPED) == [], f"clipped at {width} px"
        assert page.evaluate(SMALL) == [], f"too small to hit at {width} px"
    assert page.evaluate(looking.BROKEN_WORDS) == []
    levels = page.locator(":is(h1, h2, h3, h4):visible").evaluate_all("all => all.map(one => +one.tagName[1])")
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels)), levels
    assert_accessible(page)


@pytest.mark.parametrize(("who", "path"), looking.SIGNED_IN)
def test_a_page_of_somebody_signed_in_looks_right(pages: dict[str, Page], watching: Watch, who: str, path: str) -> None:
    page = pages[who]
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == (422 if path.endswith("ZZZZ") else 200)
    _looks_right(page)
    assert watching.problems == []


@pytest.mark.parametrize(("who", "path", "name"), looking.FORMS)
def test_what_was_refused_looks_right(pages: dict[str, Page], watching: Watch, who: str, path: str, name: str) -> None:
    page = pages[who]
    page.goto(looking.ROOM)
    page.locator(f'form[action="{path}"]').evaluate("form => { form.noValidate = true; }")
    page.locator(f'form[action="{path}"] [name="name"]').fill(name)
    page.locator(f'form[action="{path}"] button').click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator('[aria-invalid="true"]')).to_be_focused()
    _looks_right(page)
    assert watching.problems == []


def test_the_heads_of_a_long_table_stay_in_sight(pages: dict[str, Page]) -> None:
    page = pages["seo"]
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(f"{looking.ROOM}/progress")
    box = page.locator(".table")
    box.evaluate("""box => {
      const body = box.querySelector("tbody");
      for (let at = 0; at < 60; at += 1) body.append(body.firstElementChild.cloneNode(true));
    }""")
    expect(box).to_have_attribute("tabindex", "0")
    expect(box).to_have_attribute("aria-label", re.compile("진도 표, .*밀어 볼 수 있음"))
    box.evaluate("box => { box.scrollTop = 900; box.scrollLeft = 40 }")
    head, name = box.locator("thead th").first.bounding_box(), box.locator("tbody th").nth(40).bounding_box()
    frame = box.bounding_box()
    assert head and name and frame  # noqa: PT018 -- the three boxes are there
    assert abs(head["y"] - frame["y"]) < 2
    assert abs(name["x"] - frame["x"]) < 2
    assert frame["height"] < 700
