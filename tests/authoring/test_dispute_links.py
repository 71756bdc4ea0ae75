"""From a disputed item to the other pages of the room, which come and go with their routes."""

from __future__ import annotations

from fastapi import FastAPI, Request

from app.authoring.disputes.routes import _link


def test_a_link_leads_only_to_a_page_that_there_is() -> None:
    app = FastAPI()
    app.get("/authoring/items/{item}")(lambda item: item)
    request = Request({"type": "http", "app": app, "headers": []})
    assert _link(request, "/authoring/items/mini-ox-01", "?x=1") == "/authoring/items/mini-ox-01?x=1"
    assert _link(request, "/authoring/nothing/mini-ox-01") == ""
