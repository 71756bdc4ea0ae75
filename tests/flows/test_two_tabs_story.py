"""A learner with one question open in two tabs: what was typed later stays, and nothing that was typed is lost."""

from __future__ import annotations

from playwright.sync_api import Dialog, Locator, Page, Response, expect

from tests.flows.acting import box, question, start_round, verdict
from tests.flows.watching import Watch

ITEM = "peft-short-03"


def begin(page: Page) -> None:
    """A round of this question alone."""
    start_round(page, kind="short", concept="lora-update")


def is_save(response: Response) -> bool:
    """While typing: what goes out when a page is left is none."""
    return response.url.endswith("/draft") and response.request.resource_type == "fetch"


def type_in(page: Page, text: str) -> int:
    """What the server says of the save that follows."""
    with page.expect_response(is_save) as saved:
        box(question(page, ITEM)).fill(text)
    return saved.value.status


def warning(page: Page) -> Locator:
    return question(page, ITEM).locator(".newer")


def name(page: Page) -> tuple[str, int]:
    """The tab, and which page of it this is."""
    tab, _, number = question(page, ITEM).locator("[name=page]").input_value().partition(".")
    return tab, int(number)


def another_tab(page: Page) -> Page:
    """Of the same learner, with the same question."""
    later = page.context.new_page()
    later.goto(page.url)
    return later


def test_an_old_tab_does_not_overwrite_what_was_typed_in_another(page: Page, watch: Watch) -> None:
    watch.expect("status of 412")
    begin(page)
    assert type_in(page, "저") == 204
    later = another_tab(page)
    expect(box(question(later, ITEM))).to_have_value("저")
    assert type_in(later, "저랭크 행렬의 곱") == 204
    assert type_in(page, "저녁") == 412
    expect(warning(page)).to_contain_text("더 나중에 적은 것이 저장되어 있어")
    expect(box(question(page, ITEM))).to_have_value("저녁")
    expect(warning(later)).to_be_hidden()
    with page.expect_popup() as opened:
        warning(page).get_by_role("link").click()
    expect(box(question(opened.value, ITEM))).to_have_value("저랭크 행렬의 곱")


def test_who_leaves_with_what_could_not_be_saved_is_asked_and_may_send_it(page: Page, watch: Watch) -> None:
    watch.expect("status of 412")
    begin(page)
    assert type_in(page, "저랭크") == 204
    later = another_tab(page)
    assert type_in(later, "저랭크 아닌 것") == 204
    assert type_in(page, "저랭크 행렬의 곱") == 412
    expect(warning(page)).to_be_visible()
    box(question(page, ITEM)).press("End")  # browsers ask only who has touched the page
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    with page.expect_event("dialog"):
        page.evaluate("() => { location.href = '/glossary'; }")
    assert asked == ["beforeunload"]
    question(page, ITEM).get_by_role("button", name="확인").click()
    expect(verdict(question(page, ITEM))).to_contain_text("맞았습니다")


def test_a_page_that_is_loaded_anew_is_a_later_one_of_its_tab_and_saves(page: Page) -> None:
    begin(page)
    assert type_in(page, "저랭크") == 204
    tab, number = name(page)
    box(question(page, ITEM)).fill("저랭크 행렬")  # goes out while the page is left
    page.reload()
    assert name(page) == (tab, number + 1)
    assert type_in(page, "저랭크 행렬의 곱") == 204
    expect(warning(page)).to_be_hidden()


def test_a_copy_of_an_open_tab_is_another_tab(page: Page) -> None:
    """A window that a page opens begins with a copy of what its tab has noted."""
    begin(page)
    page.reload()
    with page.expect_popup() as opened:
        page.evaluate("() => { window.open(location.href); }")
    expect(question(opened.value, ITEM).locator("[name=page]")).not_to_have_value("")
    assert name(opened.value)[0] != name(page)[0]
