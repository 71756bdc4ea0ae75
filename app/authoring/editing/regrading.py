"""Where answers are judged anew after a key has changed, if the product has such a page."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import Request
from starlette.routing import Match

PAGE = "/authoring/regrades/new"


def regrade_address(request: Request, item: str) -> str:
    """ "" where nothing answers there."""
    scope = {**request.scope, "path": PAGE, "root_path": "", "method": "GET"}
    there = any(route.matches(scope)[0] == Match.FULL for route in request.app.router.routes)
    return f"{PAGE}?{urlencode({'item': item})}" if there and item else ""
