"""What a learner does with a question, in the words of the stories. Knows the page, not how it is made."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page

LECTURE = "/lectures/peft"
ESSAY = (
    "LoRA는 사전 학습된 가중치를 고정하고, 업데이트를 저랭크 행렬 A와 B의 곱 BA로 나타내어 그것만 학습합니다. "
    "그래서 학습 파라미터와 메모리가 줄어듭니다."
)


def question(page: Page, item: str) -> Locator:
    return page.locator(f"#q-{item}")


def answer(page: Page, item: str, text: str) -> Locator:
    """Types into the question's box, sends it, and hands back the question."""
    asked = question(page, item)
    box(asked).fill(text)
    asked.get_by_role("button", name="확인").click()
    return asked


def box(asked: Locator) -> Locator:
    return asked.get_by_role("textbox")


def verdict(asked: Locator) -> Locator:
    return asked.locator(".verdict")


def dealt(asked: Locator) -> dict[str, int]:
    """The values in the maths of a prompt, `d = 768` and so on, as TeX wrote them."""
    asked.locator(".ask .drawn").first.wait_for()
    sources = asked.locator(".ask annotation").all_text_contents()
    found = (re.fullmatch(r"(\w) = \{?(\d+)\}?", source) for source in sources)
    return {match[1]: int(match[2]) for match in found if match}


def send(page: Page, item: str, answer: str) -> None:
    """The same form without its page, where a test needs answers that it is not about."""
    form: dict[str, Any] = {"answer": answer, "deal": "0", "place": "lecture"}
    told = page.request.post(f"/study/items/{item}/answer", form=form, max_redirects=0)
    assert told.status == 303, f"{item}: {told.status}"


def start_round(page: Page, **choice: str) -> None:
    """A round of what was chosen, begun without clicking through the choices."""
    form: dict[str, Any] = {"unit": "peft", "kind": "", "concept": "", "difficulty": "", "which": "all", "count": "5"}
    started = page.request.post("/practice", form=form | choice, max_redirects=0)
    assert started.status == 303
    page.goto(started.headers["location"])
