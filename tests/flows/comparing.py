"""What a learner does in the lab, in the words of the stories. Knows the page, not how it is made."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

FOUR = ("lora-8", "pfeiffer", "prefix", "prompt")
PATIENCE = 60_000  # milliseconds: the first comparison reads the models


def fill(page: Page, *recipes: str, prompt: str = "이 영화는", task: str = "negative", length: str = "12") -> None:
    """The whole form; predicts that the last has the fewest parameters and that the first will change."""
    page.goto(f"/lab?task={task}")
    for name in recipes:
        field(page, "variant", f"{task}-{name}").check(force=True)
    page.get_by_label("2.").fill(prompt)
    if task != "label":
        page.get_by_label("길이").fill(length)
    field(page, "fewest", f"{task}-{recipes[-1]}").check(force=True)
    field(page, "changed", f"{task}-{recipes[0]}").check(force=True)


def field(page: Page, name: str, value: str) -> Locator:
    """Quoted: a learner's own variant has a random key, which may begin with a digit."""
    return page.locator(f'[name="{name}"][value="{value}"]')


def start(page: Page) -> None:
    page.get_by_role("button", name="비교 시작").click()


def ended(page: Page) -> Locator:
    """The result, as soon as it is there."""
    result = page.get_by_role("region", name="예측과 견주기")
    expect(result).to_be_visible(timeout=PATIENCE)
    return result


def column(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title)
