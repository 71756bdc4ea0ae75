"""What an instructor does in the editor, as their browser sends it. Asserts nothing."""

from __future__ import annotations

from html.parser import HTMLParser

from fastapi.testclient import TestClient
from httpx2 import Response

ITEM = "/authoring/items/mini-ox-02"
OLD = "비밀 해설 둘."


def boxes(page: str) -> dict[str, list[str]]:
    """Everything that the editor's form (or the merge's) would send as it stands, buttons left out."""
    reader = _Boxes()
    start = page.find('id="editor"')
    reader.feed(page[page.rindex("<form", 0, start) if start > 0 else page.index('<form class="writing"') :])
    return reader.found


class _Boxes(HTMLParser):
    """Reads up to the end of the first form."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.open, self.fresh, self.over = "", False, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if self.over:
            return
        if tag == "option":
            if "selected" in told or self.fresh:
                self.found[self.open][-1] = told["value"]
            self.fresh = False
        elif tag in ("input", "textarea", "select") and "name" in told:
            self.found.setdefault(told["name"], []).append(told.get("value", ""))
            self.open, self.fresh = told["name"], tag != "input"

    def handle_data(self, data: str) -> None:
        if self.lasttag == "textarea" and not self.over and self.fresh:
            self.found[self.open][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and not self.over:
            self.found[self.open][-1] = self.found[self.open][-1].removeprefix("\n")
        self.fresh, self.over = False, self.over or tag == "form"


def edited(client: TestClient, address: str, old: str, new: str, reason: str = "더 분명하게") -> dict[str, list[str]]:
    """The form of the raw text with one change made."""
    form = boxes(client.get(f"{address}?mode=raw").text)
    assert old in form["text"][0]
    return {**form, "text": [form["text"][0].replace(old, new)], "reason": [reason]}


def save(client: TestClient, address: str, old: str, new: str, reason: str = "더 분명하게") -> Response:
    return client.post(address, data=edited(client, address, old, new, reason))
