"""The form of a correction, as a browser fills and sends it, and what a page says without its tags."""

from __future__ import annotations

import re
import time
from html import unescape

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from tests.authoring.regrading.acting import OX

PAGE, NEW = "/authoring/regrades", f"/authoring/regrades/new?item={OX}"
FORM = "/authoring/regrades/new"
HINT = "near_misses:\n- answers: [X]\n  feedback: 무엇이 새로 들어갔는지 생각해 보십시오.\n"
REASON = "원문을 다시 읽으니 반대였습니다."


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the form."""
    form = page.split('<form id="correction"')[1].split("</form>")[0]
    boxes = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n(.*?)</textarea>', form, re.S)
    for tag in re.findall(r"<input[^>]*>", form):
        if "checked" in tag or ('type="radio"' not in tag and 'type="checkbox"' not in tag):
            boxes += re.findall(r'name="(\w+)".*value="([^"]*)"', tag)
    return {name: unescape(text) for name, text in boxes}


def flipped(client: TestClient, **other: str) -> dict[str, str]:
    """The form with the key turned round, as it is sent to be foreseen."""
    form = fields(client.get(NEW).text)
    text = form["text"].replace("answer: O\n", "answer: X\n").replace(HINT, "")
    assert text != form["text"]
    return form | {"text": text, "reason": REASON, "after": "X가 맞습니다.", "policy": "new"} | other


def foreseen(client: TestClient, **other: str) -> tuple[str, dict[str, str]]:
    told = client.post(FORM, data=flipped(client, **other))
    assert told.status_code == 200, told.text
    return told.text, fields(told.text)


def ended(client: TestClient, sent: Response) -> str:
    assert sent.status_code == 303, sent.text
    for _ in range(300):
        page = client.get(sent.headers["location"]).text
        if "채점하는 중" not in page:
            return page
        time.sleep(0.01)
    pytest.fail("the regrade did not end")


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page))
